"""The life of notes, told to the store in batches and off every hot path.

What a note lives through without being changed: shown, touched, heeded, acknowledged, dismissed;
followed to another place, changed in its code, healed. It may be lost; it may never slow anybody.
"""

import threading
from collections.abc import Iterable

from chesterton.memory.notes.move_history import move_key, way
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import State, Whereabouts
from chesterton.model.event import EventKind, Happening
from chesterton.model.note import NoteId, Status
from chesterton.model.placed import Placed
from chesterton.model.symbol import written
from chesterton.redact.clean import clean_name

LIMIT = 5_000
"""Events that wait at most; further ones are dropped."""

_Waiting = tuple[NoteId, EventKind, str, str | None]
"""Note, what happened to it, a line for a person, and the key of `Event.key`."""


class Activity:
    """What happened to notes since the last batch. Any thread may call any method."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._waiting: dict[_Waiting, None] = {}
        self._seen: dict[NoteId, tuple[str, State]] = {}
        self._lock = threading.Lock()

    def add(self, note: NoteId, kind: EventKind, detail: str = "", key: str | None = None) -> None:
        """Something happened; the same twice in one batch counts once."""
        with self._lock:
            if len(self._waiting) < LIMIT:
                self._waiting[note, kind, detail, key] = None

    def observe(self, placed: Iterable[Placed]) -> None:
        """Notes as they are placed: what moved, changed or healed since last seen is told."""
        for each in placed:
            if each.note.status is Status.CONFIRMED:
                self._compare(each)

    def flush(self) -> int:
        """Hands the batch to the store and returns its size."""
        with self._lock:
            batch, self._waiting = list(self._waiting), {}
        fresh = [
            Happening(note, kind, clean_name(detail), key)
            for note, kind, detail, key in batch
            if key is None or not self._is_recorded(note, kind, key)
        ]
        if fresh:
            self._workspace.store.record(
                fresh,
                by=self._workspace.author(),
                at=self._workspace.now(),
            )
        return len(fresh)

    def _compare(self, placed: Placed) -> None:
        note, where = placed.note, placed.first
        today, state = _written(where), placed.state
        before = self._seen.get(note.id)
        with self._lock:
            self._seen[note.id] = (today, state)
        place, was = before or (where.anchor.written, State.CURRENT)
        if today != place and state in {State.CURRENT, State.CHANGED}:
            self.add(note.id, EventKind.FOLLOWED, way(place, today), move_key(place, today))
        if state is not was and State.CHANGED in {state, was}:
            kind = EventKind.CHANGED if state is State.CHANGED else EventKind.HEALED
            self.add(note.id, kind, f"in {today}", move_key("", today))

    def _is_recorded(self, note: NoteId, kind: EventKind, key: str) -> bool:
        """Whether the history ends with the same already, recorded by another process."""
        same = [e for e in self._workspace.store.events(note) if e.kind in _MOVES]
        return bool(same) and (same[-1].kind, same[-1].key) == (kind, key)


_MOVES = frozenset({EventKind.FOLLOWED, EventKind.CHANGED, EventKind.HEALED, EventKind.CONFIRMED})


def _written(where: Whereabouts) -> str:
    if where.placement is None:
        return where.anchor.written
    symbol = where.placement.symbol
    return written(where.placement.path, symbol.name if symbol else None)
