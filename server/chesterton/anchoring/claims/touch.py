"""Decides whether a difference touches the claim of a note."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.claims.claim import Claim
from chesterton.anchoring.claims.leaf_terms import terms_of
from chesterton.anchoring.shapes.alignment import Piece
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.impact import governed, reach, statement
from chesterton.anchoring.shapes.shape_tree import Tree
from chesterton.anchoring.text import fuzzy

_WORD = re.compile(r"\w+")

_LINE_ALIKE = 80
"""Percent from which a line of code is the quoted one."""


def touches(difference: Difference, claim: Claim) -> bool:
    """Whether any piece holds, governs or belongs to something that the note names."""
    claimed = Claimed(difference, claim)
    if not claim.terms and not claimed.quoted_then:
        return True  # the quoted lines are not there any more: nothing tells what was meant
    return any(claimed.is_touched(piece) for piece in difference.pieces)


class Claimed:
    """The leaves of both trees that a claim speaks of."""

    def __init__(self, difference: Difference, claim: Claim) -> None:
        self.difference = difference
        self.claim = claim
        self.then, self.today = difference.then, difference.today

    def is_touched(self, piece: Piece) -> bool:
        """Whether one difference matters."""
        before, after = self._reached(piece)
        if before & (self.leaves_then | self.quoted_then):
            return True
        if after & (self.leaves_today | self.quoted_today):
            return True
        return self._brings_in(piece) or self._parts_quote(piece)

    def _reached(self, piece: Piece) -> tuple[set[int], set[int]]:
        if piece.is_alone:
            return _own(self.then, piece.then), _own(self.today, piece.today)
        before = reach(self.then, piece.then) if piece.then is not None else set()
        after = reach(self.today, piece.today) if piece.today is not None else set()
        if piece.kept:
            before = self._wrapped(self.then, piece.then, piece.kept[0], before)
            after = self._wrapped(self.today, piece.today, piece.kept[1], after)
        return before, after

    @staticmethod
    def _wrapped(tree: Tree, outer: int | None, inner: int, reached: set[int]) -> set[int]:
        """The inner part itself did not change; what is around it may govern it."""
        left = reached - _own(tree, inner)
        return left if outer is None or outer == inner else left | governed(tree, outer, inner)

    def _brings_in(self, piece: Piece) -> bool:
        """Whether it adds something that the note names and that was not there."""
        if not self.claim.absent or piece.today is None:
            return False
        language = self.today.language
        return any(
            self.claim.absent.intersection(terms_of(self.today.nodes[one], language))
            for one in self.today.leaves(piece.today)
        )

    def _parts_quote(self, piece: Piece) -> bool:
        """Whether it puts something between quoted lines."""
        if piece.then is not None or piece.today is None:
            return False
        quoted, end = self.quoted_today, self.today.ends[piece.today]
        return any(one < piece.today for one in quoted) and any(one >= end for one in quoted)

    @cached_property
    def leaves_then(self) -> set[int]:
        """Leaves that the claim names."""
        words = {one: self.then.nodes[one].word for one in self.then.every_leaf}
        named, numbers = self._named(self.then, words)
        return named.union(*(_beside(self.then, ones, named) for ones in numbers.values()))

    @cached_property
    def leaves_today(self) -> set[int]:
        """Leaves that the claim names, by the names that variables had.

        Of a number only those that were meant before: another one that is equal says nothing,
        unless the number was gone.
        """
        words = {one: self.difference.word_today(one) for one in self.today.every_leaf}
        named, numbers = self._named(self.today, words)
        former = self.difference.same
        _, before = self._named(
            self.then, {one: self.then.nodes[one].word for one in self.then.every_leaf}
        )
        for term, ones in numbers.items():
            named |= {
                one for one in ones if term not in before or former.get(one) in self.leaves_then
            }
        return named

    def _named(
        self, tree: Tree, words: Mapping[int, str]
    ) -> tuple[set[int], Mapping[str, set[int]]]:
        """The leaves that the claim names, numbers apart."""
        named: set[int] = set()
        numbers: defaultdict[str, set[int]] = defaultdict(set)
        for one, word in words.items():
            for term in self.claim.terms.intersection(
                terms_of(tree.nodes[one], tree.language, word)
            ):
                if term[0].isdigit():
                    numbers[term].add(one)
                else:
                    named.add(one)
        return named, numbers

    @cached_property
    def quoted_then(self) -> set[int]:
        """Leaves on the quoted lines."""
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for one in self.then.every_leaf:
            lines[self.then.nodes[one].line].append(self.then.nodes[one].word)
        found = {number for quote in self.claim.quoted for number in _most_alike(quote, lines)}
        return {one for one in self.then.every_leaf if self.then.nodes[one].line in found}

    @cached_property
    def quoted_today(self) -> set[int]:
        """The same leaves today."""
        return {one for one, former in self.difference.same.items() if former in self.quoted_then}


def _own(tree: Tree, index: int | None) -> set[int]:
    return set() if index is None else set(range(index, tree.ends[index]))


def _beside(tree: Tree, numbers: set[int], named: set[int]) -> set[int]:
    """Of equal numbers, those in a statement with something else that is named; else all."""
    close = {one for one in numbers if named.intersection(statement(tree, one))}
    return close or numbers


def _most_alike(quote: str, lines: Mapping[int, Sequence[str]]) -> list[int]:
    """The lines of code that are the quoted one, or nearly."""
    wanted = " ".join(_WORD.findall(quote))
    scores = {
        number: fuzzy.ratio(wanted, " ".join(_WORD.findall(" ".join(words))))
        for number, words in lines.items()
    }
    best = max(scores.values(), default=0.0)
    if not wanted or best < _LINE_ALIKE:
        return []
    return [number for number, score in scores.items() if score == best]
