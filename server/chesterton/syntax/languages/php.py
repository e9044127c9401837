"""Rules for PHP: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, braced, words
from chesterton.syntax.readers import define, define_each, kind_of_value, named, text_of


def _constants(node: Node, source: bytes) -> Iterator[Definition]:
    """Constants: `const A = 1, B = 2;`."""
    elements = [child for child in node.named_children if child.type == "const_element"]
    names = [element.named_child(0) for element in elements]
    return define_each(SymbolKind.CONSTANT, [name for name in names if name], source)


def _properties(node: Node, source: bytes) -> Iterator[Definition]:
    """Properties such as `private $a = 1, $b;`, named without the `$`."""
    elements = [child for child in node.named_children if child.type == "property_element"]
    for element in elements:
        name = element.child_by_field_name("name")
        if name is not None:
            bare_name = text_of(name, source).lstrip("$")
            yield define(SymbolKind.FIELD, name, source, name=bare_name, closed=len(elements) > 1)


def _assigned(node: Node, source: bytes) -> Iterator[Definition]:
    """`$handler = function ...` and `$thing = new class ...`; other values define nothing."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or left.type != "variable_name" or right is None:
        return
    kind, container = kind_of_value(right, SymbolKind.VARIABLE)
    if right.type == "object_creation_expression":
        container = any(child.type == "anonymous_class" for child in right.named_children)
        kind = SymbolKind.CLASS
    if container or kind is SymbolKind.FUNCTION:
        bare_name = text_of(left, source).lstrip("$")
        yield define(kind, left, source, name=bare_name, container=container)


def _defined(node: Node, source: bytes) -> Iterator[Definition]:
    """A constant: `define('LIMIT', 3)`."""
    word = node.child_by_field_name("function")
    if word is None or text_of(word, source) != "define":
        return
    arguments = node.child_by_field_name("arguments")
    first = arguments.named_child(0) if arguments is not None else None
    text = first.named_child(0) if first is not None else None
    content = text.named_child(0) if text is not None else None
    if content is not None and content.type == "string_content":
        yield define(SymbolKind.CONSTANT, content, source)


_FUNCTIONS = words("function_definition method_declaration anonymous_function arrow_function")
_PARAMETERS = words("simple_parameter.name variadic_parameter.name")

_SCOPING = Scoping(
    names=words("variable_name"),
    functions=_FUNCTIONS,
    classes=words("declaration_list"),
    binders=_PARAMETERS
    | words("""
        lambda_parameter.name assignment_expression.left augmented_assignment_expression.left
        reference_assignment_expression.left foreach_statement.item catch_clause.name
        static_variable_declaration.name
    """),
    uses=words("""
        member_access_expression subscript_expression dynamic_variable_name
        scoped_property_access_expression nullsafe_member_access_expression member_call_expression
    """),
    named=_PARAMETERS,
    unnamed=words("variadic_parameter"),
    releases=words("global_declaration"),
    labels=words("goto_statement. named_label_statement."),
)

PHP = Language(
    id="php",
    grammar=("tree_sitter_php", "language_php"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.CLASS, "class_declaration"),
        **named(SymbolKind.INTERFACE, "interface_declaration"),
        **named(SymbolKind.TRAIT, "trait_declaration"),
        **named(SymbolKind.ENUM, "enum_declaration"),
        **named(SymbolKind.FIELD, "enum_case"),
        **named(SymbolKind.FUNCTION, "method_declaration function_definition"),
        "const_declaration": _constants,
        "property_declaration": _properties,
        "assignment_expression": _assigned,
        "function_call_expression": _defined,
    },
    patterns={
        "assignment_expression": "(expression_statement (assignment_expression right:"
        " [(anonymous_function) (arrow_function)"
        " (object_creation_expression (anonymous_class))]) @d)",
        "function_call_expression": "(expression_statement (function_call_expression"
        " function: (name) arguments: (arguments . (argument (string)))) @d)",
    },
    functions=_FUNCTIONS,
    roles={"foreach_statement": {"as _": "item", "& _": "item"}},
    transparent=words("parenthesized_expression expression_statement"),
    optional_blocks=words("""
        if_statement.body else_clause.body else_if_clause.body for_statement.body
        foreach_statement.body while_statement.body do_statement.body
    """),
    requires_block=words("if_statement function_definition class_declaration"),
    dropped=words("empty_statement"),
    atomic=words("variable_name"),
    sigils=words("variable_name"),
    aliases={
        "encapsed_string": "string",
        "anonymous_function.formal_parameters": "lambda_parameters",
        "arrow_function.formal_parameters": "lambda_parameters",
        "lambda_parameters.simple_parameter": "lambda_parameter",
    },
    strings=words("string encapsed_string"),
    interpolations=words("""
        variable_name dynamic_variable_name subscript_expression member_access_expression
        nullsafe_member_access_expression scoped_property_access_expression member_call_expression
        function_call_expression
    """),
    raw_quotes=words("'"),
    numbers=words("integer float"),
    imports=words("namespace_use_declaration"),
    calls={
        "function_call_expression": "function",
        "member_call_expression": "name",
        "nullsafe_member_call_expression": "name",
        "scoped_call_expression": "name",
        "object_creation_expression": "",
    },
    members=words("""
        member_call_expression.name scoped_call_expression.name member_access_expression.name
        nullsafe_member_call_expression.name
    """),
    self_names=words("this self static parent"),
    parse_wrappers=(
        ("<?php\n", ""),
        *braced("<?php\nclass", "<?php\ninterface", "<?php\ntrait", "<?php\nenum"),
        ("<?php\n", ";"),
    ),
)
