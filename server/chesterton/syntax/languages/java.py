"""Java."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.readers import declarators, named
from chesterton.syntax.rules import Language, Scoping

_FUNCTIONS = frozenset(
    {
        "method_declaration",
        "constructor_declaration",
        "compact_constructor_declaration",
        "static_initializer",
        "lambda_expression",
    }
)

JAVA = Language(
    id="java",
    extensions=(".java",),
    grammar=("tree_sitter_java", "language"),
    definitions={
        "class_declaration": named(SymbolKind.CLASS, container=True),
        "record_declaration": named(SymbolKind.CLASS, container=True),
        "interface_declaration": named(SymbolKind.INTERFACE, container=True),
        "annotation_type_declaration": named(SymbolKind.INTERFACE, container=True),
        "enum_declaration": named(SymbolKind.ENUM, container=True),
        "enum_constant": named(SymbolKind.FIELD),
        "method_declaration": named(SymbolKind.FUNCTION),
        "annotation_type_element_declaration": named(SymbolKind.FUNCTION),
        "constructor_declaration": named(SymbolKind.FUNCTION),
        "compact_constructor_declaration": named(SymbolKind.FUNCTION),
        "field_declaration": declarators(SymbolKind.FIELD),
        "constant_declaration": declarators(SymbolKind.FIELD),
    },
    functions=_FUNCTIONS,
    comments=frozenset({"line_comment", "block_comment"}),
    aliases={"constant_declaration": "field_declaration"},
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    strings=frozenset({"string_literal"}),
    numbers=frozenset(
        {
            "decimal_integer_literal",
            "hex_integer_literal",
            "octal_integer_literal",
            "binary_integer_literal",
            "decimal_floating_point_literal",
            "hex_floating_point_literal",
        }
    ),
    imports=frozenset({"import_declaration"}),
    unordered=frozenset({"modifiers.*"}),
    calls={"method_invocation": "name", "object_creation_expression": "type"},
    members=frozenset({"method_invocation.name", "field_access.field"}),
    is_receiver_implicit=True,
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("interface {container} {\n", "\n}"),
        ("enum {container} {\n", ";\n}"),
        ("record {container}() {\n", "\n}"),
        ("@interface {container} {\n", "\n}"),
    ),
    scoping=Scoping(
        names=frozenset({"identifier"}),
        not_names=frozenset(
            {
                "method_invocation.name",
                "field_access.field",
                "element_value_pair.key",
                "annotation.name",
                "marker_annotation.name",
                "scoped_identifier.name",
                "scoped_identifier.scope",
                "enum_constant.name",
            }
        ),
        functions=_FUNCTIONS,
        classes=frozenset({"class_body", "interface_body", "enum_body", "annotation_type_body"}),
        blocks=frozenset(
            {
                "block",
                "for_statement",
                "enhanced_for_statement",
                "catch_clause",
                "try_with_resources_statement",
                "switch_block_statement_group",
                "switch_rule",
            }
        ),
        binders=frozenset(
            {
                "formal_parameter.name",
                "variable_declarator.name",
                "catch_formal_parameter.name",
                "enhanced_for_statement.name",
                "resource.name",
                "lambda_expression.parameters",
                "inferred_parameters.*",
                "instanceof_expression.name",
                "type_pattern.*",
                "record_pattern_component.*",
            }
        ),
        labels=frozenset(),
        is_sequential=True,
    ),
)
