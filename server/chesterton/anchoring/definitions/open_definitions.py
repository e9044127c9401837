"""The definitions of a change still to be matched: names removed, added, or reused."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Changeset, Place
from chesterton.anchoring.definitions.comparison import Comparison
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.neighbourhood import Neighbourhood
from chesterton.anchoring.definitions.similar_names import Names

_LOOSE = 0.5
"""Where less of the words stayed, a name may have been given to something else."""

_Pools = Mapping[tuple[str, str, str], Names]
"""Definitions by path, container and family."""


class Landscape:
    """The open definitions of both sides, whoever asks. What kept its name and text is settled."""

    def __init__(self, change: Changeset) -> None:
        self.change = change

    @cached_property
    def old(self) -> list[Definition]:
        """Definitions before that need a place."""
        return list(self._open(self.change.old.namesakes()))

    @cached_property
    def new(self) -> list[Definition]:
        """Definitions after that nobody holds for sure."""
        staying = self._open(self._namesakes_in_staying_files())
        held = [new for old in staying for new in self.change.holders(old)]
        return self.untaken([*self._fresh, *held, *self._added])

    def untaken(self, news: list[Definition]) -> list[Definition]:
        """Those that no namesake holds for sure, each once."""
        return [new for new in dict.fromkeys(news) if new not in self._taken]

    @cached_property
    def comparison(self) -> Comparison:
        """The facts about pairs of the change."""
        vanished = [one for one in self.old if not self.change.holders(one)]
        return Comparison(self.change, [*self.old, *self.new], vanished, self._fresh)

    @cached_property
    def open_old(self) -> frozenset[Definition]:
        """`old`, to look up."""
        return frozenset(self.old)

    @cached_property
    def open_new(self) -> frozenset[Definition]:
        """`new`, to look up."""
        return frozenset(self.new)

    @cached_property
    def news(self) -> Neighbourhood:
        """The open definitions after, to look up."""
        return Neighbourhood(self.new, self.comparison.rarity)

    @cached_property
    def olds(self) -> Neighbourhood:
        """The open definitions before, to look up."""
        return Neighbourhood(self.old, self.comparison.rarity)

    def news_called_like(
        self, old: Definition, container: Place, count: int
    ) -> Sequence[Definition]:
        """The open definitions after in a container whose names are most like its own."""
        return self._called_like(old, container, self._news_by_place, count)

    def olds_called_like(self, new: Definition, count: int) -> Sequence[Definition]:
        """The same of those before, in what has the name of its container."""
        source = self.change.sources.get(new.path, new.path), new.container
        return self._called_like(new, source, self._olds_by_place, count)

    def _called_like(
        self, one: Definition, container: Place, pools: _Pools, count: int
    ) -> Sequence[Definition]:
        """Asked again and again for the same ones, because each wanted definition has rivals."""
        asked = one, container, count
        if asked not in self._alike:
            pool = pools.get((*container, one.family))
            self._alike[asked] = pool.most_alike(one, count) if pool else ()
        return self._alike[asked]

    @cached_property
    def _alike(self) -> dict[tuple[Definition, Place, int], Sequence[Definition]]:
        return {}

    @cached_property
    def _news_by_place(self) -> _Pools:
        return _by_place(self.new)

    @cached_property
    def _olds_by_place(self) -> _Pools:
        return _by_place(self.old)

    @cached_property
    def _fresh(self) -> list[Definition]:
        change = self.change
        return [new for new in change.new.all() if not change.former(new)]

    @property
    def _added(self) -> Iterator[Definition]:
        """Namesakes of what was there before, where there are more of them now."""
        change = self.change
        for equals in change.new.namesakes():
            if len(equals) > 1:
                yield from (new for new in equals if 0 < len(change.former(new)) < len(equals))

    def _namesakes_in_staying_files(self) -> Iterator[tuple[Definition, ...]]:
        """Of the others nothing is held, and they need not be read to see what came."""
        change = self.change
        for path in change.staying:
            yield from change.old.namesakes_in(path)

    @cached_property
    def _kept(self) -> Mapping[Definition, Definition]:
        """Of namesakes, those that read as they did."""
        change = self.change
        several = (
            equals
            for equals in self._namesakes_in_staying_files()
            if len(equals) > 1 or len(change.holders(equals[0])) > 1
        )
        pairs = ((old, change.twin(old)) for equals in several for old in equals)
        return {old: new for old, new in pairs if new is not None}

    @cached_property
    def _taken(self) -> frozenset[Definition]:
        return frozenset(self._kept.values())

    def _open(self, namesakes: Iterable[tuple[Definition, ...]]) -> Iterator[Definition]:
        for equals in namesakes:
            holders = self.change.holders(equals[0])
            if len(equals) == len(holders) == 1:
                if _is_loose(equals[0], holders[0]):
                    yield equals[0]
            else:
                yield from (one for one in equals if one not in self._kept)


def _by_place(ones: Iterable[Definition]) -> _Pools:
    found: defaultdict[tuple[str, str, str], list[Definition]] = defaultdict(list)
    for one in ones:
        found[one.path, one.container, one.family].append(one)
    return {place: Names(pool) for place, pool in found.items()}


def _is_loose(old: Definition, new: Definition) -> bool:
    if old.text == new.text:
        return False
    before, after = Counter(old.words), Counter(new.words)
    return (before & after).total() < _LOOSE * (before | after).total()
