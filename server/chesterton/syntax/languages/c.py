"""C, and what C++ shares with it."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.readers import c_declaration, c_function, c_typedef, named, with_body
from chesterton.syntax.rules import Language, Scoping

C = Language(
    id="c",
    extensions=(".c", ".h"),
    grammar=("tree_sitter_c", "language"),
    definitions={
        "function_definition": c_function,
        "declaration": c_declaration,
        "field_declaration": c_declaration,
        "struct_specifier": with_body(SymbolKind.STRUCT),
        "union_specifier": with_body(SymbolKind.UNION),
        "enum_specifier": with_body(SymbolKind.ENUM),
        "enumerator": named(SymbolKind.FIELD),
        "type_definition": c_typedef,
        "preproc_def": named(SymbolKind.MACRO),
        "preproc_function_def": named(SymbolKind.MACRO),
    },
    functions=frozenset({"function_definition"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    strings=frozenset({"string_literal"}),
    raw=frozenset({"preproc_arg"}),
    numbers=frozenset({"number_literal"}),
    imports=frozenset({"preproc_include"}),
    calls={"call_expression": "function"},
    members=frozenset({"field_expression.field"}),
    frames=(
        ("", "\n"),
        ("", ";\n"),
        ("struct {container} {\n", "\n};"),
        ("enum {container} {\n", "\n};"),
        ("union {container} {\n", "\n};"),
    ),
    scoping=Scoping(
        names=frozenset({"identifier"}),
        functions=frozenset({"function_definition"}),
        blocks=frozenset({"compound_statement", "for_statement"}),
        binders=frozenset({"parameter_declaration.declarator", "declaration.declarator"}),
        uses=frozenset({"init_declarator.value", "array_declarator.size"}),
        labels=frozenset({"statement_identifier"}),
        is_sequential=True,
    ),
)
