"""Matches old definitions to new ones, and resolves conflicts when several match the same one."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.likeness import SimilarityFeatures, score
from chesterton.anchoring.definitions.merged import is_merged
from chesterton.anchoring.definitions.open_definitions import OpenDefinitions

_CANDIDATES = 8
_SIMILARLY_NAMED = 3
_MOST_CONTENDED = 4
_RIVALS = 3
_CONTAINERS = frozenset({"type", "impl", "namespace"})


class Option(NamedTuple):
    """A new definition that an old one may have become, with its score."""

    new: Definition
    score: float
    features: SimilarityFeatures
    merged_with: Definition | None = None  #: another old definition that was merged into it


@dataclass(frozen=True, slots=True)
class Ranking:
    """The options for one old definition, best first, excluding those assigned to others."""

    options: tuple[Option, ...]

    @property
    def best(self) -> Option | None:
        """The most likely option."""
        return self.options[0] if self.options else None

    def probability(self, option: Option) -> float:
        """The probability that the old definition became this option, not another or none."""
        highest = max(0.0, *(other.score for other in self.options))
        everything = sum(math.exp(other.score - highest) for other in self.options)
        return math.exp(option.score - highest) / (everything + math.exp(-highest))


class Assignment:
    """Assigns one old definition to a new one, in competition with its rivals.

    The result does not depend on which other definitions are being placed.
    """

    def __init__(self, open_definitions: OpenDefinitions, target: Definition) -> None:
        self.pool = open_definitions
        self.comparison = open_definitions.comparison
        self.placed: dict[Definition, Definition] = {}  #: containers placed so far
        self.wanted = target
        self.own_namesakes = open_definitions.without_unchanged(
            list(open_definitions.change.namesakes_after(target))
        )
        self.options: dict[Definition, list[Option]] = {}
        self.assigned: dict[Definition, Definition] = {}  #: old to new
        self.assignees: dict[Definition, Definition] = {}  #: new to old
        self.involved: list[Definition] = []

    def rank_options(self) -> Ranking:
        """Ranks the new definitions that the old one may have become."""
        self.involved = self._with_containers(self._with_rivals())
        for _, group in groupby(sorted(self.involved, key=self._order_key), self._order_key):
            self._assign(list(group))
        return self._ranking()

    def _order_key(self, old: Definition) -> tuple[bool, int]:
        """Containers before members; members that depend on no open container come together."""
        depth = old.name.count(".")
        if old.kind_group in _CONTAINERS:
            return False, depth
        outer = self.comparison.container_of(old)
        waits = outer is not None and outer.kind_group not in _CONTAINERS
        return True, depth * waits

    def _with_rivals(self) -> list[Definition]:
        pool = self.pool
        candidates = self._candidates(self.wanted)
        contended = candidates[:_MOST_CONTENDED]
        similarly_named = [old for new in candidates for old in pool.old_named_like(new, 1)]
        rivals = [old for new in contended for old in pool.old_index.nearest(new, _RIVALS)]
        namesakes = [old for new in contended for old in pool.change.namesakes_before(new)]
        namesakes = [old for old in namesakes if old in pool.old_set]
        return list(dict.fromkeys([self.wanted, *rivals, *similarly_named, *namesakes]))

    def _with_containers(self, involved: Iterable[Definition]) -> list[Definition]:
        definitions = dict.fromkeys(involved)
        for old in list(definitions):
            outer = self.comparison.container_of(old)
            while outer is not None and outer in self.pool.old_set:
                definitions[outer] = None
                outer = self.comparison.container_of(outer)
        return list(definitions)

    def _candidates(self, old: Definition) -> list[Definition]:
        namesakes = [new for new in self.pool.change.namesakes_after(old) if self._is_open(new)]
        nearest = self.pool.new_index.nearest(old, _CANDIDATES)
        return list(
            dict.fromkeys([*namesakes, *nearest, *self._similarly_named(old), *self.own_namesakes])
        )

    def _similarly_named(self, old: Definition) -> Sequence[Definition]:
        """Similarly named definitions in the container where it is expected."""
        expected = self.comparison.expected_container(old, self.placed)
        return self.pool.new_named_like(old, expected, _SIMILARLY_NAMED) if expected else ()

    def _is_open(self, new: Definition) -> bool:
        return new in self.pool.new_set or new in self.own_namesakes

    def _assign(self, olds: Sequence[Definition]) -> None:
        """Assigns greedily, by descending score."""
        pairs: list[tuple[float, Definition, Definition]] = []
        for old in olds:
            self.options[old] = options = self._options(old)
            likely = (one for one in options if one.score > 0 and not self._fits_member(old, one))
            pairs += [(option.score, old, option.new) for option in likely]
        for _, old, new in sorted(pairs, key=lambda pair: -pair[0]):
            if old not in self.assigned and new not in self.assignees:
                self.assigned[old] = new
                self.assignees[new] = old
        self.placed.update({old: self.assigned[old] for old in olds if old in self.assigned})

    def _fits_member(self, old: Definition, option: Option) -> bool:
        """Whether one of its members fits the option better: a class moved out of another."""
        members = (
            member
            for member in self.involved
            if member.path == old.path
            and member.kind_group == old.kind_group
            and member.name.startswith(f"{old.name}.")
        )
        likenesses = (self.comparison.features(one, option.new, self.placed) for one in members)
        return any(score(likeness) > option.score for likeness in likenesses)

    def _options(self, old: Definition) -> list[Option]:
        news = (new for new in self._candidates(old) if new not in self.assignees)
        return sorted(map(partial(self._option, old), news), key=lambda option: -option.score)

    def _option(self, old: Definition, new: Definition) -> Option:
        likeness = self.comparison.features(old, new, self.placed)
        return Option(new, score(likeness), likeness)

    def _ranking(self) -> Ranking:
        options, old = self.options[self.wanted], self.wanted
        free = [one for one in options if self.assignees.get(one.new, old) is old]
        if any(option.score > 0 for option in free):
            return Ranking(
                (free[0]._replace(merged_with=self._merged_duplicate(free[0])), *free[1:])
            )
        # of several that it may have been merged into, the one with the most similar words
        merged = max(self._merge_options(), key=lambda one: one.features.word_overlap, default=None)
        return Ranking((merged, *free) if merged else tuple(free))

    def _merged_duplicate(self, option: Option) -> Definition | None:
        """An unassigned old definition that scores as high for the option: a duplicate."""
        if self.assignees.get(option.new) is not self.wanted:
            return None
        for old in self.involved:
            same = (one for one in self.options[old] if one.new is option.new)
            is_tie = old not in self.assigned and any(one.score == option.score for one in same)
            if is_tie and self._is_merged(old, option):
                return old
        return None

    def _merge_options(self) -> Iterator[Option]:
        """Options assigned to another definition that this one was merged into."""
        old = self.wanted
        for new in self._candidates(old):
            if self.assignees.get(new, old) is not old:
                option = self._option(old, new)
                if self._is_merged(old, option):
                    yield option._replace(merged_with=self.assignees[new])

    def _is_merged(self, old: Definition, option: Option) -> bool:
        holder = self.assignees[option.new]
        return is_merged(self.comparison, old, holder, option.new, option.score, self.placed)
