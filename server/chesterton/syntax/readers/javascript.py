"""Definitions of JavaScript and TypeScript that need more than a table."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.readers.general import define, key_of, kind_of_value, text_of
from chesterton.syntax.rules import Definition, Reader

_PATTERNS = frozenset({"object_pattern", "array_pattern"})
_ASSIGNED = frozenset({"identifier", "member_expression"})


def member(kind: SymbolKind, name_field: str = "name") -> Reader:
    """A property: a method if its value is a function."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name = node.child_by_field_name(name_field)
        if name is not None and name.end_byte > name.start_byte:
            value_kind, container = kind_of_value(node.child_by_field_name("value"), kind)
            yield define(value_kind, name, source, name=key_of(name, source), container=container)

    return read


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A declarator: `const` makes a constant, a function as value a function."""
    name, statement = node.child_by_field_name("name"), node.parent
    if name is None or name.type in _PATTERNS or name.start_byte == name.end_byte:
        return
    is_constant = statement is not None and source.startswith(b"const", statement.start_byte)
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    kind, container = kind_of_value(node.child_by_field_name("value"), plain)
    yield define(kind, name, source, container=container)


def assigned(node: Node, source: bytes) -> Iterator[Definition]:
    """`Foo.prototype.bar = function ...` is `Foo.bar`; other values are no definitions."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    kind, container = kind_of_value(right, SymbolKind.VARIABLE)
    if left is None or left.type not in _ASSIGNED:
        return
    if kind is SymbolKind.VARIABLE and not container:
        return
    last = left.child_by_field_name("property") or left
    words = text_of(left, source).replace(" ", "").replace("?.", ".").split(".")
    is_method = kind is SymbolKind.FUNCTION and "prototype" in words
    words = words[1:] if words[0] in {"this", "module"} and len(words) > 1 else words
    name = ".".join(word for word in words if word != "prototype")
    kind = SymbolKind.METHOD if is_method else kind
    yield define(kind, last, source, name=name, own=left, container=container)


def default_export(node: Node, source: bytes) -> Iterator[Definition]:
    """A default export without a name is called `default`."""
    word = next((child for child in node.children if child.type == "default"), None)
    value = node.child_by_field_name("value") or node.child_by_field_name("declaration")
    if word is None or value is None or value.type == "identifier":
        return
    value = _guarded(value)
    kind, container = kind_of_value(value, SymbolKind.VARIABLE)
    name = value.child_by_field_name("name")
    if name is None:
        yield define(kind, word, source, container=container)
    elif kind is not SymbolKind.VARIABLE:
        yield define(kind, name, source, container=container)


def _guarded(value: Node) -> Node:
    """The function or class of `isNode && function adapter() {}`; any other value as it is."""
    right = value.child_by_field_name("right") if value.type == "binary_expression" else None
    is_definition = kind_of_value(right, SymbolKind.VARIABLE)[0] is not SymbolKind.VARIABLE
    return right if right is not None and is_definition else value
