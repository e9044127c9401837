"""Definition readers specific to Rust."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, text_of

_INNER = {
    "generic_type": "type",
    "scoped_type_identifier": "name",
    "reference_type": "type",
}


def implementation(node: Node, source: bytes) -> Iterator[Definition]:
    """`impl Type` and `impl Trait for Type` are both called `Type`."""
    type_node = node.child_by_field_name("type")
    while type_node is not None and type_node.type in _INNER:
        type_node = type_node.child_by_field_name(_INNER[type_node.type])
    if type_node is not None:
        name = text_of(type_node, source)
        yield define(SymbolKind.IMPL, type_node, source, name=name, container=True)
