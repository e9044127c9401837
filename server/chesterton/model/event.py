"""Events: the history of a note."""

from dataclasses import dataclass
from enum import StrEnum

from chesterton.model.clean import Clean
from chesterton.model.note import Note, NoteId
from chesterton.model.time import Time


class EventKind(StrEnum):
    """What happened. The first group modifies the note; the second only reports on it."""

    CREATED = "created"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    RELINKED = "relinked"
    SNOOZED = "snoozed"
    RETIRED = "retired"
    SUPERSEDED = "superseded"
    UNDONE = "undone"

    FOLLOWED = "followed"
    CHANGED = "changed"
    HEALED = "healed"
    SHOWN = "shown"
    TOUCHED = "touched"
    HEEDED = "heeded"
    ACKNOWLEDGED = "acknowledged"
    DISMISSED = "dismissed"

    @property
    def writes(self) -> bool:
        """Whether the event modifies the note itself."""
        return self in _WRITING


_WRITING = frozenset(list(EventKind)[: list(EventKind).index(EventKind.UNDONE) + 1])


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in the history of a note."""

    sequence: int  #: consecutive over all events of the store
    note: NoteId
    kind: EventKind
    time: Time
    by: Clean
    detail: Clean  #: one line for the user, e.g. "renamed from charge"; may be empty
    image: Note | None  #: the note after the event, if the event modified it
    key: str | None = None  #: idempotency key: recording the same key again is detected


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event still to be recorded, of a kind that does not modify the note."""

    note: NoteId
    kind: EventKind
    detail: Clean
    key: str | None = None  #: like `Event.key`; must not contain a slash
