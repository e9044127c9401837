"""Decides whether a change to a definition touches the parts of the code that a note mentions."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from chesterton.anchoring.claims.claim import Claim
from chesterton.anchoring.claims.leaf_terms import is_literal, terms_of
from chesterton.anchoring.claims.respelling import Respelling, is_requalified
from chesterton.anchoring.claims.written_lines import WrittenLines
from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.impact import (
    affected_by_wrapper,
    affected_nodes,
    enclosing_statement,
)
from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.anchoring.shapes.trivial import is_reported, is_retyped, is_trivial
from chesterton.anchoring.text import fuzzy
from chesterton.anchoring.text.replacements import speaks_of

_WORD = re.compile(r"\w+")

_LINE_ALIKE = 80
"""Minimum similarity, in per cent, of a line of code to a quoted line."""


class Telling(NamedTuple):
    """The piece of a change that is worth a warning, and the signal that says so."""

    piece: TreeDifference
    signal: str
    word: str = ""  #: the watched term, if it is one


def telling(difference: Difference, claim: Claim, respelling: Respelling) -> Telling | None:
    """The first piece of a change that is worth a warning; None if there is none.

    A piece warns if it contains, governs or belongs to something that the note watches; if it
    takes away enough of the lines that the note's commit wrote; or if it is beside such a line and
    concerns a word of the note.
    """
    changed = [
        each for each in difference.pieces if not _renames_parameter(difference, each, claim)
    ]
    trivial = [
        each for each in changed if is_trivial(difference, each) or is_requalified(difference, each)
    ]
    pieces = [each for each in changed if each not in trivial]
    own = [each for each in pieces if not respelling.is_repeated(difference, each)]
    watched = ClaimedLeaves(difference, claim)
    if claim.quoted_lines and not claim.terms and not watched.old_quoted:
        # it is unknown what the note is about
        return Telling(pieces[0], "watched") if pieces else None
    lines = WrittenLines(difference, claim.written)
    supported = ClaimedLeaves(difference, replace(_NOTHING, terms=claim.support))
    told = chain(
        (watched.telling(each) for each in pieces if watched.is_touched(each)),
        (watched.telling(each) for each in trivial if watched.is_meant(each)),
        (Telling(each, "lines") for each in lines.removed_by(own)),
        (
            Telling(each, "beside")
            for each in own
            if lines.is_near(each) and supported.is_touched(each)
        ),
    )
    return next(told, None)


def _renames_parameter(difference: Difference, piece: TreeDifference, claim: Claim) -> bool:
    """Whether a piece renames a parameter wherever it is used, to a name the note does not know."""
    if piece.old is None or piece.new is None:
        return False
    pair = (difference.old.nodes[piece.old].word,), (difference.new.nodes[piece.new].word,)
    is_renamed = (piece.old, piece.new) in difference.renamed
    return is_renamed and not speaks_of(claim.spoken, pair)


_NOTHING = Claim()


class ClaimedLeaves:
    """The leaves of both trees that a claim refers to."""

    def __init__(self, difference: Difference, claim: Claim) -> None:
        self.difference = difference
        self.claim = claim
        self.old, self.new = difference.old, difference.new

    def is_touched(self, piece: TreeDifference) -> bool:
        """Whether one part of the difference touches the claim."""
        before, after = self._affected_leaves(piece)
        if before & (self.old_leaves | self.old_quoted):
            return True
        if after & (self.new_leaves | self.new_quoted):
            return True
        return self._adds_missing_term(piece) or self._splits_quote(piece)

    def telling(self, piece: TreeDifference) -> Telling:
        """A piece that touches the claim, with the term that it touches."""
        before, after = self._affected_leaves(piece)
        added = set() if piece.new is None else {*self.new.leaves(piece.new)}
        sides = (
            (self.old, before & self.old_leaves),
            (self.new, after & self.new_leaves),
            (self.new, added),
        )
        watched = self.claim.terms | self.claim.missing_terms
        found = (
            term
            for tree, leaves in sides
            for leaf in sorted(leaves)
            for term in terms_of(tree.nodes[leaf], tree.language)
            if term in watched
        )
        return Telling(piece, "watched", next(found, ""))

    def is_meant(self, piece: TreeDifference) -> bool:
        """Whether a trivial piece warns nevertheless: watched text, or a watched name's type."""
        if self.has_other_names(piece):
            return True
        return is_retyped(self.difference, piece) and self.is_touched(piece)

    def has_other_names(self, piece: TreeDifference) -> bool:
        """Whether the piece itself adds or takes away a watched name or literal."""
        return self._names_in(self.old, piece.old) != self._names_in(self.new, piece.new)

    def _names_in(self, tree: ShapeTree, node: int | None) -> Counter[str]:
        """How often a piece itself holds each watched name or literal; of a call, not in it."""
        watched = self.claim.terms | self.claim.missing_terms
        return Counter(
            term
            for leaf in (() if node is None else tree.leaves(node))
            for term in watched.intersection(terms_of(tree.nodes[leaf], tree.language))
            if is_literal(term) or not (term[0].isdigit() or is_reported(tree, leaf))
        )

    def _affected_leaves(self, piece: TreeDifference) -> tuple[set[int], set[int]]:
        if piece.has_no_impact:
            return _subtree(self.old, piece.old), _subtree(self.new, piece.new)
        before = affected_nodes(self.old, piece.old) if piece.old is not None else set()
        after = affected_nodes(self.new, piece.new) if piece.new is not None else set()
        if piece.wrapped:
            before = self._without_wrapped(self.old, piece.old, piece.wrapped[0], before)
            after = self._without_wrapped(self.new, piece.new, piece.wrapped[1], after)
        return before, after

    @staticmethod
    def _without_wrapped(
        tree: ShapeTree, outer: int | None, inner: int, reached: set[int]
    ) -> set[int]:
        """The reached nodes without the unchanged inner part, unless the outer part governs it."""
        rest = reached - _subtree(tree, inner)
        return (
            rest
            if outer is None or outer == inner
            else rest | affected_by_wrapper(tree, outer, inner)
        )

    def _adds_missing_term(self, piece: TreeDifference) -> bool:
        """Whether the piece adds something that the note names and the code lacked."""
        if not self.claim.missing_terms or piece.new is None:
            return False
        language = self.new.language
        return any(
            self.claim.missing_terms.intersection(terms_of(self.new.nodes[leaf], language))
            for leaf in self.new.leaves(piece.new)
        )

    def _splits_quote(self, piece: TreeDifference) -> bool:
        """Whether the piece inserts something between quoted lines."""
        if piece.old is not None or piece.new is None:
            return False
        quoted, end = self.new_quoted, self.new.ends[piece.new]
        return any(leaf < piece.new for leaf in quoted) and any(leaf >= end for leaf in quoted)

    @cached_property
    def old_leaves(self) -> set[int]:
        """Old leaves that the claim names."""
        words = {leaf: self.old.nodes[leaf].word for leaf in self.old.every_leaf}
        named, numbers = self._named(self.old, words)
        return named.union(*(_near_claimed(self.old, ones, named) for ones in numbers.values()))

    @cached_property
    def new_leaves(self) -> set[int]:
        """Current leaves that the claim names, with variables under their old names.

        A number that the old code had counts only where it was claimed there, because an equal
        number elsewhere is a coincidence.
        """
        words = {leaf: self.difference.word_before_rename(leaf) for leaf in self.new.every_leaf}
        named, numbers = self._named(self.new, words)
        former = self.difference.same
        _, before = self._named(
            self.old, {leaf: self.old.nodes[leaf].word for leaf in self.old.every_leaf}
        )
        for term, ones in numbers.items():
            named |= {
                leaf for leaf in ones if term not in before or former.get(leaf) in self.old_leaves
            }
        return named

    def _named(
        self, tree: ShapeTree, words: Mapping[int, str]
    ) -> tuple[set[int], Mapping[str, set[int]]]:
        """The leaves that the claim names, and separately the numbers, by term."""
        named: set[int] = set()
        numbers: defaultdict[str, set[int]] = defaultdict(set)
        for leaf, word in words.items():
            for term in self.claim.terms.intersection(
                terms_of(tree.nodes[leaf], tree.language, word)
            ):
                if term[0].isdigit():
                    numbers[term].add(leaf)
                else:
                    named.add(leaf)
        return named, numbers

    @cached_property
    def old_quoted(self) -> set[int]:
        """Old leaves on the quoted lines."""
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for leaf in self.old.every_leaf:
            lines[self.old.nodes[leaf].line].append(self.old.nodes[leaf].word)
        quoted = {
            line for quote in self.claim.quoted_lines for line in _most_similar_lines(quote, lines)
        }
        return {leaf for leaf in self.old.every_leaf if self.old.nodes[leaf].line in quoted}

    @cached_property
    def new_quoted(self) -> set[int]:
        """The counterparts of `old_quoted` in the current tree."""
        return {leaf for leaf, former in self.difference.same.items() if former in self.old_quoted}


def _subtree(tree: ShapeTree, index: int | None) -> set[int]:
    return set() if index is None else set(range(index, tree.ends[index]))


def _near_claimed(tree: ShapeTree, numbers: set[int], named: set[int]) -> set[int]:
    """Of several equal numbers, those in a statement with another claimed leaf; otherwise all."""
    in_statement = {
        number for number in numbers if named.intersection(enclosing_statement(tree, number))
    }
    return in_statement or numbers


def _most_similar_lines(quote: str, lines: Mapping[int, Sequence[str]]) -> list[int]:
    """The lines of code most similar to the quoted ones, above the threshold."""
    wanted = " ".join(_WORD.findall(quote))
    scores = {
        number: fuzzy.ratio(wanted, " ".join(_WORD.findall(" ".join(words))))
        for number, words in lines.items()
    }
    best = max(scores.values(), default=0.0)
    if not wanted or best < _LINE_ALIKE:
        return []
    return [number for number, score in scores.items() if score == best]
