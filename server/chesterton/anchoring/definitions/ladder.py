"""Places a definition after a change, by rules from certain to doubtful."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from chesterton.anchoring.definitions import evidence
from chesterton.anchoring.definitions.assignment import Assignment, Ranking
from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.open_definitions import Landscape
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Candidate, Lost, Outcome, Placement

CERTAIN = 0.4
"""Probability from which nobody is asked."""

POSSIBLE = 0.33
"""Probability below which a definition is lost."""

NEAREST = 0.05
"""Probability from which what a lost definition may be is told."""

NAMED = 3
"""Candidates told, at most."""


def place(subject: Subject, change: Changeset) -> Outcome:
    """Where one definition is after the change."""
    return place_all([subject], change)[0]


def place_all(subjects: Sequence[Subject], change: Changeset) -> list[Outcome]:
    """Where each definition is after the change, just as if it were asked for alone."""
    placer = _Placer(change)
    return [placer.place(subject) for subject in subjects]


class _Placer:
    """Answers for one change; what concerns the change alone is worked out once."""

    def __init__(self, change: Changeset) -> None:
        self.change = change
        self._rankings: dict[Definition, Ranking] = {}

    def place(self, subject: Subject) -> Outcome:
        """Where the definition is."""
        known = self.change.old.at(subject.path, subject.name)
        found = next((one for one in known if _is(subject, one)), None)
        if new := self._same(subject, found):
            return _at(new, 1.0, evidence.kept(subject, new))
        if old := found or subject.definition:
            return _ranked(old, self._ranking(old), self.change)
        return self._by_name(subject)

    @cached_property
    def _landscape(self) -> Landscape:
        return Landscape(self.change)

    def _ranking(self, old: Definition) -> Ranking:
        if not self._landscape.new and not self.change.holders(old):
            return Ranking(())  # nothing came: what went need not be read
        if old not in self._rankings:
            self._rankings[old] = Assignment(self._landscape, old).solve()
        return self._rankings[old]

    def _same(self, subject: Subject, old: Definition | None) -> Definition | None:
        if old is not None and (twin := self.change.twin(old)):
            return twin
        taken: set[Definition] = set()
        if old is not None:
            equals = self.change.old.at(old.path, old.name)
            taken = {twin for one in equals if (twin := self.change.twin(one))}
        holders = self.change.new.at(self.change.target(subject.path), subject.name)
        same = [one for one in holders if one not in taken and subject.means(one)]
        return next((one for one in same if _is(subject, one)), next(iter(same), None))

    def _by_name(self, subject: Subject) -> Outcome:
        """For a subject of which only name and fingerprint are known."""
        holders = self.change.new.at(self.change.target(subject.path), subject.name)
        new = next((one for one in holders if _is(subject, one)), None)
        if new:
            return _at(new, CERTAIN, evidence.UNKNOWN_SOURCE)
        namesakes = (one for one in self.change.new.all() if one.last_name == subject.last_name)
        same = [one for one in namesakes if subject.means(one)]
        if len(same) == 1:
            return _at(same[0], CERTAIN, f"same body, moved from {subject.path}")
        return Lost()


def _is(subject: Subject, one: Definition) -> bool:
    return one.symbol.kind is subject.kind and one.symbol.ordinal == subject.ordinal


def _at(new: Definition, confidence: float, words: str) -> Placement:
    symbol = new.symbol
    return Placement(new.path, symbol, symbol.line, symbol.end_line, confidence, words)


def _ranked(old: Definition, ranking: Ranking, change: Changeset) -> Outcome:
    best = ranking.best
    if best is None or (probability := ranking.probability(best)) < POSSIBLE:
        return Lost(tuple(one for one in _candidates(ranking) if one.confidence >= NEAREST))
    words = evidence.found(old, best.new, best.likeness, change)
    if best.holder is not None:
        words = evidence.merged(words, old, best.holder)
    placement = _at(best.new, round(probability, 3), words)
    if probability >= CERTAIN:
        return placement
    return replace(placement, certain=False, candidates=_candidates(ranking))


def _candidates(ranking: Ranking) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(option.new.path, option.new.symbol, round(ranking.probability(option), 3))
        for option in ranking.options[:NAMED]
    )
