"""Buffers events that do not modify a note, and flushes them to the store in batches.

The event types are `shown`, `touched`, `heeded`, `acknowledged`, `dismissed`, `followed`, `changed`
and `healed`. They are recorded on a best-effort basis: losing some is acceptable, delaying a
request is not.
"""

import threading
from collections.abc import Iterable
from hashlib import blake2b

from chesterton.memory.notes.places import stored_place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import State
from chesterton.model.note import EventKind, NewEvent, NoteId, Placed, Status
from chesterton.redact.clean import clean_name

LIMIT = 5_000
"""Maximum number of buffered events; further ones are dropped."""

_Pending = tuple[NoteId, EventKind, str, str | None]
"""Note, kind, detail for a person, and `Event.key`."""


class Activity:
    """Events since the last flush. Thread-safe."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pending: dict[_Pending, None] = {}
        self._seen: dict[NoteId, tuple[str, State]] = {}
        self._lock = threading.Lock()

    def add(self, note: NoteId, kind: EventKind, detail: str = "", key: str | None = None) -> None:
        """Buffers an event; duplicates within a batch count once."""
        with self._lock:
            if len(self._pending) < LIMIT:
                self._pending[note, kind, detail, key] = None

    def record_changes(self, placed: Iterable[Placed]) -> None:
        """Buffers an event for each note that moved, changed or healed since it was last seen."""
        for each in placed:
            if each.note.status is Status.CONFIRMED:
                self._compare(each)

    def flush(self) -> int:
        """Writes the buffered events to the store and returns how many."""
        with self._lock:
            batch, self._pending = list(self._pending), {}
        unrecorded = [
            NewEvent(note, kind, clean_name(detail), key)
            for note, kind, detail, key in batch
            if key is None or not self._is_recorded(note, kind, key)
        ]
        if unrecorded:
            self._workspace.store.record(
                unrecorded, by=self._workspace.author(), at=self._workspace.now()
            )
        return len(unrecorded)

    def _compare(self, placed: Placed) -> None:
        note, where = placed.note, placed.first
        present, state = where.placement, placed.state
        place = stored_place(present) if present else where.anchor.written
        seen = self._seen.get(note.id)
        with self._lock:
            self._seen[note.id] = (place, state)
        old_place, old_state = seen or (where.anchor.written, State.CURRENT)
        if place != old_place and state in {State.CURRENT, State.CHANGED}:
            key = move_key(old_place, place)
            self.add(note.id, EventKind.FOLLOWED, move_detail(old_place, place), key)
        if state is not old_state and State.CHANGED in {state, old_state}:
            kind = EventKind.CHANGED if state is State.CHANGED else EventKind.HEALED
            self.add(note.id, kind, f"in {place}", move_key("", place))

    def _is_recorded(self, note: NoteId, kind: EventKind, key: str) -> bool:
        """Whether another process already recorded the event, as the latest one of its kind."""
        moves = [e for e in self._workspace.store.events(note) if e.kind in _MOVES]
        return bool(moves) and (moves[-1].kind, moves[-1].key) == (kind, key)


_MOVES = frozenset({EventKind.FOLLOWED, EventKind.CHANGED, EventKind.HEALED, EventKind.CONFIRMED})


def move_detail(before: str, after: str) -> str:
    """The detail text for the event of a move."""
    return f"from {before} to {after}"


def move_key(before: str, after: str) -> str:
    """The idempotency key for the event of a move: a hash, so that it reveals no path or name."""
    return blake2b(f"{before}\n{after}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
