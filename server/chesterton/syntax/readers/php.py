"""Definition readers specific to PHP."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, kind_of_value, text_of


def constants(node: Node, source: bytes) -> Iterator[Definition]:
    """Constants: `const A = 1, B = 2;`."""
    elements = [child for child in node.named_children if child.type == "const_element"]
    for element in elements:
        name = element.named_child(0)
        if name is not None:
            yield define(SymbolKind.CONSTANT, name, source, closed=len(elements) > 1)


def properties(node: Node, source: bytes) -> Iterator[Definition]:
    """Properties such as `private $a = 1, $b;`, named without the `$`."""
    elements = [child for child in node.named_children if child.type == "property_element"]
    for element in elements:
        name = element.child_by_field_name("name")
        if name is not None:
            bare_name = text_of(name, source).lstrip("$")
            yield define(SymbolKind.FIELD, name, source, name=bare_name, closed=len(elements) > 1)


def assigned(node: Node, source: bytes) -> Iterator[Definition]:
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


def defined(node: Node, source: bytes) -> Iterator[Definition]:
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
