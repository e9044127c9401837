"""JavaScript with JSX."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Part, Scoping
from chesterton.syntax.readers.general import function_value, named_reader
from chesterton.syntax.readers.javascript import (
    assigned,
    default_export,
    described,
    member,
    variable,
)

_FUNCTIONS = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
        "class_static_block",
    }
)
_OUTWARD = frozenset({"function_declaration.name", "generator_function_declaration.name"})
_BODIES = frozenset({"if_statement.consequence", "else_clause."}) | {
    f"{loop}_statement.body" for loop in ("for", "for_in", "while", "do")
}

_SCOPING = Scoping(
    names=frozenset({"identifier"}),
    functions=_FUNCTIONS,
    classes=frozenset({"class_body"}),
    blocks=frozenset(
        {
            "statement_block",
            "for_statement",
            "for_in_statement",
            "catch_clause",
            "switch_body",
        }
    ),
    binders=_OUTWARD
    | {
        "variable_declarator.name",
        "formal_parameters.*",
        "for_in_statement.left",
        "catch_clause.parameter",
        "function_expression.name",
        "generator_function.name",
        "class_declaration.name",
    },
    outward=_OUTWARD,
    hoisting=frozenset({"variable_declaration"}),
    uses=frozenset({"member_expression", "subscript_expression", "computed_property_name"})
    | frozenset({"assignment_pattern.right", "object_assignment_pattern.right"}),
    labels=frozenset({"statement_identifier"}),
)

JAVASCRIPT = Language(
    id="javascript",
    revision=2,
    family="javascript",
    lsp_ids=("javascriptreact",),
    extensions=(".js", ".jsx", ".mjs", ".cjs"),
    file_names=("Jakefile",),
    grammar=("tree_sitter_javascript", "language"),
    scoping=_SCOPING,
    definitions={
        "function_declaration": named_reader(SymbolKind.FUNCTION),
        "generator_function_declaration": named_reader(SymbolKind.FUNCTION),
        "class_declaration": named_reader(SymbolKind.CLASS, container=True),
        "method_definition": member(SymbolKind.FUNCTION),
        "field_definition": member(SymbolKind.FIELD, "property"),
        "variable_declarator": variable,
        "assignment_expression": assigned,
        "pair": function_value("key"),
        "export_statement": default_export,
        "call_expression": described,
    },
    patterns={
        "class": "(class) @d",  # a class expression counts inside functions too
        # statements with plain names only: long call chains are not visited
        "call_expression": "(expression_statement (call_expression"
        " function: (member_expression object: (identifier) property: (property_identifier))) @d)",
    },
    functions=_FUNCTIONS,
    values=frozenset({"variable_declarator", "assignment_expression", "pair"}),
    wrappers=frozenset({"export_statement", "lexical_declaration", "variable_declaration"}),
    comments=frozenset({"comment", "html_comment"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    kept_parentheses=dict.fromkeys(
        ("member_expression", "subscript_expression", "call_expression"), "?."
    ),
    optional_blocks=_BODIES,
    never_bare=frozenset(
        {
            "lexical_declaration",
            "function_declaration",
            "class_declaration",
            "if_statement",
        }
    ),
    empties=frozenset({"new_expression.arguments"}),
    dropped=frozenset({"empty_statement"}),
    expansions={
        "shorthand_property_identifier": (
            Part(0, "", "pair", is_leaf=False),
            Part(1, "key", "property_identifier", is_leaf=True),
            Part(1, "value", "identifier", is_leaf=True),
        ),
        "shorthand_property_identifier_pattern": (
            Part(0, "", "pair_pattern", is_leaf=False),
            Part(1, "key", "property_identifier", is_leaf=True),
            Part(1, "value", "identifier", is_leaf=True),
        ),
        "arrow_function.parameter": (
            Part(0, "parameters", "formal_parameters", is_leaf=False),
            Part(1, "", "identifier", is_leaf=True),
        ),
    },
    has_sums_of_texts=True,
    strings=frozenset({"string", "template_string"}),
    interpolations=frozenset({"template_substitution"}),
    flowing=frozenset({"jsx_text"}),
    numbers=frozenset({"number"}),
    imports=frozenset({"import_statement"}),
    unordered=frozenset({"named_imports."}),
    calls={"call_expression": "function", "new_expression": "constructor"},
    members=frozenset({"member_expression.property"}),
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("const {container} = {\n", "\n}"),
        ("const _ = 0, ", ""),
        ("var _, ", ""),
        ("const ", ""),
    ),
)
