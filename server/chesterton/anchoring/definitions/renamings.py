"""Counts the renames of a change that follow the same pattern.

Someone who renames `fromError` to `error` also renames `fromResponse` to `response`, and someone
who renames a method in one class does so in its sibling classes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Place
from chesterton.anchoring.definitions.definition import Definition

_MOST = 200
"""Names that are looked at; a change that has more of a kind has enough of them among these."""

_Words = frozenset[str]


class Renamings:
    """The names that a change took away and those that it brought."""

    def __init__(
        self,
        gone: Collection[Definition],
        came: Collection[Definition],
        target: Callable[[str], str],
    ) -> None:
        self._gone = gone
        self._came = came
        self._target = target
        self._known: dict[tuple[_Words, _Words, Place, Place], set[str]] = {}

    def shared(self, old: Definition, new: Definition) -> float:
        """Towards 1 the more others lost the same words and gained the same; 0 without any."""
        if old.called == new.called:
            return 0.0
        lost, won = old.name_words - new.name_words, new.name_words - old.name_words
        asked = lost, won, _home(old), _home(new)
        if asked not in self._known:
            self._known[asked] = set(self._alike(*asked))
        others = len(self._known[asked] - {_label(old)})
        return others / (others + 1)

    def _alike(self, lost: _Words, won: _Words, source: Place, goal: Place) -> Iterator[str]:
        """What lost and won these words and stayed in its container, or went the same way."""
        for one in self._holding(lost, source):
            if not lost <= one.name_words:
                continue
            words = (one.name_words - lost) | won
            homes = {(self._target(one.path), one.container)}
            homes |= {goal} if _home(one) == source else set()
            if any((home, one.family, words) in self._names_that_came for home in homes):
                yield _label(one)

    def _holding(self, lost: _Words, source: Place) -> list[Definition]:
        if not lost:
            return self._by_home.get(source, [])[:_MOST]
        rarest = min((self._by_word.get(word, []) for word in lost), key=len)
        return rarest[:_MOST]

    @cached_property
    def _names_that_came(self) -> frozenset[tuple[Place, str, _Words]]:
        return frozenset((_home(one), one.family, one.name_words) for one in self._came)

    @cached_property
    def _by_home(self) -> Mapping[Place, list[Definition]]:
        found: defaultdict[Place, list[Definition]] = defaultdict(list)
        for one in self._gone:
            found[_home(one)].append(one)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, list[Definition]]:
        found: defaultdict[str, list[Definition]] = defaultdict(list)
        for one in self._gone:
            for word in one.name_words:
                found[word].append(one)
        return found


def _home(one: Definition) -> Place:
    return one.path, one.container


def _label(one: Definition) -> str:
    return f"{one.path}::{one.name}"
