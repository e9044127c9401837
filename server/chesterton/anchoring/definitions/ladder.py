"""Locates definitions after a change by applying matching rules, the most reliable first."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from chesterton.anchoring.definitions import evidence
from chesterton.anchoring.definitions.assignment import CONTAINERS, Assignment
from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.inlining import inlined_into
from chesterton.anchoring.definitions.likeness import SimilarityFeatures
from chesterton.anchoring.definitions.members import Located, home_of_members
from chesterton.anchoring.definitions.open_definitions import OpenDefinitions
from chesterton.anchoring.definitions.ranking import Option, Ranking
from chesterton.anchoring.definitions.setting_paths import SettingMatch, SettingPaths
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Candidate, Lost, Outcome, Placement

MIN_CERTAIN_PROBABILITY = 0.5
"""Minimum probability to place a definition without asking the user."""

MIN_ASKED_PROBABILITY = 0.65
"""Minimum probability that a definition still exists to ask where it is; below it, it is lost."""

MIN_LISTED_PROBABILITY = 0.5
"""Minimum probability that one of the candidates listed in a question is the right one."""

MIN_NEAREST_PROBABILITY = 0.08
"""Minimum probability of a candidate that is listed."""

_STANDS = 0.4
"""Confidence that a definition with its old name and a rewritten body is still the same one."""

_MOST_BY_MEMBERS = 0.85
"""Maximum probability of a container that was located only by its members."""

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
    """Locates the definitions of one change, sharing the data that depends only on the change."""

    def __init__(self, change: Changeset) -> None:
        self.change = change
        self._rankings: dict[Definition, Ranking] = {}
        self._homes: dict[Definition, Located | None] = {}

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
            outcome = _ranked(old, self._in_two_rounds(old), self.change)
            return self._not_lost(old, outcome) if isinstance(outcome, Lost) else outcome
        return self._by_name(subject)

    @cached_property
    def _settings(self) -> SettingPaths:
        return SettingPaths(self.change, lambda old: _sure(self._ranking(old)))

    @cached_property
    def _open_definitions(self) -> OpenDefinitions:
        return OpenDefinitions(self.change)

    def _in_two_rounds(self, old: Definition) -> Ranking:
        """Ranks the options; ranks them again if the container or members add information."""
        ranking = self._ranking(old)
        if _sure(ranking):
            return ranking
        if old.kind_group in CONTAINERS:
            home = self._home_of_members(old)
            return _with_home(ranking, *home) if home else ranking
        outer = next(iter(self.change.old.at(old.path, old.container)), None)
        if not old.container or outer is None or _sure(self._ranking(outer)):
            return ranking
        home = self._home_of_members(outer)
        if home is None:
            return ranking
        return Assignment(self._open_definitions, old, {outer: home[0]}).rank_options()

    def _home_of_members(self, old: Definition) -> Located | None:
        if old not in self._homes:
            stands = not self._open_definitions.new or self.change.is_standing(old)
            self._homes[old] = None if stands else home_of_members(old, self.change, self._locate)
        return self._homes[old]

    def _locate(self, old: Definition) -> Located | None:
        """The most likely new location of a member."""
        if unchanged := self.change.unchanged_namesake(old):
            return unchanged, 1.0
        ranking = self._ranking(old)
        return (ranking.best.new, ranking.probability(ranking.best)) if ranking.best else None

    def _not_lost(self, old: Definition, lost: Lost) -> Outcome:
        """The outcome for a lost definition: uncertain if its path, name and parameters remain.

        An inlined helper stays lost, with its caller as the nearest candidate.
        """
        change = self.change
        for new in change.namesakes_after(old):
            is_alone = len(change.namesakes_after(old)) == len(change.namesakes_before(new)) == 1
            if is_alone and new.parameters == old.parameters:
                likely = Candidate(new.path, new.symbol, _STANDS)
                others = tuple(one for one in lost.nearest if one.symbol != new.symbol)
                found = _at(new, _STANDS, evidence.REWRITTEN)
                candidates = (likely, *others)[:MOST_CANDIDATES]
                return replace(found, certain=False, candidates=candidates)
        callers = inlined_into(old, change)
        if not callers:
            return lost
        near = {(one.path, one.symbol.key): one for one in (*callers, *lost.nearest)}
        words = evidence.INLINED.format(callers[0].symbol.name)
        return Lost(tuple(near.values())[:MOST_CANDIDATES], words)

    def _ranking(self, old: Definition) -> Ranking:
        if not self._open_definitions.new and not self.change.namesakes_after(old):
            return Ranking(())  # nothing was added, so removed definitions need not be read
        if old not in self._rankings:
            self._rankings[old] = Assignment(self._open_definitions, old).rank_options()
        return self._rankings[old]

    def _unchanged(self, subject: Subject, old: Definition | None) -> Definition | None:
        if old is not None and not self._may_be_unchanged(old):
            return None
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

    def _may_be_unchanged(self, old: Definition) -> bool:
        """Whether nothing suggests that another definition took the name."""
        if not self.change.namesakes_after(old) or not self.change.stands_inside(old):
            return False
        namesakes = self.change.namesakes_after(old)
        is_only_one = len(namesakes) == len(self.change.namesakes_before(namesakes[0])) == 1
        return not is_only_one or self.change.is_standing(old)

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


def _sure(ranking: Ranking) -> Definition | None:
    """The new definition, if one option is likely enough to be certain; else None."""
    best = ranking.best
    if best is None or ranking.probability(best) < MIN_CERTAIN_PROBABILITY:
        return None
    return best.new


def _with_home(ranking: Ranking, home: Definition, share: float) -> Ranking:
    """Raises the ranking of the container to which most of the members moved."""
    known = next((one for one in ranking.options if one.new is home), None)
    own = known or Option(home, 0.0, SimilarityFeatures())
    share = min(share, _MOST_BY_MEMBERS)
    own = own._replace(score=max(own.score, 0.0) + math.log(share / (1 - share)))
    others = (one for one in ranking.options if one.new is not home)
    return Ranking(tuple(sorted([own, *others], key=lambda one: -one.score)))


def _ranked(old: Definition, ranking: Ranking, change: Changeset) -> Outcome:
    best = ranking.best
    probability = ranking.probability(best) if best else 0.0
    if best is None or not (probability >= MIN_CERTAIN_PROBABILITY or _is_worth_asking(ranking)):
        return Lost(_candidates(ranking))
    words = evidence.describe_match(old, best.new, best.features, change)
    if best.merged_with is not None:
        words = evidence.describe_merge(words, old, best.merged_with)
    placement = _at(best.new, round(probability, 3), words)
    if probability >= MIN_CERTAIN_PROBABILITY:
        return placement
    return replace(placement, certain=False, candidates=_candidates(ranking))


def _is_worth_asking(ranking: Ranking) -> bool:
    listed = sum(map(ranking.probability, ranking.options[:MOST_CANDIDATES]))
    is_somewhere = ranking.probability_of_any >= MIN_ASKED_PROBABILITY
    return is_somewhere and listed >= MIN_LISTED_PROBABILITY


def _candidates(ranking: Ranking) -> tuple[Candidate, ...]:
    candidates = (
        Candidate(option.new.path, option.new.symbol, round(ranking.probability(option), 3))
        for option in ranking.options[:MOST_CANDIDATES]
    )
    return tuple(one for one in candidates if one.confidence >= MIN_NEAREST_PROBABILITY)
