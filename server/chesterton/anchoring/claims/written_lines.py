"""The lines that a note's commit wrote: which of them a change takes away, and what is beside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.anchoring.text import fuzzy
from chesterton.syntax.numbers import NUMBER

_MANY, _SHARE = 4, 0.15
"""So many of the written lines, or such a share of them, must go to warn."""

_ALIKE = 90.0
"""Minimum similarity, in per cent, at which an edited line is still the same line."""

_BESIDE = 1
"""Maximum distance, in lines, at which a piece is beside a written line."""


class WrittenLines:
    """The written lines that a difference starts from, by their 1-based number."""

    def __init__(self, difference: Difference, written: frozenset[int]) -> None:
        self._difference = difference
        self._standing = written & self._old_lines.keys() if written else frozenset()

    def removed_by(self, pieces: Iterable[TreeDifference]) -> Iterator[TreeDifference]:
        """The pieces that take away written lines, if together they take enough of them."""
        if not self._standing:
            return
        gone = {each: lines for each in pieces if (lines := self._taken(each))}
        count = len(set().union(*gone.values()))
        if count >= _MANY or count >= _SHARE * len(self._standing):
            yield from gone

    def is_near(self, piece: TreeDifference) -> bool:
        """Whether a piece is at most a line away from a written one, and more than moved lines."""
        return not self._only_moves(piece) and any(
            abs(line - written) <= _BESIDE
            for line in self._lines_of(piece)
            for written in self._standing
        )

    def _taken(self, piece: TreeDifference) -> set[int]:
        """The written lines that a piece changes beyond recognition."""
        return {
            line for line in self._lines_of(piece, is_inside=True) if self._is_gone(line, piece)
        }

    def _lines_of(self, piece: TreeDifference, *, is_inside: bool = False) -> set[int]:
        """The old lines of a piece; of an addition, the lines before and after it."""
        old, nodes = self._difference.old, self._difference.old.nodes
        if piece.old is not None:
            inner = _subtree(old, piece.wrapped[0]) if piece.wrapped else range(0)
            leaves = set(old.leaves(piece.old))
            if is_inside or not leaves <= set(inner):
                leaves -= set(inner)  # otherwise what is wrapped anew is what the piece is about
            lines = {nodes[leaf].line for leaf in leaves}
            return lines & self._standing if is_inside else lines
        if is_inside or piece.new is None:
            return set()
        same = self._difference.same
        end = self._difference.new.ends[piece.new]
        before = max((leaf for leaf in same if leaf < piece.new), default=None)
        after = min((leaf for leaf in same if leaf >= end), default=None)
        return {nodes[same[leaf]].line for leaf in (before, after) if leaf is not None}

    def _only_moves(self, piece: TreeDifference) -> bool:
        """Whether the lines of a removed or added piece stand elsewhere, as in a new block."""
        if piece.old is not None and piece.new is not None:
            return False
        if piece.new is None:
            lines = {
                self._difference.old.nodes[leaf].line
                for leaf in self._difference.old.leaves(piece.old or 0)
            }
            return lines <= self._same_lines.keys()
        lines = {
            self._difference.new.nodes[leaf].line for leaf in self._difference.new.leaves(piece.new)
        }
        return lines <= set(self._same_lines.values())

    def _is_number(self, piece: TreeDifference) -> bool:
        """Whether a piece is a number, which is a small part of its line but not of its meaning."""
        return piece.old is not None and self._difference.old.nodes[piece.old].kind == NUMBER

    def _is_gone(self, line: int, piece: TreeDifference) -> bool:
        if line in self._same_lines:
            return False
        new = self._difference.new
        if self._is_number(piece):
            return True
        leaves = {self._mapped[leaf] for leaf in self._old_lines[line] if leaf in self._mapped}
        leaves |= set(new.leaves(piece.new)) if piece.new is not None else set()
        text = _text(self._difference.old, self._old_lines[line])
        return not any(
            fuzzy.ratio(text, _text(new, self._new_lines[each])) >= _ALIKE
            for each in {new.nodes[leaf].line for leaf in leaves}
        )

    @cached_property
    def _same_lines(self) -> Mapping[int, int]:
        """The lines that stand unchanged, perhaps in another block: old to new."""
        before, after = sorted(self._old_lines), sorted(self._new_lines)
        steps = fuzzy.opcodes(
            [_text(self._difference.old, self._old_lines[line]) for line in before],
            [_text(self._difference.new, self._new_lines[line]) for line in after],
        )
        return {
            before[step.src_start + index]: after[step.dest_start + index]
            for step in steps
            if step.tag == "equal"
            for index in range(step.src_end - step.src_start)
        }

    @cached_property
    def _mapped(self) -> Mapping[int, int]:
        """New leaves, by the equal old ones."""
        return {old: new for new, old in self._difference.same.items()}

    @cached_property
    def _old_lines(self) -> Mapping[int, Sequence[int]]:
        return _leaves_by_line(self._difference.old)

    @cached_property
    def _new_lines(self) -> Mapping[int, Sequence[int]]:
        return _leaves_by_line(self._difference.new)


def carried(written: frozenset[int], old: Sequence[str], new: Sequence[str]) -> frozenset[int]:
    """The written lines in a later version of the text; a replacing line inherits.

    Lines are numbered from 0.
    """
    if not written:
        return frozenset()
    kept: set[int] = set()
    removed: list[int] = []
    added: list[int] = []
    for step in fuzzy.opcodes([line.strip() for line in old], [line.strip() for line in new]):
        before = range(step.src_start, step.src_end)
        after = range(step.dest_start, step.dest_end)
        if step.tag == "equal":
            kept |= _inherited(written, removed, added) | _inherited(written, before, after)
            removed, added = [], []
        else:
            removed += before
            added += after
    return frozenset(kept | _inherited(written, removed, added))


def _inherited(written: frozenset[int], before: Sequence[int], after: Sequence[int]) -> set[int]:
    """The new lines of a stretch that stand for written ones, in order."""
    if not before:
        return set()
    last = len(before) - 1
    return {line for index, line in enumerate(after) if before[min(index, last)] in written}


def _subtree(tree: ShapeTree, index: int) -> range:
    return range(index, tree.ends[index])


def _leaves_by_line(tree: ShapeTree) -> Mapping[int, list[int]]:
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for leaf in tree.every_leaf:
        lines[tree.nodes[leaf].line].append(leaf)
    return lines


def _text(tree: ShapeTree, leaves: Iterable[int]) -> str:
    return " ".join(tree.nodes[leaf].word for leaf in leaves)
