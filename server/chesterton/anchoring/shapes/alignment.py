"""Aligns two shape trees: pairs their equal nodes and lists the differences."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from chesterton.anchoring.shapes.call_chains import Chain, chain
from chesterton.anchoring.shapes.shape_tree import Tree
from chesterton.anchoring.text import fuzzy

_ALIKE = 0.5
"""Minimum share of equal leaves for two nodes of a list to be the same node, edited."""

Links = Sequence[tuple[int, ...]]
Spelling = Callable[[int], str]  # the text by which a leaf is compared


class Piece(NamedTuple):
    """One difference: a node replaced by another, removed, added, or wrapped in another."""

    then: int | None  #: None if something was added
    today: int | None  #: None if something was removed
    kept: tuple[int, int] | None = None  #: if one wraps the other: the inner nodes
    is_alone: bool = False  #: has no impact on surrounding nodes, such as a link of a chain


class Alignment:
    """The alignment of two trees, with leaves compared by their spelling."""

    def __init__(
        self, then: Tree, today: Tree, spell_then: Spelling, spell_today: Spelling
    ) -> None:
        self.then = then
        self.today = today
        self.table: dict[object, int] = {}
        self.then_keys = then.keys(spell_then, self.table)
        self.today_keys = today.keys(spell_today, self.table)
        self.pieces: list[Piece] = []
        self.same: list[tuple[int, int]] = []  #: roots of equal subtrees
        self._open: list[tuple[int, int]] = []
        self._align_lists(then.children(-1), today.children(-1))
        while self._open:
            self._align(*self._open.pop())

    def leaf_pairs(self) -> Iterator[tuple[int, int]]:
        """The paired leaves of equal subtrees."""
        for then, today in self.same:
            yield from zip(self.then.leaves(then), self.today.leaves(today), strict=True)

    def _align(self, then: int, today: int) -> None:
        first, second = self.then.nodes[then], self.today.nodes[today]
        if self.then_keys[then] == self.today_keys[today]:
            self.same.append((then, today))
        elif (inner := self._inner_of_wrap(then, today)) is not None:
            self.same.append(inner)
            self.pieces.append(Piece(then, today, inner))
        elif (chains := self._chains(then, today)) is not None:
            self._open.append((chains[0].base, chains[1].base))
            self._align_links(chains[0].links, chains[1].links)
        elif first.kind == second.kind and not first.text and not second.text:
            self._align_lists(self.then.children(then), self.today.children(today))
        else:
            self.pieces.append(Piece(then, today))

    def _chains(self, then: int, today: int) -> tuple[Chain, Chain] | None:
        """Both nodes as call chains, if their numbers of links differ."""
        first, second = chain(self.then, then), chain(self.today, today)
        if first is None or second is None or len(first.links) == len(second.links):
            return None
        return first, second

    def _align_links(self, then: Links, today: Links) -> None:
        """Pairs the equal links; in a gap, the n-th old link becomes the n-th new one."""
        gaps = _Gaps()
        first = [tuple(self.then_keys[one] for one in link) for link in then]
        second = [tuple(self.today_keys[one] for one in link) for link in today]
        for block in fuzzy.opcodes(first, second):
            gone = range(block.src_start, block.src_end)
            came = range(block.dest_start, block.dest_end)
            if block.tag == "equal":
                for one, other in zip(gone, came, strict=True):
                    self.same += zip(then[one], today[other], strict=True)
                gaps.close()
            else:
                gaps.add(gone, came)
        for before, after in gaps.all():
            self._replace_links([then[one] for one in before], [today[one] for one in after])

    def _replace_links(self, gone: Links, came: Links) -> None:
        for before, after in zip(gone, came, strict=False):
            self._align_lists(before, after)
        self.pieces += [
            Piece(one, None, is_alone=True) for link in gone[len(came) :] for one in link
        ]
        self.pieces += [
            Piece(None, one, is_alone=True) for link in came[len(gone) :] for one in link
        ]

    def _inner_of_wrap(self, then: int, today: int) -> tuple[int, int] | None:
        """The inner nodes, if one whole side is a part of the other."""
        for inner in self._today_indexes.get(self.then_keys[then], ()):
            if today < inner < self.today.ends[today]:
                return then, inner
        for inner in self._then_indexes.get(self.today_keys[today], ()):
            if then < inner < self.then.ends[then]:
                return inner, today
        return None

    @cached_property
    def _then_indexes(self) -> Mapping[int, list[int]]:
        return _indexes_by_key(self.then_keys)

    @cached_property
    def _today_indexes(self) -> Mapping[int, list[int]]:
        return _indexes_by_key(self.today_keys)

    def _align_lists(self, then: Sequence[int], today: Sequence[int]) -> None:
        gaps = _Gaps()
        first = [self._field_key(self.then, self.then_keys, one) for one in then]
        second = [self._field_key(self.today, self.today_keys, one) for one in today]
        for block in fuzzy.opcodes(first, second):
            gone = then[block.src_start : block.src_end]
            came = today[block.dest_start : block.dest_end]
            if block.tag == "equal":
                self.same += zip(gone, came, strict=True)
                gaps.close()
            else:
                gaps.add(gone, came)
        self._fill_gaps(gaps)

    def _field_key(self, tree: Tree, keys: Sequence[int], index: int) -> int:
        """A number shared by equal nodes in the same field."""
        return self.table.setdefault((tree.nodes[index].field, keys[index]), len(self.table))

    def _fill_gaps(self, gaps: "_Gaps") -> None:
        """Pairs the nodes between equal nodes; the rest was removed, added or moved."""
        gone: list[int] = []
        came: list[int] = []
        for before, after in gaps.all():
            for then, today in self._pairs(before, after):
                before.remove(then)
                after.remove(today)
                self._open.append((then, today))
            gone += before
            came += after
        self.pieces += [Piece(one, None) for one in gone]
        self.pieces += [Piece(None, one) for one in came]
        keys = {self.then_keys[one]: one for one in gone}
        for one in came:
            if (former := keys.get(self.today_keys[one])) is not None:
                crossed = self._moved_across(former, one)
                self.pieces += [Piece(*pair, is_alone=True) for pair in crossed]

    def _moved_across(self, then: int, today: int) -> Iterator[tuple[int, int]]:
        """The equal siblings that a moved node moved across."""
        parents = self.then.parents[then], self.today.parents[today]
        for siblings in self.same:
            if (self.then.parents[siblings[0]], self.today.parents[siblings[1]]) == parents and (
                (siblings[0] < then) != (siblings[1] < today)
            ):
                yield siblings

    def _pairs(self, gone: Sequence[int], came: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs nodes by field, then the only two left over, or else by similarity."""
        pairs = [
            (then, today)
            for then in gone
            for today in came
            if self.then.nodes[then].field == self.today.nodes[today].field != ""
        ]
        pairs = _first_pairs(pairs)
        left = [one for one in gone if one not in {pair[0] for pair in pairs}]
        right = [one for one in came if one not in {pair[1] for pair in pairs}]
        if len(left) == len(right) == 1:
            return [*pairs, (left[0], right[0])]
        ranked = sorted(
            ((self._likeness(then, today), then, today) for then in left for today in right),
            key=lambda found: -found[0],
        )
        return [
            *pairs,
            *_first_pairs((then, today) for alike, then, today in ranked if alike >= _ALIKE),
        ]

    def _likeness(self, then: int, today: int) -> float:
        """The share of common leaves; relative to the smaller node if the kinds differ."""
        first = Counter(self.then_keys[leaf] for leaf in self.then.leaves(then))
        second = Counter(self.today_keys[leaf] for leaf in self.today.leaves(today))
        shared = (first & second).total()
        if self.then.nodes[then].kind == self.today.nodes[today].kind:
            return 2 * shared / (first.total() + second.total())
        return shared / max(1, min(first.total(), second.total())) - _ALIKE / 2


class _Gaps:
    """The nodes between equal nodes of two lists, gap by gap."""

    def __init__(self) -> None:
        self._gone: list[list[int]] = [[]]
        self._came: list[list[int]] = [[]]

    def add(self, gone: Sequence[int], came: Sequence[int]) -> None:
        """Adds nodes to the current gap."""
        self._gone[-1] += gone
        self._came[-1] += came

    def close(self) -> None:
        """Ends the current gap, at an equal node."""
        self._gone.append([])
        self._came.append([])

    def all(self) -> Iterator[tuple[list[int], list[int]]]:
        """The removed and added nodes of each gap."""
        return zip(self._gone, self._came, strict=True)


def _first_pairs(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs in which neither node occurred before."""
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for then, today in pairs:
        if then not in left and today not in right:
            left.add(then)
            right.add(today)
            kept.append((then, today))
    return kept


def _indexes_by_key(keys: Sequence[int]) -> Mapping[int, list[int]]:
    indexes: defaultdict[int, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        indexes[key].append(index)
    return indexes
