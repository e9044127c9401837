"""Java."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Part, Scoping
from chesterton.syntax.readers.general import function_value, named_reader
from chesterton.syntax.readers.java import enum_constant, field

_FUNCTIONS = frozenset({"method_declaration", "constructor_declaration", "lambda_expression"}) | {
    "compact_constructor_declaration",
    "static_initializer",
}
_BODIES = frozenset({"if_statement.consequence", "if_statement.alternative"}) | {
    f"{loop}_statement.body" for loop in ("for", "enhanced_for", "while", "do")
}

_SCOPING = Scoping(
    names=frozenset({"identifier", "type_identifier"}),
    not_names=frozenset({"method_invocation.name", "field_access.field", "annotation.name"})
    | {"marker_annotation.name", "element_value_pair.key", "scoped_identifier.name"},
    functions=_FUNCTIONS,
    closures=frozenset({"class_declaration", "interface_declaration"}),
    blocks=frozenset({"block", "constructor_body", "for_statement", "enhanced_for_statement"})
    | {"try_with_resources_statement", "catch_clause", "switch_block", "switch_rule"},
    classes=frozenset({"class_body", "interface_body", "enum_body", "annotation_type_body"})
    | {"record_declaration"},
    binders=frozenset(
        {
            "variable_declarator.name",
            "formal_parameter.name",
            "catch_formal_parameter.name",
            "enhanced_for_statement.name",
            "resource.name",
            "inferred_parameters.*",
            "instanceof_expression.name",
            "type_pattern.:identifier",
            "record_pattern_component.:identifier",
            "type_parameter.:type_identifier",
            "class_declaration.name",
        }
    ),
    outward=frozenset({"class_declaration.name"}),
    outer=frozenset({"enhanced_for_statement.value"}),
    labels=frozenset(f"{jump}_statement.:identifier" for jump in ("labeled", "continue", "break")),
    is_sequential=True,
)

JAVA = Language(
    id="java",
    extensions=(".java",),
    grammar=("tree_sitter_java", "language"),
    scoping=_SCOPING,
    definitions={
        "class_declaration": named_reader(SymbolKind.CLASS, container=True),
        "record_declaration": named_reader(SymbolKind.CLASS, container=True),
        "interface_declaration": named_reader(SymbolKind.INTERFACE, container=True),
        "annotation_type_declaration": named_reader(SymbolKind.INTERFACE, container=True),
        "enum_declaration": named_reader(SymbolKind.ENUM, container=True),
        "method_declaration": named_reader(SymbolKind.FUNCTION),
        "constructor_declaration": named_reader(SymbolKind.FUNCTION),
        "compact_constructor_declaration": named_reader(SymbolKind.FUNCTION),
        "annotation_type_element_declaration": named_reader(SymbolKind.FUNCTION),
        "field_declaration": field,
        "constant_declaration": field,
        "enum_constant": enum_constant,
        "variable_declarator": function_value("name"),
    },
    patterns={
        "variable_declarator": (
            "(local_variable_declaration"
            " declarator: (variable_declarator value: (lambda_expression)) @d)"
        )
    },
    functions=_FUNCTIONS,
    comments=frozenset({"line_comment", "block_comment"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    optional_blocks=_BODIES,
    never_bare=frozenset({"local_variable_declaration", "class_declaration", "if_statement"}),
    aliases={"constant_declaration": "field_declaration"},
    expansions={
        "lambda_expression.parameters": (
            Part(0, "parameters", "inferred_parameters", is_leaf=False),
            Part(1, "", "identifier", is_leaf=True),
        )
    },
    strings=frozenset({"string_literal"}),
    has_sums_of_texts=True,
    interpolations=frozenset({"string_interpolation"}),
    has_text_blocks=True,
    numbers=frozenset(
        f"{kind}_literal"
        for kind in (
            "decimal_integer",
            "hex_integer",
            "octal_integer",
            "binary_integer",
            "decimal_floating_point",
            "hex_floating_point",
        )
    ),
    imports=frozenset({"import_declaration"}),
    unordered=frozenset({"modifiers."}),
    calls={"method_invocation": "name", "object_creation_expression": "type"},
    members=frozenset({"method_invocation.name", "field_access.field"}),
    selves=frozenset({"this", "super"}),
    is_receiver_implicit=True,
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("interface {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
        ("@interface {container} {\n", "\n}"),
        ("var ", ";"),
    ),
)
