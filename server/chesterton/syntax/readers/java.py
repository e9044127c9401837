"""Definition readers specific to Java."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, first_child, kind_of_value


def field(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields: `static final` is a constant, a lambda value is a function."""
    declarators = node.children_by_field_name("declarator")
    first = first_child(node)
    modifiers = set()
    if first is not None and first.type == "modifiers":
        modifiers = {child.type for child in first.children}
    for declarator in declarators:
        name = declarator.child_by_field_name("name")
        kind = SymbolKind.CONSTANT if {"static", "final"} <= modifiers else SymbolKind.FIELD
        if len(declarators) == 1:
            kind = kind_of_value(declarator.child_by_field_name("value"), kind)[0]
        if name is not None:
            yield define(kind, name, source, closed=len(declarators) > 1)


def enum_constant(node: Node, source: bytes) -> Iterator[Definition]:
    """An enum constant; a container if it has a body."""
    name = node.child_by_field_name("name")
    if name is not None:
        has_body = node.child_by_field_name("body") is not None
        yield define(SymbolKind.FIELD, name, source, container=has_body)
