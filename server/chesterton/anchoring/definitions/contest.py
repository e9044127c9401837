"""Assigns competing old definitions to new ones, maximising the total score.

The score of a pair is the log-odds that both are the same definition. Greedily taking the best pair
first could leave poor matches for the other old definitions.
"""

from collections.abc import Mapping
from typing import NamedTuple

from chesterton.anchoring.definitions.definition import Definition

Scores = Mapping[Definition, Mapping[Definition, float]]
"""The positive scores of new definitions, by old definition."""

_MOST_STEPS = 40
"""Maximum length of a chain of definitions that give way to one another."""


class _Route(NamedTuple):
    """A chain of old definitions, each of which takes over the new definition of the next."""

    gain: float
    takes: tuple[tuple[Definition, Definition], ...]  #: old and new
    left_out: Definition | None  #: the old one at the end, left without a new one


class Contest:
    """The best assignment of the competitors entered so far."""

    def __init__(self, scores: Scores) -> None:
        self._scores = scores
        self.assigned: dict[Definition, Definition] = {}  #: old to new
        self.holders: dict[Definition, Definition] = {}  #: new to old

    def enter(self, old: Definition) -> None:
        """Adds a competitor; others may give way to it."""
        route = self._best_route(old, None)
        for one, _ in route.takes:
            self.holders.pop(self.assigned.pop(one, one), None)
        if route.left_out is not None:
            self.holders.pop(self.assigned.pop(route.left_out, route.left_out), None)
        for one, new in route.takes:
            self.assigned[one] = new
            self.holders[new] = one

    def loss_without(self, new: Definition) -> float:
        """How much the total drops if a newcomer takes `new`."""
        holder = self.holders.get(new)
        if holder is None:
            return 0.0
        return self._scores[holder][new] - self._best_route(holder, new).gain

    def _best_route(self, start: Definition, taken: Definition | None) -> _Route:
        """The most profitable chain from `start`, without its current definition and `taken`."""
        routes = {start: _Route(0.0, (), start)}
        best, improved = routes[start], [start]
        for _ in range(_MOST_STEPS):
            if not improved:
                break
            reached: list[Definition] = []
            for old in improved:
                route = routes[old]
                for new, score in self._scores.get(old, {}).items():
                    holder = self.holders.get(new)
                    if new is taken or holder is start or any(old is one for one, _ in route.takes):
                        continue
                    gain = route.gain + score - (self._scores[holder][new] if holder else 0.0)
                    longer = _Route(gain, (*route.takes, (old, new)), holder)
                    best = max(best, longer, key=lambda one: one.gain)
                    if holder and gain > (routes[holder].gain if holder in routes else -1e9):
                        routes[holder] = longer
                        reached.append(holder)
            improved = list(dict.fromkeys(reached))
        return best
