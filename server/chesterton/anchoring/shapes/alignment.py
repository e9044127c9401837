"""Aligns two normalised syntax trees: pairs equal nodes and lists the differences."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from chesterton.anchoring.shapes.call_chains import Chain, chain
from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.anchoring.text import fuzzy

_ALIKE = 0.5
"""Minimum share of equal leaves at which two nodes of a list are one node that was edited."""

Links = Sequence[tuple[int, ...]]
_Gap = tuple[list[int], list[int]]  # the items removed and added between two equal items
Spelling = Callable[[int], str]  # the text by which a leaf is compared


class TreeDifference(NamedTuple):
    """One difference: a node replaced by another, removed, added, or wrapped in another."""

    old: int | None  #: None if something was added
    new: int | None  #: None if something was removed
    wrapped: tuple[int, int] | None = None  #: if one wraps the other: the inner nodes
    has_no_impact: bool = False  #: has no impact on surrounding nodes, such as a link of a chain


class Alignment:
    """The alignment of two trees; leaves are compared by their spelling."""

    def __init__(
        self, old: ShapeTree, new: ShapeTree, spell_old: Spelling, spell_new: Spelling
    ) -> None:
        self.old = old
        self.new = new
        self.table: dict[object, int] = {}
        self.old_keys = old.keys(spell_old, self.table)
        self.new_keys = new.keys(spell_new, self.table)
        self.pieces: list[TreeDifference] = []
        self.same: list[tuple[int, int]] = []  #: roots of equal subtrees
        self._open: list[tuple[int, int]] = []
        self._align_lists(old.children(-1), new.children(-1))
        while self._open:
            self._align(*self._open.pop())

    def leaf_pairs(self) -> Iterator[tuple[int, int]]:
        """The paired leaves of equal subtrees."""
        for old, new in self.same:
            yield from zip(self.old.leaves(old), self.new.leaves(new), strict=True)

    def _align(self, old: int, new: int) -> None:
        first, second = self.old.nodes[old], self.new.nodes[new]
        if self.old_keys[old] == self.new_keys[new]:
            self.same.append((old, new))
        elif (inner := self._inner_of_wrap(old, new)) is not None:
            self.same.append(inner)
            self.pieces.append(TreeDifference(old, new, inner))
        elif (chains := self._chains(old, new)) is not None:
            self._open.append((chains[0].base, chains[1].base))
            self._align_links(chains[0].links, chains[1].links)
        elif first.kind == second.kind and not first.text and not second.text:
            self._align_lists(self.old.children(old), self.new.children(new))
        else:
            self.pieces.append(TreeDifference(old, new))

    def _chains(self, old: int, new: int) -> tuple[Chain, Chain] | None:
        """Both nodes as call chains, if their numbers of links differ."""
        first, second = chain(self.old, old), chain(self.new, new)
        if first is None or second is None or len(first.links) == len(second.links):
            return None
        return first, second

    def _align_links(self, old: Links, new: Links) -> None:
        """Pairs the equal links; in a gap, the n-th old link becomes the n-th new one."""
        first = [tuple(self.old_keys[one] for one in link) for link in old]
        second = [tuple(self.new_keys[one] for one in link) for link in new]
        equal, gaps = _compared(first, second)
        for one, other in equal:
            self.same += zip(old[one], new[other], strict=True)
        for before, after in gaps:
            self._replace_links([old[one] for one in before], [new[one] for one in after])

    def _replace_links(self, removed: Links, added: Links) -> None:
        for before, after in zip(removed, added, strict=False):
            self._align_lists(before, after)
        self.pieces += [
            TreeDifference(one, None, has_no_impact=True)
            for link in removed[len(added) :]
            for one in link
        ]
        self.pieces += [
            TreeDifference(None, one, has_no_impact=True)
            for link in added[len(removed) :]
            for one in link
        ]

    def _inner_of_wrap(self, old: int, new: int) -> tuple[int, int] | None:
        """The inner nodes, if one whole side is a part of the other."""
        for inner in self._new_indexes.get(self.old_keys[old], ()):
            if new < inner < self.new.ends[new]:
                return old, inner
        for inner in self._old_indexes.get(self.new_keys[new], ()):
            if old < inner < self.old.ends[old]:
                return inner, new
        return None

    @cached_property
    def _old_indexes(self) -> Mapping[int, list[int]]:
        return _indexes_by_key(self.old_keys)

    @cached_property
    def _new_indexes(self) -> Mapping[int, list[int]]:
        return _indexes_by_key(self.new_keys)

    def _align_lists(self, old: Sequence[int], new: Sequence[int]) -> None:
        first = [self._field_key(self.old, self.old_keys, one) for one in old]
        second = [self._field_key(self.new, self.new_keys, one) for one in new]
        equal, gaps = _compared(first, second)
        self.same += [(old[one], new[other]) for one, other in equal]
        self._fill_gaps(
            ([old[one] for one in before], [new[one] for one in after]) for before, after in gaps
        )

    def _field_key(self, tree: ShapeTree, keys: Sequence[int], index: int) -> int:
        """A number shared by equal nodes in the same field."""
        return self.table.setdefault((tree.nodes[index].field, keys[index]), len(self.table))

    def _fill_gaps(self, gaps: Iterable[_Gap]) -> None:
        """Pairs the nodes between equal nodes; unpaired ones were removed, added or moved."""
        removed: list[int] = []
        added: list[int] = []
        for before, after in gaps:
            for old, new in self._pairs(before, after):
                before.remove(old)
                after.remove(new)
                self._open.append((old, new))
            removed += before
            added += after
        self.pieces += [TreeDifference(one, None) for one in removed]
        self.pieces += [TreeDifference(None, one) for one in added]
        keys = {self.old_keys[one]: one for one in removed}
        for one in added:
            if (former := keys.get(self.new_keys[one])) is not None:
                crossed = self._moved_across(former, one)
                self.pieces += [TreeDifference(*pair, has_no_impact=True) for pair in crossed]

    def _moved_across(self, old: int, new: int) -> Iterator[tuple[int, int]]:
        """The equal siblings that a moved node passed."""
        parents = self.old.parents[old], self.new.parents[new]
        for pair in self.same:
            if (self.old.parents[pair[0]], self.new.parents[pair[1]]) == parents and (
                (pair[0] < old) != (pair[1] < new)
            ):
                yield pair

    def _pairs(self, removed: Sequence[int], added: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs nodes by field, then the only two left over, or else by similarity."""
        pairs = [
            (old, new)
            for old in removed
            for new in added
            if self.old.nodes[old].field == self.new.nodes[new].field != ""
        ]
        pairs = _disjoint(pairs)
        left = [one for one in removed if one not in {pair[0] for pair in pairs}]
        right = [one for one in added if one not in {pair[1] for pair in pairs}]
        if len(left) == len(right) == 1:
            return [*pairs, (left[0], right[0])]
        ranked = sorted(
            ((self._likeness(old, new), old, new) for old in left for new in right),
            key=lambda pair: -pair[0],
        )
        return [*pairs, *_disjoint((old, new) for alike, old, new in ranked if alike >= _ALIKE)]

    def _likeness(self, old: int, new: int) -> float:
        """The share of common leaves; relative to the smaller node if the kinds differ."""
        first = Counter(self.old_keys[leaf] for leaf in self.old.leaves(old))
        second = Counter(self.new_keys[leaf] for leaf in self.new.leaves(new))
        shared = (first & second).total()
        if self.old.nodes[old].kind == self.new.nodes[new].kind:
            return 2 * shared / (first.total() + second.total())
        return shared / max(1, min(first.total(), second.total())) - _ALIKE / 2


def _compared(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> tuple[list[tuple[int, int]], list[_Gap]]:
    """The pairs of equal items of two lists, and the gaps between them, all as indexes."""
    equal: list[tuple[int, int]] = []
    gaps: list[_Gap] = [([], [])]
    for block in fuzzy.opcodes(old, new):
        removed = range(block.src_start, block.src_end)
        added = range(block.dest_start, block.dest_end)
        if block.tag == "equal":
            equal += zip(removed, added, strict=True)
            gaps.append(([], []))
        else:
            gaps[-1][0].extend(removed)
            gaps[-1][1].extend(added)
    return equal, gaps


def _disjoint(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs in which neither node occurred earlier."""
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for old, new in pairs:
        if old not in left and new not in right:
            left.add(old)
            right.add(new)
            kept.append((old, new))
    return kept


def _indexes_by_key(keys: Sequence[int]) -> Mapping[int, list[int]]:
    indexes: defaultdict[int, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        indexes[key].append(index)
    return indexes
