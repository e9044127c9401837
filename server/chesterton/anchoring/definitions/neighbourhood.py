"""Indexes definitions by name and by rare words, to look up candidates for a match."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from heapq import nlargest

from chesterton.anchoring.definitions.definition import Definition

_WORDS_ASKED = 24
"""The number of rarest words used to look up a definition."""

_COMMON = 300
"""Words shared by more definitions than this are ignored."""


class WordRarity:
    """The weight of a shared word: its inverse document frequency in a set of definitions."""

    def __init__(self, population: Collection[Definition]) -> None:
        self._population = population
        self._weights: dict[str, float] = {}

    def __call__(self, word: str) -> float:
        """The weight of a word."""
        weight = self._weights.get(word)
        if weight is None:
            frequency = self._frequencies[word] + 0.5
            weight = self._weights[word] = math.log(1 + len(self._population) / frequency)
        return weight

    @cached_property
    def _frequencies(self) -> Counter[str]:
        """The number of definitions that contain each word."""
        frequencies: Counter[str] = Counter()
        for definition in self._population:
            frequencies.update(definition.words.keys())
        return frequencies


class CandidateIndex:
    """A set of definitions that can be looked up by word and by name."""

    def __init__(self, pool: Collection[Definition], rarity: WordRarity) -> None:
        self.pool = pool
        self.rarity = rarity
        self._found: dict[tuple[Definition, int], list[Definition]] = {}

    def nearest(self, definition: Definition, count: int) -> Sequence[Definition]:
        """Definitions of the same family that have its name or share the most rare words."""
        if (definition, count) not in self._found:
            self._found[definition, count] = self._nearest(definition, count)
        return self._found[definition, count]

    def _nearest(self, definition: Definition, count: int) -> list[Definition]:
        same_name = self._by_name.get((definition.kind_group, definition.compared_name), [])[:count]
        points: defaultdict[Definition, float] = defaultdict(float)
        of_word = self._by_word[definition.kind_group]
        indexed_words = [word for word in definition.words if word in of_word]
        for word in nlargest(_WORDS_ASKED, indexed_words, key=self.rarity):
            holders = of_word[word]
            if len(holders) <= _COMMON:
                weight = self.rarity(word)
                for other in holders:
                    points[other] += weight
        size = len(definition.words) + 5
        by_words = nlargest(
            count, points, key=lambda other: points[other] / (size + len(other.words))
        )
        return list(dict.fromkeys([*same_name, *by_words]))

    @cached_property
    def _by_word(self) -> Mapping[str, Mapping[str, list[Definition]]]:
        """Definitions by family and word."""
        index: defaultdict[str, defaultdict[str, list[Definition]]]
        index = defaultdict(lambda: defaultdict(list))
        for definition in self.pool:
            of_word = index[definition.kind_group]
            for word in definition.words:
                of_word[word].append(definition)
        return index

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[Definition]]:
        index: defaultdict[tuple[str, str], list[Definition]] = defaultdict(list)
        for definition in self.pool:
            index[definition.kind_group, definition.compared_name].append(definition)
        return index
