"""`Writer`: the write operations of an open store, created on the first write."""

import secrets
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from chesterton.model.clean import Clean
from chesterton.model.counted import counted
from chesterton.model.errors import NotWritten, UserError
from chesterton.model.note import (
    ID_LENGTH,
    ID_LETTERS,
    AnchorKey,
    EventKind,
    NewEvent,
    Note,
    NoteId,
)
from chesterton.model.project import Project, ProjectId
from chesterton.model.time import Time, to_time
from chesterton.store import lock, notices, outbox, save_notes
from chesterton.store.error_text import NOTHING_CHANGED
from chesterton.store.file_state import WrittenByNewer
from chesterton.store.journal import Entry
from chesterton.store.location import Location, pending_saves
from chesterton.store.notices import LockWait
from chesterton.store.reading import ReadQueries
from chesterton.store.save_notes import SaveRequest
from chesterton.store.tables import events, notes, placements
from chesterton.store.tables.placements import Cached
from chesterton.store.upkeep import forgetting
from chesterton.store.upkeep.maintenance import Maintenance
from chesterton.store.write_path import Work, write

T = TypeVar("T")
_WITH_TEXT = frozenset({EventKind.CREATED, EventKind.EDITED})
_LATER = "is kept in the outbox and will be stored by the next write; do not {} it again"
_KEPT = {
    lock.Busy: _LATER,
    NotWritten: _LATER,
    WrittenByNewer: "is kept in the outbox; upgrade Chesterton to store it",
}


class Writer:
    """The write methods of `Store`.

    `on_written` is called after each write, with whether it was one of notes.
    """

    def __init__(
        self, location: Location, patience: LockWait, on_written: Callable[[bool], None]
    ) -> None:
        self._location = location
        self._patience = patience
        self._written = on_written
        self.maintenance = Maintenance(location, patience)

    def new_id(self, reading: ReadQueries) -> NoteId:
        """A random id that has never been used."""
        while True:
            fresh = NoteId("".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH)))
            if not reading.read(partial(events.is_used, note=fresh)):
                return fresh

    def put_project(self, project: Project) -> None:
        """Stores a project."""
        self._write(lambda db: save_notes.put_project(db, project, _now()))

    def save(self, request: SaveRequest) -> list[Note]:
        """Inserts or updates notes; if that is impossible, keeps them in the outbox and raises."""
        try:
            return self._write(lambda db: save_notes.save(db, request), is_of_notes=True)
        except (lock.Busy, WrittenByNewer, NotWritten) as problem:
            try:
                outbox.enqueue(self._location, request)
            except OSError:  # the whole folder is read-only, or the disk full to the last byte
                raise NotWritten(problem.message, problem.hint) from problem
            what, verb = ("text", "save") if request.kind in _WITH_TEXT else ("change", "make")
            kept = type(problem)(
                problem.message, f"your {what} {_KEPT[type(problem)].format(verb)}"
            )
            kept.is_kept = True
            raise kept from None

    def move(
        self, moved: Sequence[Note], source: ProjectId, by: Clean, at: Time, detail: Clean
    ) -> list[Note]:
        """Moves notes from the project `source` to the project that they name."""
        expect = {note.id: note.version for note in moved}
        request = SaveRequest(moved, EventKind.EDITED, by, at, detail, expect, source=source)
        return self._write(lambda db: save_notes.save(db, request), is_of_notes=True)

    def forget(self, ids: Collection[NoteId]) -> int:
        """Deletes notes and their history permanently, from every file."""
        forgotten = self._write(lambda db: forgetting.forget(db, ids, _now()), is_of_notes=True)
        return len(forgotten)

    def record(self, happened: Sequence[NewEvent], by: Clean, at: Time) -> None:
        """Records events that do not modify notes."""

        def work(db: sqlite3.Connection) -> None:
            for each in happened:
                if notes.row_of(db, each.note):
                    entry = Entry(0, each.kind, each.note, at, by, each.detail, delivery=each.key)
                    events.append(db, entry)

        self._try(work, 1.0)

    def put_placements(self, commit: str, positions: Mapping[AnchorKey, Cached]) -> None:
        """Caches placements of anchors at a commit."""
        self._try(lambda db: placements.put(db, commit, positions), 0.0)

    def put_verdicts(self, fresh: Mapping[AnchorKey, tuple[str, Cached]]) -> None:
        """Caches verdicts."""
        self._try(lambda db: placements.put_verdicts(db, fresh), 0.0)

    def deliver(self, read_only_reason: str | None) -> None:
        """Saves the changes in the outbox, if possible; tells the user how many are left, and why.

        Does not wait for another process that is writing.
        """
        waiting, refused = pending_saves(self._location)
        problem = read_only_reason
        if waiting and problem is None:
            problem = self._try(lambda _: None, 0.0)
            waiting, _ = pending_saves(self._location)
        if waiting:
            self._patience.notice(
                f"{counted(waiting, 'change')} not stored yet, in {self._location.outbox}: "
                f"{problem or 'see: chesterton doctor'}"
            )
        if refused:
            self._patience.notice(
                f"{counted(refused, 'change')} could not be stored, in {self._location.outbox}; "
                "see: chesterton doctor"
            )

    def _write(self, work: Work[T], *, is_of_notes: bool = False) -> T:
        result = write(self._location, work, self._patience)
        self._written(is_of_notes)
        self.maintenance.after_write()
        return result

    def _try(self, work: Callable[[sqlite3.Connection], None], limit: float) -> str | None:
        """Writes data that may be lost: waits at most `limit` seconds, and only logs a failure.

        Returns what failed, if anything did. It also delivers the outbox; the user is told if a
        change in it is refused.
        """
        failure = None
        _, refused = pending_saves(self._location)
        try:
            write(self._location, work, LockWait(notices.log_debug, limit))
        except UserError as problem:
            notices.log_debug(f"not recorded: {problem.message}")
            failure = f"{problem.message.removesuffix(NOTHING_CHANGED)}; {problem.hint}"
        if (new := pending_saves(self._location)[1] - refused) > 0:
            changes = counted(new, "change that was", "changes that were")
            self._patience.notice(
                f"{changes} kept in the outbox could not be stored; see: chesterton doctor"
            )
        return failure


def _now() -> Time:
    return to_time(datetime.now(UTC))
