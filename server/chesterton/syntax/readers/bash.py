"""Definition readers specific to Bash."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, text_of

_CONSTANT = frozenset({"readonly", "-r", "-rx", "-xr", "-ir", "-ri", "-ar", "-ra", "-Ar", "-rA"})


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A variable of the script; `readonly` and `declare -r` make constants."""
    name, around = node.child_by_field_name("name"), node.parent
    if name is None or name.type != "variable_name":
        return
    words: set[str] = set()
    if around is not None and around.type == "declaration_command":
        words = {text_of(one, source) for one in around.children if one.type != node.type}
    kind = SymbolKind.CONSTANT if words & _CONSTANT else SymbolKind.VARIABLE
    yield define(kind, name, source)
