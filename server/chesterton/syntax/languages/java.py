"""Rules for Java: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import (
    Definition,
    ExpandedNode,
    Language,
    Scoping,
    braced,
    words,
)
from chesterton.syntax.readers import (
    define,
    define_each,
    first_child,
    function_value,
    kind_of_value,
    named,
)


def _field(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields: `static final` is a constant, a lambda value is a function."""
    declarators = node.children_by_field_name("declarator")
    first = first_child(node)
    is_modified = first is not None and first.type == "modifiers"
    modifiers = {child.type for child in first.children} if first and is_modified else set()
    kind = SymbolKind.CONSTANT if {"static", "final"} <= modifiers else SymbolKind.FIELD
    if len(declarators) == 1:
        kind = kind_of_value(declarators[0].child_by_field_name("value"), kind)[0]
    names = [declarator.child_by_field_name("name") for declarator in declarators]
    return define_each(kind, [name for name in names if name], source)


def _enum_constant(node: Node, source: bytes) -> Iterator[Definition]:
    """An enum constant; a container if it has a body."""
    name = node.child_by_field_name("name")
    if name is not None:
        has_body = node.child_by_field_name("body") is not None
        yield define(SymbolKind.FIELD, name, source, container=has_body)


_FUNCTIONS = words("""
    method_declaration constructor_declaration lambda_expression compact_constructor_declaration
    static_initializer
""")

_SCOPING = Scoping(
    names=words("identifier type_identifier"),
    not_names=words("""
        method_invocation.name field_access.field annotation.name marker_annotation.name
        element_value_pair.key scoped_identifier.name
    """),
    functions=_FUNCTIONS,
    closures=words("class_declaration interface_declaration"),
    blocks=words("""
        block constructor_body for_statement enhanced_for_statement try_with_resources_statement
        catch_clause switch_block switch_rule
    """),
    classes=words("class_body interface_body enum_body annotation_type_body record_declaration"),
    binders=words("""
        variable_declarator.name formal_parameter.name catch_formal_parameter.name
        enhanced_for_statement.name resource.name inferred_parameters.* instanceof_expression.name
        type_pattern.:identifier record_pattern_component.:identifier
        type_parameter.:type_identifier class_declaration.name
    """),
    outward=words("class_declaration.name"),
    outer=words("enhanced_for_statement.value"),
    labels=words("""
        labeled_statement.:identifier continue_statement.:identifier break_statement.:identifier
    """),
    is_sequential=True,
)

JAVA = Language(
    id="java",
    grammar=("tree_sitter_java", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.CLASS, "class_declaration record_declaration"),
        **named(SymbolKind.INTERFACE, "interface_declaration annotation_type_declaration"),
        **named(SymbolKind.ENUM, "enum_declaration"),
        **named(SymbolKind.FUNCTION, "method_declaration constructor_declaration"),
        **named(SymbolKind.FUNCTION, "compact_constructor_declaration"),
        **named(SymbolKind.FUNCTION, "annotation_type_element_declaration"),
        "field_declaration": _field,
        "constant_declaration": _field,
        "enum_constant": _enum_constant,
        "variable_declarator": function_value("name"),
    },
    patterns={
        "variable_declarator": "(local_variable_declaration"
        " declarator: (variable_declarator value: (lambda_expression)) @d)"
    },
    functions=_FUNCTIONS,
    comments=words("line_comment block_comment"),
    transparent=words("parenthesized_expression expression_statement"),
    optional_blocks=words("""
        if_statement.consequence if_statement.alternative for_statement.body
        enhanced_for_statement.body while_statement.body do_statement.body
    """),
    requires_block=words("local_variable_declaration class_declaration if_statement"),
    aliases={"constant_declaration": "field_declaration"},
    expansions={
        "lambda_expression.parameters": (
            ExpandedNode(0, "parameters", "inferred_parameters", is_leaf=False),
            ExpandedNode(1, "", "identifier", is_leaf=True),
        )
    },
    strings=words("string_literal"),
    has_string_addition=True,
    interpolations=words("string_interpolation"),
    has_text_blocks=True,
    numbers=words("""
        decimal_integer_literal hex_integer_literal octal_integer_literal binary_integer_literal
        decimal_floating_point_literal hex_floating_point_literal
    """),
    imports=words("import_declaration"),
    unordered=words("modifiers."),
    calls={"method_invocation": "name", "object_creation_expression": "type"},
    members=words("method_invocation.name field_access.field"),
    self_names=words("this super"),
    is_receiver_implicit=True,
    parse_wrappers=(("", ""), *braced("class", "interface", "enum", "@interface"), ("var ", ";")),
)
