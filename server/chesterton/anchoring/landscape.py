"""What of a change is open: definitions whose names are gone, came, or stand for something else."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from chesterton.anchoring.changeset import Changeset
from chesterton.anchoring.comparison import Comparison
from chesterton.anchoring.definition import Definition
from chesterton.anchoring.neighbourhood import Neighbourhood

_LOOSE = 0.5
"""Where less of the words stayed, a name may have been given to something else."""


class Landscape:
    """The open definitions of both sides. Whatever kept its name and its text is settled."""

    def __init__(self, change: Changeset, wanted: Mapping[Definition, Definition | None]) -> None:
        self.change = change
        self.settled = {old: new for old, new in wanted.items() if new}
        self.wanted = [old for old, new in wanted.items() if not new]
        vanished = [one for one in self.old if not change.holders(one)]
        self.comparison = Comparison(change, [*self.old, *self.new], vanished, [*self._fresh])

    @cached_property
    def old(self) -> list[Definition]:
        """Definitions before that need a place; the wanted ones among them."""
        open_ = [one for one in self._unsettled if one not in self.settled]
        return list(dict.fromkeys([*self.wanted, *open_]))

    @cached_property
    def new(self) -> list[Definition]:
        """Definitions after that nobody holds for sure."""
        taken = {*self.settled.values(), *self._kept.values()}
        held = [new for old in self.old for new in self.change.holders(old)]
        return [new for new in dict.fromkeys([*self._fresh, *held]) if new not in taken]

    def is_open(self, new: Definition) -> bool:
        """Whether nobody holds it for sure."""
        return new in self._open

    @cached_property
    def _open(self) -> frozenset[Definition]:
        return frozenset(self.new)

    @cached_property
    def news(self) -> Neighbourhood:
        """The open definitions after, to look up."""
        return Neighbourhood(self.new, self.comparison.rarity)

    @cached_property
    def olds(self) -> Neighbourhood:
        """The open definitions before, to look up."""
        return Neighbourhood(self.old, self.comparison.rarity)

    @property
    def _fresh(self) -> Iterator[Definition]:
        for new in self.change.new.all():
            if not self.change.former(new):
                yield new

    @cached_property
    def _kept(self) -> Mapping[Definition, Definition]:
        """Of namesakes, those that nobody asks for and that read as they did."""
        change, asked = self.change, set(self.wanted)
        several = (
            equals
            for equals in change.old.places.values()
            if len(equals) > 1 or len(change.holders(equals[0])) > 1
        )
        pairs = ((old, change.twin(old)) for equals in several for old in equals)
        return {old: new for old, new in pairs if new is not None and old not in asked}

    @property
    def _unsettled(self) -> Iterator[Definition]:
        for equals in self.change.old.places.values():
            holders = self.change.holders(equals[0])
            if len(equals) == len(holders) == 1:
                if _is_loose(equals[0], holders[0]):
                    yield equals[0]
            else:
                yield from (one for one in equals if one not in self._kept)


def _is_loose(old: Definition, new: Definition) -> bool:
    if old.text == new.text:
        return False
    before, after = Counter(old.words), Counter(new.words)
    return (before & after).total() < _LOOSE * (before | after).total()
