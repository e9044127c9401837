"""Counts the renames in a change that follow the same pattern.

Someone who renames `fromError` to `error` usually also renames `fromResponse` to `response`, and
someone who renames a method in one class does the same in its sibling classes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Place
from chesterton.anchoring.definitions.definition import Definition

_MOST = 200
"""Maximum number of names examined per pattern; more would not change the score."""

_Words = frozenset[str]


class RenamePatterns:
    """The names that a change removed and added."""

    def __init__(
        self,
        removed: Collection[Definition],
        added: Collection[Definition],
        target: Callable[[str], str],
    ) -> None:
        self._removed = removed
        self._added = added
        self._target = target
        self._matches: dict[tuple[_Words, _Words, Place, Place], set[str]] = {}

    def pattern_score(self, old: Definition, new: Definition) -> float:
        """Approaches 1 as more other names lose and gain the same words; 0 if none do."""
        if old.compared_name == new.compared_name:
            return 0.0
        lost, gained = old.name_words - new.name_words, new.name_words - old.name_words
        key = lost, gained, _place_of(old), _place_of(new)
        if key not in self._matches:
            self._matches[key] = set(self._renamed_alike(*key))
        others = len(self._matches[key] - {_label(old)})
        return others / (others + 1)

    def _renamed_alike(
        self, lost: _Words, gained: _Words, source: Place, goal: Place
    ) -> Iterator[str]:
        """Names that lost and gained these words and stayed in or moved with their container."""
        for definition in self._removed_with(lost, source):
            if not lost <= definition.name_words:
                continue
            words = (definition.name_words - lost) | gained
            homes = {(self._target(definition.path), definition.container)}
            homes |= {goal} if _place_of(definition) == source else set()
            if any((home, definition.kind_group, words) in self._added_names for home in homes):
                yield _label(definition)

    def _removed_with(self, lost: _Words, source: Place) -> list[Definition]:
        if not lost:
            return self._by_home.get(source, [])[:_MOST]
        rarest = min((self._by_word.get(word, []) for word in lost), key=len)
        return rarest[:_MOST]

    @cached_property
    def _added_names(self) -> frozenset[tuple[Place, str, _Words]]:
        return frozenset((_place_of(new), new.kind_group, new.name_words) for new in self._added)

    @cached_property
    def _by_home(self) -> Mapping[Place, list[Definition]]:
        by_home: defaultdict[Place, list[Definition]] = defaultdict(list)
        for definition in self._removed:
            by_home[_place_of(definition)].append(definition)
        return by_home

    @cached_property
    def _by_word(self) -> Mapping[str, list[Definition]]:
        by_word: defaultdict[str, list[Definition]] = defaultdict(list)
        for definition in self._removed:
            for word in definition.name_words:
                by_word[word].append(definition)
        return by_word


def _place_of(definition: Definition) -> Place:
    return definition.path, definition.container


def _label(definition: Definition) -> str:
    return f"{definition.path}::{definition.name}"
