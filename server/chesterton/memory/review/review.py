"""What needs a person, in the order in which it matters."""

from collections.abc import Iterator
from dataclasses import dataclass

from chesterton.memory.notes import show
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import State
from chesterton.model.note import Origin, Status
from chesterton.model.placed import Placed

PROPOSALS_SHOWN = 25
"""Proposals told at a time: a longer list is not read."""

_CLOSENESS = {State.CURRENT: 0, State.CHANGED: 1, State.UNCERTAIN: 2, State.LOST: 3}
_TRUST = {Origin.PERSON: 0, Origin.AGENT: 1}


@dataclass(frozen=True, slots=True)
class Review:
    """Notes that wait for a person. A note stands in one list only; snoozed ones in none."""

    proposed: tuple[Placed, ...]
    changed: tuple[Placed, ...]  #: those whose claim is touched come first
    uncertain: tuple[Placed, ...]
    lost: tuple[Placed, ...]
    hidden: int = 0  #: further proposals, shown when these are answered

    def sections(self) -> Iterator[tuple[str, tuple[Placed, ...]]]:
        """Each list with its name, also the empty ones."""
        yield "proposed", self.proposed
        yield "changed", self.changed
        yield "uncertain", self.uncertain
        yield "lost", self.lost

    @property
    def count(self) -> int:
        """How many wait, also those not shown."""
        return self.hidden + sum(len(notes) for _, notes in self.sections())


def review(workspace: Workspace) -> Review:
    """What waits for a person in this project."""
    placed = [each for each in show.notes(workspace) if each.note.snoozed is None]
    proposed = sorted(
        (each for each in placed if each.note.status is Status.PROPOSED), key=_surest_first
    )
    kept = [each for each in placed if each.note.status is Status.CONFIRMED]
    changed = [each for each in kept if each.state is State.CHANGED]
    return Review(
        proposed=tuple(sorted(proposed[:PROPOSALS_SHOWN], key=lambda each: show.spot(each.first))),
        changed=tuple(sorted(changed, key=lambda each: not (each.change and each.change.claim))),
        uncertain=tuple(each for each in kept if each.state is State.UNCERTAIN),
        lost=tuple(each for each in kept if each.state is State.LOST),
        hidden=max(0, len(proposed) - PROPOSALS_SHOWN),
    )


def _surest_first(placed: Placed) -> tuple[int, int, int]:
    note = placed.note
    return _CLOSENESS[placed.state], _TRUST.get(note.origin, 2), note.kind.rank
