"""Assigns an old definition to a new one, in competition with all others that fit it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.likeness import Likeness, score
from chesterton.anchoring.definitions.merged import is_merged
from chesterton.anchoring.definitions.open_definitions import Landscape

_CANDIDATES = 8
_BESIDE = 3
_CONTENDED = 4
_RIVALS = 3
_CONTAINERS = frozenset({"type", "impl", "namespace"})


class Option(NamedTuple):
    """A definition after the change that one before it may have become."""

    new: Definition
    score: float
    likeness: Likeness
    holder: Definition | None = None  #: what became it, too: the two were merged


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one definition may have become, best first, without what others became."""

    options: tuple[Option, ...]

    @property
    def best(self) -> Option | None:
        """The likeliest."""
        return self.options[0] if self.options else None

    def probability(self, option: Option) -> float:
        """That it is this one, and neither another nor none."""
        highest = max(0.0, *(other.score for other in self.options))
        everything = sum(math.exp(other.score - highest) for other in self.options)
        return math.exp(option.score - highest) / (everything + math.exp(-highest))


class Assignment:
    """The place of one definition, against everything else that may claim it.

    Nothing here depends on which other definitions are asked for.
    """

    def __init__(self, landscape: Landscape, wanted: Definition) -> None:
        self.landscape = landscape
        self.comparison = landscape.comparison
        self.landed: dict[Definition, Definition] = {}  #: containers that are placed already
        self.wanted = wanted
        self.own = landscape.untaken(list(landscape.change.holders(wanted)))
        self.options: dict[Definition, list[Option]] = {}
        self.places: dict[Definition, Definition] = {}
        self.holders: dict[Definition, Definition] = {}
        self.involved: list[Definition] = []

    def solve(self) -> Ranking:
        """What the definition may have become."""
        self.involved = self._with_containers(self._with_rivals())
        for _, group in groupby(sorted(self.involved, key=self._turn), self._turn):
            self._assign(list(group))
        return self._ranking()

    def _turn(self, old: Definition) -> tuple[bool, int]:
        """Containers before what stands in them, all that does not wait for a container at once."""
        depth = old.name.count(".")
        if old.family in _CONTAINERS:
            return False, depth
        outer = self.comparison.outer(old)
        waits = outer is not None and outer.family not in _CONTAINERS
        return True, depth * waits

    def _with_rivals(self) -> list[Definition]:
        landscape = self.landscape
        candidates = self._candidates(self.wanted)
        news = candidates[:_CONTENDED]
        beside = [old for new in candidates for old in landscape.olds_called_like(new, 1)]
        rivals = [old for new in news for old in landscape.olds.nearest(new, _RIVALS)]
        former = [old for new in news for old in landscape.change.former(new)]
        former = [old for old in former if old in landscape.open_old]
        return list(dict.fromkeys([self.wanted, *rivals, *beside, *former]))

    def _with_containers(self, involved: Iterable[Definition]) -> list[Definition]:
        found = dict.fromkeys(involved)
        for old in list(found):
            outer = self.comparison.outer(old)
            while outer is not None and outer in self.landscape.open_old:
                found[outer] = None
                outer = self.comparison.outer(outer)
        return list(found)

    def _candidates(self, old: Definition) -> list[Definition]:
        holders = [new for new in self.landscape.change.holders(old) if self._is_open(new)]
        nearest = self.landscape.news.nearest(old, _CANDIDATES)
        return list(dict.fromkeys([*holders, *nearest, *self._beside(old), *self.own]))

    def _beside(self, old: Definition) -> Sequence[Definition]:
        """What is called like it in what became of its container."""
        landing = self.comparison.landing(old, self.landed)
        return self.landscape.news_called_like(old, landing, _BESIDE) if landing else ()

    def _is_open(self, new: Definition) -> bool:
        return new in self.landscape.open_new or new in self.own

    def _assign(self, olds: Sequence[Definition]) -> None:
        """Greedily, the surest first."""
        pairs: list[tuple[float, Definition, Definition]] = []
        for old in olds:
            self.options[old] = self._options(old)
            likely = (one for one in self.options[old] if one.score > 0)
            pairs += [(one.score, old, one.new) for one in likely if not self._is_inner(old, one)]
        for _, old, new in sorted(pairs, key=lambda pair: -pair[0]):
            if old not in self.places and new not in self.holders:
                self.places[old] = new
                self.holders[new] = old
        self.landed.update({old: self.places[old] for old in olds if old in self.places})

    def _is_inner(self, old: Definition, option: Option) -> bool:
        """Whether something that stood in it is more like it: a class that was moved out of one."""
        inside = (
            one
            for one in self.involved
            if one.path == old.path
            and one.family == old.family
            and one.name.startswith(f"{old.name}.")
        )
        likenesses = (self.comparison.likeness(one, option.new, self.landed) for one in inside)
        return any(score(likeness) > option.score for likeness in likenesses)

    def _options(self, old: Definition) -> list[Option]:
        news = (new for new in self._candidates(old) if new not in self.holders)
        return sorted(map(partial(self._option, old), news), key=lambda option: -option.score)

    def _option(self, old: Definition, new: Definition) -> Option:
        likeness = self.comparison.likeness(old, new, self.landed)
        return Option(new, score(likeness), likeness)

    def _ranking(self) -> Ranking:
        options, old = self.options[self.wanted], self.wanted
        free = [one for one in options if self.holders.get(one.new, old) is old]
        if any(option.score > 0 for option in free):
            return Ranking((free[0]._replace(holder=self._copy(free[0])), *free[1:]))
        # of several that it may have gone into, the one that says what it said
        merged = max(self._merged(), key=lambda one: one.likeness.words, default=None)
        return Ranking((merged, *free) if merged else tuple(free))

    def _copy(self, option: Option) -> Definition | None:
        """What is as like it as the wanted one, and was left without a place for it."""
        if self.holders.get(option.new) is not self.wanted:
            return None
        for old in self.involved:
            same = (one for one in self.options[old] if one.new is option.new)
            is_left = old not in self.places and any(one.score == option.score for one in same)
            if is_left and self._is_merged(old, option):
                return old
        return None

    def _merged(self) -> Iterator[Option]:
        """What another one became, and it as well."""
        old = self.wanted
        for new in self._candidates(old):
            if self.holders.get(new, old) is not old:
                option = self._option(old, new)
                if self._is_merged(old, option):
                    yield option._replace(holder=self.holders[new])

    def _is_merged(self, old: Definition, option: Option) -> bool:
        holder = self.holders[option.new]
        return is_merged(self.comparison, old, holder, option.new, option.score, self.landed)
