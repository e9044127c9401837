"""Finds the sibling definitions whose names are most similar to that of a given definition."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nlargest

from chesterton.anchoring.definitions.comparison import name_similarity
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.text import fuzzy


class NameIndex:
    """Sibling definitions, indexed by name."""

    def __init__(self, pool: Sequence[Definition]) -> None:
        self._pool = pool

    def most_alike(self, definition: Definition, count: int) -> Sequence[Definition]:
        """The definitions with the most similar names; earlier ones win ties."""
        # names that share no word compare by letters alone, which rapidfuzz ranks in C++
        near = sorted({*self._sharing_words(definition), *self._sharing_letters(definition, count)})
        candidates = [self._pool[at] for at in near]
        return nlargest(count, candidates, key=lambda other: name_similarity(definition, other))

    def _sharing_words(self, definition: Definition) -> Sequence[int]:
        return [at for word in definition.name_words for at in self._by_word.get(word, ())]

    def _sharing_letters(self, definition: Definition, count: int) -> Sequence[int]:
        ranked = fuzzy.most_alike(definition.plain_name, self._plain, 0, len(self._pool))
        least = ranked[min(count, len(ranked)) - 1][1]
        return [at for _, score, at in ranked if score >= least]

    @cached_property
    def _plain(self) -> Mapping[int, str]:
        return {at: definition.plain_name for at, definition in enumerate(self._pool)}

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for at, definition in enumerate(self._pool):
            for word in definition.name_words:
                by_word[word].append(at)
        return by_word
