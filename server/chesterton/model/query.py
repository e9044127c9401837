"""`NoteQuery`: filters for listing notes."""

from collections.abc import Collection
from dataclasses import dataclass

from chesterton.model.anchor import State
from chesterton.model.note import Kind, Status

OPEN = frozenset({Status.PROPOSED, Status.CONFIRMED})


@dataclass(frozen=True, slots=True)
class NoteQuery:
    """Filters of a note listing. An empty collection does not filter."""

    paths: Collection[str] = ()  #: globs on the project-relative path
    kinds: Collection[Kind] = ()
    statuses: Collection[Status] = OPEN
    states: Collection[State] = ()
