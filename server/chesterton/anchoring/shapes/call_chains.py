"""Flattens method chains such as `a.b(1).c(2)` into a list of links."""

from collections.abc import Sequence
from typing import NamedTuple

from chesterton.anchoring.shapes.shape_tree import Tree

_OWNERS = ("object", "operand", "value", "argument", "receiver")


class Chain(NamedTuple):
    """What the first call is made upon, and the parts of each link, in the order written."""

    base: int
    links: Sequence[tuple[int, ...]]


def chain(tree: Tree, index: int) -> Chain | None:
    """The chain that ends with the call at `index`; None where that is no call of a member."""
    links: list[tuple[int, ...]] = []
    while (found := _link(tree, index)) is not None:
        index, parts = found
        links.append(parts)
    return Chain(index, links[::-1]) if links else None


def _link(tree: Tree, call: int) -> tuple[int, tuple[int, ...]] | None:
    """What a call is made upon, and the rest of it: the member's name, the arguments."""
    if tree.nodes[call].kind not in tree.language.calls:
        return None
    parts: list[int] = []
    inner: int | None = call
    while inner is not None:
        owner = tree.child(inner, *_OWNERS)
        head = tree.child(inner, "function")
        parts += [one for one in tree.children(inner) if one not in {owner, head}]
        if owner is not None:
            return owner, tuple(sorted(parts))
        inner = head
    return None
