"""Definition readers specific to Python."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, first_child, kind_of_value, text_of

_TARGETS = frozenset({"pattern_list", "tuple_pattern"})


def assignment(node: Node, source: bytes) -> Iterator[Definition]:
    """Names that an assignment binds; upper case is a constant, a lambda value a function."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None:
        return
    names = left.named_children if left.type in _TARGETS else [left]
    for name in names:
        if name.type == "identifier":
            is_constant = text_of(name, source).isupper()
            kind = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
            kind = kind_of_value(right, kind)[0] if name is left else kind
            yield define(kind, name, source, closed=len(names) > 1)


def type_alias(node: Node, source: bytes) -> Iterator[Definition]:
    """`type Pair[T] = tuple[T, T]` is `Pair`."""
    name = node.child_by_field_name("left")
    while name is not None and name.type in {"type", "generic_type"}:
        name = first_child(name)
    if name is not None:
        yield define(SymbolKind.TYPE, name, source)
