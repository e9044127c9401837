"""Definitions left to match in a change, after pairing those whose name and text are unchanged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Changeset, Place
from chesterton.anchoring.definitions.comparison import Comparison
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.neighbourhood import CandidateIndex
from chesterton.anchoring.definitions.similar_names import NameIndex

_Pools = Mapping[tuple[str, str, str], NameIndex]
"""Name indexes by path, container and family."""


class OpenDefinitions:
    """The old and new definitions still to be matched, with indexes for finding candidates."""

    def __init__(self, change: Changeset) -> None:
        self.change = change

    @cached_property
    def old(self) -> list[Definition]:
        """Old definitions that remain to be matched."""
        return list(self._open(self.change.old.namesakes()))

    @cached_property
    def new(self) -> list[Definition]:
        """New definitions that are not certainly the same as an old one."""
        open_old = self._open(self._namesakes_in_surviving_files())
        held = [new for old in open_old for new in self.change.namesakes_after(old)]
        return self.without_unchanged([*self._newly_named, *held, *self._added_namesakes])

    def without_unchanged(self, definitions: list[Definition]) -> list[Definition]:
        """The definitions, without duplicates and certainly unchanged namesakes."""
        return [new for new in dict.fromkeys(definitions) if new not in self._unchanged_new]

    @cached_property
    def comparison(self) -> Comparison:
        """The features of pairs of definitions in the change."""
        removed = [old for old in self.old if not self.change.namesakes_after(old)]
        return Comparison(self.change, [*self.old, *self.new], removed, self._newly_named)

    @cached_property
    def old_set(self) -> frozenset[Definition]:
        """`old` as a set."""
        return frozenset(self.old)

    @cached_property
    def new_set(self) -> frozenset[Definition]:
        """`new` as a set."""
        return frozenset(self.new)

    @cached_property
    def new_index(self) -> CandidateIndex:
        """Index of the open new definitions."""
        return CandidateIndex(self.new, self.comparison.rarity)

    @cached_property
    def old_index(self) -> CandidateIndex:
        """Index of the open old definitions."""
        return CandidateIndex(self.old, self.comparison.rarity)

    def new_named_like(self, old: Definition, container: Place, count: int) -> Sequence[Definition]:
        """The open new definitions with the most similar names in a container."""
        return self._named_like(old, container, self._new_by_place, count)

    def old_named_like(self, new: Definition, count: int) -> Sequence[Definition]:
        """The open old definitions with the most similar names in the same container."""
        source = self.change.sources.get(new.path, new.path), new.container
        return self._named_like(new, source, self._old_by_place, count)

    def _named_like(
        self, definition: Definition, container: Place, pools: _Pools, count: int
    ) -> Sequence[Definition]:
        """The definitions with the most similar names; cached, because rivals repeat lookups."""
        key = definition, container, count
        if key not in self._named_like_cache:
            pool = pools.get((*container, definition.kind_group))
            self._named_like_cache[key] = pool.most_alike(definition, count) if pool else ()
        return self._named_like_cache[key]

    @cached_property
    def _named_like_cache(self) -> dict[tuple[Definition, Place, int], Sequence[Definition]]:
        return {}

    @cached_property
    def _new_by_place(self) -> _Pools:
        return _by_place(self.new)

    @cached_property
    def _old_by_place(self) -> _Pools:
        return _by_place(self.old)

    @cached_property
    def _newly_named(self) -> list[Definition]:
        change = self.change
        return [new for new in change.new.all() if not change.namesakes_before(new)]

    @property
    def _added_namesakes(self) -> Iterator[Definition]:
        """Namesakes of old definitions, if there are more of them than before."""
        change = self.change
        for group in change.new.namesakes():
            if len(group) > 1:
                yield from (
                    new for new in group if 0 < len(change.namesakes_before(new)) < len(group)
                )

    def _namesakes_in_surviving_files(self) -> Iterator[tuple[Definition, ...]]:
        """The old namesakes, except in deleted files, which need not be read."""
        change = self.change
        for path in change.surviving_paths:
            yield from change.old.namesakes_in(path)

    @cached_property
    def _unchanged(self) -> Mapping[Definition, Definition]:
        """Namesakes with unchanged text, from old to new."""
        change = self.change
        groups = (
            group
            for group in self._namesakes_in_surviving_files()
            if len(group) > 1 or len(change.namesakes_after(group[0])) > 1
        )
        pairs = (
            (old, change.unchanged_namesake(old))
            for group in groups
            for old in group
            if change.stands_inside(old)
        )
        return {old: new for old, new in pairs if new is not None}

    @cached_property
    def _unchanged_new(self) -> frozenset[Definition]:
        return frozenset(self._unchanged.values())

    def _open(self, namesakes: Iterable[tuple[Definition, ...]]) -> Iterator[Definition]:
        for group in namesakes:
            counterparts = self.change.namesakes_after(group[0])
            if len(group) == len(counterparts) == 1:
                if not self.change.is_standing(group[0]):
                    yield group[0]
            else:
                yield from (definition for definition in group if definition not in self._unchanged)


def _by_place(definitions: Iterable[Definition]) -> _Pools:
    by_place: defaultdict[tuple[str, str, str], list[Definition]] = defaultdict(list)
    for definition in definitions:
        by_place[definition.path, definition.container, definition.kind_group].append(definition)
    return {place: NameIndex(pool) for place, pool in by_place.items()}
