"""Definition readers specific to Scala."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, kind_of_value, text_of

_LISTS = frozenset({"identifiers", "tuple_pattern"})


def value(node: Node, source: bytes) -> Iterator[Definition]:
    """Values: a capitalised `val` is a constant, a function value is a function."""
    pattern = node.child_by_field_name("pattern") or node.child_by_field_name("name")
    if pattern is None:
        return
    names = pattern.named_children if pattern.type in _LISTS else [pattern]
    for name in names:
        if name.type != "identifier":
            continue
        kind = _kind_of_name(node, text_of(name, source))
        container = False
        if len(names) == 1:
            kind, container = kind_of_value(node.child_by_field_name("value"), kind)
            container = container or _has_body(node.child_by_field_name("value"))
        yield define(kind, name, source, container=container, closed=len(names) > 1)


def parameter(node: Node, source: bytes) -> Iterator[Definition]:
    """A field: a `val` or `var` parameter, or any parameter of a case class."""
    name = node.child_by_field_name("name")
    lists = node.parent
    owner = lists.parent if lists is not None else None
    is_case = owner is not None and any(child.type == "case" for child in owner.children)
    if name is not None and (is_case or any(one.type in {"val", "var"} for one in node.children)):
        yield define(SymbolKind.FIELD, name, source)


def given(node: Node, source: bytes) -> Iterator[Definition]:
    """`given ordering: Ordering[Card] with`; named after its type if anonymous."""
    name = node.child_by_field_name("name") or node.child_by_field_name("return_type")
    if name is not None:
        yield define(SymbolKind.IMPL, name, source, container=True)


def extension(node: Node, source: bytes) -> Iterator[Definition]:
    """`extension (card: Card) def fee` is `Card.fee`."""
    parameters = node.child_by_field_name("parameters")
    for extended in parameters.named_children if parameters is not None else ():
        type_node = extended.child_by_field_name("type")
        if type_node is not None:
            name = type_node.child_by_field_name("type") or type_node
            yield define(SymbolKind.IMPL, name, source, container=True)
            return


def _kind_of_name(node: Node, name: str) -> SymbolKind:
    is_constant = node.type.startswith("val") and name[:1].isupper()
    return SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE


def _has_body(made: Node | None) -> bool:
    if made is None or made.type != "instance_expression":
        return False
    return any(child.type == "template_body" for child in made.named_children)
