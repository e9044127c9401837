"""A normalised syntax tree (shape) with parent and child links and a key for each subtree."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from chesterton.syntax.pieces import linked
from chesterton.syntax.shape import Shape, ShapeNode

LOCAL_MARK = "$"
"""The prefix of the text of local variables."""


_NAME_FIELDS = frozenset({"", "name", "pattern", "declarator", "left"})
"""Fields of a parameter that contain its name."""


class ShapeTree:
    """The nodes of a shape by index, in pre-order."""

    def __init__(self, shape: Shape) -> None:
        self.language = shape.language
        self.nodes: Sequence[ShapeNode] = shape.nodes
        self.parents, self.ends = linked([node.depth for node in shape.nodes])

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        children: defaultdict[int, list[int]] = defaultdict(list)
        for index, parent in enumerate(self.parents):
            children[parent].append(index)
        return children

    def children(self, index: int) -> Sequence[int]:
        """The direct children; the roots for -1."""
        return self._children.get(index, ())

    def child(self, index: int, *fields: str) -> int | None:
        """The first child in one of the fields."""
        return next((one for one in self.children(index) if self.nodes[one].field in fields), None)

    def ancestors(self, index: int) -> Iterator[int]:
        """The ancestors, from the parent up."""
        while (index := self.parents[index]) >= 0:
            yield index

    def leaves(self, index: int) -> Iterator[int]:
        """The leaves of a subtree, in order; the node itself if it is a leaf."""
        return (one for one in range(index, self.ends[index]) if self.nodes[one].text)

    @property
    def every_leaf(self) -> Iterator[int]:
        """All leaves, in order."""
        return (index for index, node in enumerate(self.nodes) if node.text)

    def context(self, index: int) -> str:
        """The kind of the parent and the field in it, in the notation of the language rules."""
        parent = self.parents[index]
        return f"{self.nodes[parent].kind if parent >= 0 else ''}.{self.nodes[index].field}"

    def is_variable(self, index: int) -> bool:
        """Whether a leaf may be a variable; false for attributes and keyword argument names."""
        scoping = self.language.scoping
        is_name = self.nodes[index].kind in scoping.names
        return is_name and self.context(index) not in scoping.not_names

    def is_parameter(self, index: int) -> bool:
        """Whether a leaf is the name in a parameter declaration."""
        if not self.nodes[index].text or not self.is_variable(index):
            return False
        while index >= 0 and self.nodes[index].field in _NAME_FIELDS:
            index = self.parents[index]
        return index >= 0 and self.nodes[index].field == "parameters"

    def keys(self, leaf: Callable[[int], str], table: dict[object, int]) -> list[int]:
        """One number per node; equal subtrees share it in all trees that use the same `table`."""
        keys = [0] * len(self.nodes)
        for index in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[index]
            if node.text:
                content: object = (node.kind, leaf(index))
            else:
                content = (
                    node.kind,
                    tuple((self.nodes[one].field, keys[one]) for one in self.children(index)),
                )
            keys[index] = table.setdefault(content, len(table))
        return keys
