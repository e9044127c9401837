"""Flattens method chains such as `a.b(1).c(2)` into a list of links."""

from collections.abc import Sequence
from typing import NamedTuple

from chesterton.anchoring.shapes.shape_tree import ShapeTree

_OWNERS = ("object", "operand", "value", "argument", "receiver")


class Chain(NamedTuple):
    """The object of the first call, and the parts of each link, in source order."""

    base: int
    links: Sequence[tuple[int, ...]]


def chain(tree: ShapeTree, index: int) -> Chain | None:
    """The chain that ends with the call at `index`; None if it is not a method call."""
    links: list[tuple[int, ...]] = []
    while (link := _link(tree, index)) is not None:
        index, parts = link
        links.append(parts)
    return Chain(index, links[::-1]) if links else None


def _link(tree: ShapeTree, call: int) -> tuple[int, tuple[int, ...]] | None:
    """The object of a call, and its other parts: the member's name and the arguments."""
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
