"""Events: the history of a note."""

from dataclasses import dataclass
from enum import StrEnum

from chesterton.model.clean import Clean
from chesterton.model.note import Note, NoteId
from chesterton.model.time import Time


class EventKind(StrEnum):
    """What happened. The first group changes the note; the second only tells of it."""

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
        """Whether the note itself is different afterwards."""
        return self in _WRITING


_WRITING = frozenset(list(EventKind)[: list(EventKind).index(EventKind.UNDONE) + 1])


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a note."""

    sequence: int  #: grows by one with each event of the store
    note: NoteId
    kind: EventKind
    time: Time
    by: Clean
    detail: Clean  #: one line for a person, e.g. "renamed from charge"; may be empty
    image: Note | None  #: the note as it was afterwards, for events that write
    key: str | None = None  #: by which the same happening is recognised when it is recorded again


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a note and does not change it, to be recorded."""

    note: NoteId
    kind: EventKind
    detail: Clean
    key: str | None = None  #: as `Event.key`; without a slash
