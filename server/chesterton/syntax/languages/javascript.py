"""JavaScript with JSX."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.readers import (
    function_value,
    javascript_assignment,
    javascript_export,
    javascript_variable,
    named,
    variable,
)
from chesterton.syntax.rules import Language, Part, Scoping

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

JAVASCRIPT = Language(
    id="javascript",
    lsp_ids=("javascriptreact",),
    extensions=(".js", ".jsx", ".mjs", ".cjs"),
    file_names=("Jakefile",),
    grammar=("tree_sitter_javascript", "language"),
    definitions={
        "function_declaration": named(SymbolKind.FUNCTION),
        "generator_function_declaration": named(SymbolKind.FUNCTION),
        "class_declaration": named(SymbolKind.CLASS, container=True),
        "method_definition": named(SymbolKind.FUNCTION),
        "field_definition": variable(SymbolKind.FIELD, "property"),
        "variable_declarator": javascript_variable,
        "assignment_expression": javascript_assignment,
        "pair": function_value(),
        "export_statement": javascript_export,
    },
    functions=_FUNCTIONS,
    wrappers=frozenset({"export_statement", "lexical_declaration", "variable_declaration"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
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
    },
    strings=frozenset({"string"}),
    numbers=frozenset({"number"}),
    imports=frozenset({"import_statement"}),
    calls={"call_expression": "function", "new_expression": "constructor"},
    members=frozenset({"member_expression.property"}),
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("const {container} = {\n", "\n}"),
        ("const ", ""),
        ("var ", ""),
        ("let ", ""),
    ),
    scoping=Scoping(
        names=frozenset({"identifier"}),
        functions=_FUNCTIONS,
        classes=frozenset({"class_body"}),
        blocks=frozenset(
            {"statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"}
        ),
        binders=frozenset(
            {
                "variable_declarator.name",
                "formal_parameters.*",
                "arrow_function.parameter",
                "for_in_statement.left",
                "catch_clause.parameter",
                "function_declaration.name",
                "generator_function_declaration.name",
                "function_expression.name",
                "class_declaration.name",
            }
        ),
        outward=frozenset({"function_declaration.name", "generator_function_declaration.name"}),
        uses=frozenset({"member_expression", "subscript_expression", "assignment_pattern.right"}),
        labels=frozenset({"statement_identifier"}),
    ),
)
