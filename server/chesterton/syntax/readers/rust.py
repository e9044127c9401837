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
    what = node.child_by_field_name("type")
    while what is not None and what.type in _INNER:
        what = what.child_by_field_name(_INNER[what.type])
    if what is not None:
        name = text_of(what, source)
        yield define(SymbolKind.IMPL, what, source, name=name, container=True)
