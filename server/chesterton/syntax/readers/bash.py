"""Definition readers specific to Bash."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, text_of

_CONSTANT = frozenset({"readonly", "-r", "-rx", "-xr", "-ir", "-ri", "-ar", "-ra", "-Ar", "-rA"})


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A global variable; a constant if declared with `readonly` or `declare -r`."""
    name, parent = node.child_by_field_name("name"), node.parent
    if name is None or name.type != "variable_name":
        return
    words: set[str] = set()
    if parent is not None and parent.type == "declaration_command":
        words = {text_of(child, source) for child in parent.children if child.type != node.type}
    kind = SymbolKind.CONSTANT if words & _CONSTANT else SymbolKind.VARIABLE
    yield define(kind, name, source)
