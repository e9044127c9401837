"""Index of definitions by their rare words and names, to find match candidates."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from heapq import nlargest

from chesterton.anchoring.definitions.definition import Definition

_WORDS_ASKED = 24
"""The rarest words of a definition are enough to find it again."""

_COMMON = 300
"""A word that more definitions share finds none of them."""


class Neighbourhood:
    """A pool of definitions, looked up by their words and by their names."""

    def __init__(self, pool: Collection[Definition], rarity: Callable[[str], float]) -> None:
        self.pool = pool
        self.rarity = rarity
        self._found: dict[tuple[Definition, int], list[Definition]] = {}

    def nearest(self, one: Definition, count: int) -> Sequence[Definition]:
        """Those that share most with it, and those of its name; of its family only."""
        if (one, count) not in self._found:
            self._found[one, count] = self._nearest(one, count)
        return self._found[one, count]

    def _nearest(self, one: Definition, count: int) -> list[Definition]:
        found = self._of_name.get((one.family, one.called), [])[:count]
        points: defaultdict[Definition, float] = defaultdict(float)
        of_word = self._of_word[one.family]
        known = [word for word in one.words if word in of_word]
        for word in nlargest(_WORDS_ASKED, known, key=self.rarity):
            holders = of_word[word]
            if len(holders) <= _COMMON:
                weight = self.rarity(word)
                for other in holders:
                    points[other] += weight
        size = len(one.words) + 5
        by_words = nlargest(
            count, points, key=lambda other: points[other] / (size + len(other.words))
        )
        return list(dict.fromkeys([*found, *by_words]))

    @cached_property
    def _of_word(self) -> Mapping[str, Mapping[str, list[Definition]]]:
        """By family and word."""
        index: defaultdict[str, defaultdict[str, list[Definition]]]
        index = defaultdict(lambda: defaultdict(list))
        for one in self.pool:
            of_word = index[one.family]
            for word in one.words:
                of_word[word].append(one)
        return index

    @cached_property
    def _of_name(self) -> Mapping[tuple[str, str], list[Definition]]:
        index: defaultdict[tuple[str, str], list[Definition]] = defaultdict(list)
        for one in self.pool:
            index[one.family, one.called].append(one)
        return index
