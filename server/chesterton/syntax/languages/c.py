"""C."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.c import (
    declaration,
    field,
    function,
    specifier,
    type_definition,
)
from chesterton.syntax.readers.general import named_reader

_CONDITIONS = tuple(f"preproc_{word}" for word in ("if", "ifdef", "else", "elif"))
_DECLARATION_PARENTS = ("translation_unit", "declaration_list", *_CONDITIONS)
_BODIES = frozenset({"if_statement.consequence", "else_clause."}) | {
    f"{loop}_statement.body" for loop in ("for", "while", "do")
}

_SCOPING = Scoping(
    names=frozenset({"identifier", "type_identifier"}),
    not_names=frozenset({"enumerator.name", "attribute.name"}),
    functions=frozenset({"function_definition"}),
    blocks=frozenset({"compound_statement", "for_statement"}),
    binders=frozenset(
        {
            "declaration.declarator",
            "init_declarator.declarator",
            "parameter_declaration.declarator",
            "type_definition.declarator",
        }
    ),
    uses=frozenset({"parameter_list", "init_declarator.value", "array_declarator.size"}),
    prototypes=frozenset({"declaration", "field_declaration", "type_definition"}),
    labels=frozenset({"statement_identifier"}),
    is_sequential=True,
)

C = Language(
    id="c",
    family="cpp",
    extensions=(".c",),
    grammar=("tree_sitter_c", "language"),
    scoping=_SCOPING,
    definitions={
        "function_definition": function,
        "declaration": declaration,
        "field_declaration": field,
        "struct_specifier": specifier(SymbolKind.STRUCT),
        "union_specifier": specifier(SymbolKind.UNION),
        "enum_specifier": specifier(SymbolKind.ENUM),
        "enumerator": named_reader(SymbolKind.FIELD),
        "type_definition": type_definition,
        "preproc_def": named_reader(SymbolKind.MACRO),
        "preproc_function_def": named_reader(SymbolKind.MACRO),
    },
    patterns={
        "declaration": " ".join(f"({parent} (declaration) @d)" for parent in _DECLARATION_PARENTS)
    },
    functions=frozenset({"function_definition"}),
    wrappers=frozenset({"linkage_specification"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    optional_blocks=_BODIES,
    never_bare=frozenset({"declaration", "if_statement"}),
    strings=frozenset({"string_literal"}),
    concatenations=frozenset({"concatenated_string"}),
    raw=frozenset({"preproc_arg"}),
    numbers=frozenset({"number_literal"}),
    imports=frozenset({"preproc_include"}),
    calls={"call_expression": "function"},
    members=frozenset({"field_expression.field"}),
    selves=frozenset(),
    frames=(
        ("", ""),
        ("struct {container} {\n", "\n};"),
        ("enum {container} {\n", "\n};"),
    ),
)
