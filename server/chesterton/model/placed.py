"""`Placed`: a note with the current location and state of each of its anchors."""

from dataclasses import dataclass

from chesterton.model.anchor import Change, State, Whereabouts
from chesterton.model.note import Note


@dataclass(frozen=True, slots=True)
class Placed:
    """A note and the whereabouts of each of its anchors, in order."""

    note: Note
    whereabouts: tuple[Whereabouts, ...]

    @property
    def first(self) -> Whereabouts:
        """The whereabouts of the first anchor."""
        return self.whereabouts[0]

    @property
    def state(self) -> State:
        """The worst of the anchors' states."""
        return max((each.state for each in self.whereabouts), key=lambda state: state.rank)

    @property
    def change(self) -> Change | None:
        """The most relevant change: one that affects the claim takes precedence."""
        changes = [each.change for each in self.whereabouts if each.change]
        return max(changes, key=lambda change: change.claim, default=None)
