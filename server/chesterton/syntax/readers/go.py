"""Definition readers specific to Go."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, first_child, kind_of_value, text_of

_TYPES = {"struct_type": SymbolKind.STRUCT, "interface_type": SymbolKind.INTERFACE}


def method(node: Node, source: bytes) -> Iterator[Definition]:
    """`func (r *Recv) Method()` is `Recv.Method`."""
    name = node.child_by_field_name("name")
    if name is None:
        return
    receiver = node.child_by_field_name("receiver")
    owner = _type_name(receiver, source) if receiver is not None else None
    qualified = f"{owner}.{text_of(name, source)}" if owner else None
    yield define(SymbolKind.METHOD, name, source, name=qualified)


def type_spec(node: Node, source: bytes) -> Iterator[Definition]:
    """A type; structs and interfaces are containers."""
    name, type_node = node.child_by_field_name("name"), node.child_by_field_name("type")
    if name is not None:
        kind = _TYPES.get(type_node.type if type_node is not None else "", SymbolKind.TYPE)
        yield define(kind, name, source, container=kind is not SymbolKind.TYPE)


def field(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields of a struct; an embedded type is a field named after it."""
    names = _names(node)
    base = node.child_by_field_name("type")
    if not names and base is not None and (embedded := _last_identifier(base)) is not None:
        yield define(SymbolKind.FIELD, embedded, source)
    for name in names:
        yield define(SymbolKind.FIELD, name, source, closed=len(names) > 1)


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """`var a, b = 1, 2`; a single variable with a function value is a function."""
    names = _names(node)
    for name in names:
        kind = SymbolKind.VARIABLE
        if len(names) == 1:
            kind = kind_of_value(node.child_by_field_name("value"), kind)[0]
        if text_of(name, source) != "_":
            yield define(kind, name, source, closed=len(names) > 1)


def local_function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function in a local variable: `f := func() {...}`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or left.named_child_count != 1:
        return
    name = left.named_child(0)
    is_function = kind_of_value(right, SymbolKind.VARIABLE)[0] is SymbolKind.FUNCTION
    if is_function and name is not None and name.type == "identifier":
        yield define(SymbolKind.FUNCTION, name, source)


def _type_name(receiver: Node, source: bytes) -> str | None:
    for parameter in receiver.named_children:
        type_node = parameter.child_by_field_name("type")
        while type_node is not None and type_node.type != "type_identifier":
            type_node = type_node.child_by_field_name("type") or first_child(type_node)
        if type_node is not None:
            return text_of(type_node, source)
    return None


def _last_identifier(type_node: Node) -> Node | None:
    node: Node | None = type_node
    while node is not None and node.named_child_count:
        inner = node.child_by_field_name("name") or node.child_by_field_name("type")
        node = inner or node.named_child(0)
    return node


def _names(node: Node) -> list[Node]:
    return [name for name in node.children_by_field_name("name") if name.is_named]
