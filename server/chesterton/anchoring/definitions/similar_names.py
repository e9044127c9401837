"""Finds the definitions in a container whose names are most similar to a given one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nlargest

from chesterton.anchoring.definitions.comparison import name_likeness
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.text import fuzzy


class Names:
    """Definitions that stand beside each other, looked up by what they are called."""

    def __init__(self, pool: Sequence[Definition]) -> None:
        self._pool = pool

    def most_alike(self, one: Definition, count: int) -> Sequence[Definition]:
        """Those with the likeliest names, the first ones of several."""
        # the letters alone decide about all that share no word: these are ranked without Python
        near = sorted({*self._of_its_words(one), *self._of_its_letters(one, count)})
        found = [self._pool[at] for at in near]
        return nlargest(count, found, key=lambda other: name_likeness(one, other))

    def _of_its_words(self, one: Definition) -> Sequence[int]:
        return [at for word in one.name_words for at in self._by_word.get(word, ())]

    def _of_its_letters(self, one: Definition, count: int) -> Sequence[int]:
        ranked = fuzzy.most_alike(one.plain_name, self._plain, 0, len(self._pool))
        least = ranked[min(count, len(ranked)) - 1][1]
        return [at for _, score, at in ranked if score >= least]

    @cached_property
    def _plain(self) -> Mapping[int, str]:
        return {at: one.plain_name for at, one in enumerate(self._pool)}

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self._pool):
            for word in one.name_words:
                found[word].append(at)
        return found
