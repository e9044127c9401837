"""Locates definitions after a change by applying matching rules, the most reliable first."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from chesterton.anchoring.definitions import evidence
from chesterton.anchoring.definitions.assignment import Assignment, Ranking
from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.open_definitions import OpenDefinitions
from chesterton.anchoring.definitions.setting_paths import SettingMatch, SettingPaths
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Candidate, Lost, Outcome, Placement

MIN_CERTAIN_PROBABILITY = 0.4
"""Minimum probability to place a definition without asking the user."""

MIN_POSSIBLE_PROBABILITY = 0.33
"""Below this probability, a definition is lost."""

MIN_NEAREST_PROBABILITY = 0.05
"""Minimum probability of a candidate listed for a lost definition."""

MOST_CANDIDATES = 3
"""Maximum number of candidates listed."""


def place(subject: Subject, change: Changeset) -> Outcome:
    """Locates one definition after the change."""
    return place_all([subject], change)[0]


def place_all(subjects: Sequence[Subject], change: Changeset) -> list[Outcome]:
    """Locates each definition after the change, independently of the others."""
    placer = _Placer(change)
    return [placer.place(subject) for subject in subjects]


class _Placer:
    """Locates the definitions of one change, sharing what depends only on the change."""

    def __init__(self, change: Changeset) -> None:
        self.change = change
        self._rankings: dict[Definition, Ranking] = {}

    def place(self, subject: Subject) -> Outcome:
        """Locates the definition."""
        namesakes = self.change.old.at(subject.path, subject.name)
        former = next((one for one in namesakes if _is_same(subject, one)), None)
        if new := self._unchanged(subject, former):
            return _at(new, 1.0, evidence.describe_unchanged(subject, new))
        old = former or subject.definition
        if old and old.is_setting and (match := self._settings.match(old)) is not None:
            return _matched(old, match, self.change)
        if old:
            return _ranked(old, self._ranking(old), self.change)
        return self._by_name(subject)

    @cached_property
    def _settings(self) -> SettingPaths:
        return SettingPaths(self.change, self._most_similar)

    def _most_similar(self, old: Definition) -> Definition | None:
        """The definition that the old one most probably became."""
        ranking = self._ranking(old)
        best = ranking.best
        is_certain = best and ranking.probability(best) >= MIN_CERTAIN_PROBABILITY
        return best.new if best and is_certain else None

    @cached_property
    def _open_definitions(self) -> OpenDefinitions:
        return OpenDefinitions(self.change)

    def _ranking(self, old: Definition) -> Ranking:
        if not self._open_definitions.new and not self.change.namesakes_after(old):
            return Ranking(())  # nothing was added, so removed definitions need not be read
        if old not in self._rankings:
            self._rankings[old] = Assignment(self._open_definitions, old).rank_options()
        return self._rankings[old]

    def _unchanged(self, subject: Subject, old: Definition | None) -> Definition | None:
        if old is not None and (twin := self.change.unchanged_namesake(old)):
            return twin
        taken: set[Definition] = set()
        if old is not None:
            old_namesakes = self.change.old.at(old.path, old.name)
            taken = {
                twin
                for definition in old_namesakes
                if (twin := self.change.unchanged_namesake(definition))
            }
        namesakes = self.change.new.at(self.change.path_after(subject.path), subject.name)
        matches = [new for new in namesakes if new not in taken and subject.means_same_as(new)]
        return next((new for new in matches if _is_same(subject, new)), next(iter(matches), None))

    def _by_name(self, subject: Subject) -> Outcome:
        """Locates a definition of which only the name and the fingerprint are known."""
        namesakes = self.change.new.at(self.change.path_after(subject.path), subject.name)
        new = next((one for one in namesakes if _is_same(subject, one)), None)
        if new:
            return _at(new, MIN_CERTAIN_PROBABILITY, evidence.UNKNOWN_SOURCE)
        candidates = (one for one in self.change.new.all() if one.last_name == subject.last_name)
        matches = [new for new in candidates if subject.means_same_as(new)]
        if len(matches) == 1:
            return _at(matches[0], MIN_CERTAIN_PROBABILITY, f"same body, moved from {subject.path}")
        return Lost()


def _is_same(subject: Subject, definition: Definition) -> bool:
    return definition.symbol.kind is subject.kind and definition.symbol.ordinal == subject.ordinal


def _at(new: Definition, confidence: float, words: str) -> Placement:
    symbol = new.symbol
    return Placement(new.path, symbol, symbol.line, symbol.end_line, confidence, words)


def _matched(old: Definition, match: SettingMatch, change: Changeset) -> Outcome:
    candidates = tuple(
        Candidate(new.path, new.symbol, match.confidence / len(match.found))
        for new in match.found[:MOST_CANDIDATES]
    )
    if not match.found:
        return Lost()
    words = evidence.describe_setting(old, match.found[0], change)
    placement = _at(match.found[0], candidates[0].confidence, words)
    return (
        placement if match.is_certain else replace(placement, certain=False, candidates=candidates)
    )


def _ranked(old: Definition, ranking: Ranking, change: Changeset) -> Outcome:
    best = ranking.best
    if best is None or (probability := ranking.probability(best)) < MIN_POSSIBLE_PROBABILITY:
        return Lost(
            tuple(one for one in _candidates(ranking) if one.confidence >= MIN_NEAREST_PROBABILITY)
        )
    words = evidence.describe_match(old, best.new, best.features, change)
    if best.merged_with is not None:
        words = evidence.describe_merge(words, old, best.merged_with)
    placement = _at(best.new, round(probability, 3), words)
    if probability >= MIN_CERTAIN_PROBABILITY:
        return placement
    return replace(placement, certain=False, candidates=_candidates(ranking))


def _candidates(ranking: Ranking) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(option.new.path, option.new.symbol, round(ranking.probability(option), 3))
        for option in ranking.options[:MOST_CANDIDATES]
    )
