"""The store as the rest of the program sees it."""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Self, TypeVar

from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.event import Event, EventKind
from chesterton.model.note import Note, NoteId, Status
from chesterton.model.project import Project
from chesterton.model.query import OPEN
from chesterton.model.scope import ProjectId
from chesterton.model.time import Time, to_time
from chesterton.store import events, image, index, notes, placements, projects
from chesterton.store.connection import Identity, Readers, identity, open_reader
from chesterton.store.creation import make
from chesterton.store.journal import Entry
from chesterton.store.location import Location, prepare
from chesterton.store.notes import Found
from chesterton.store.lock import LIMIT_SECONDS, Busy, Notice, hold, log
from chesterton.store.placements import AnchorKey
from chesterton.store.writing import transaction

T = TypeVar("T")
ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
PREFIX_LENGTH = 4


class StaleNote(UserError):  # noqa: N818  # reads as a claim
    """Somebody else wrote the note since it was read."""


class Store:
    """One memory file. Any thread may call any method."""

    def __init__(self, location: Location, notice: Notice) -> None:
        self.location = location
        self.notice = notice
        self.read_only_reason: str | None = None
        self.wait_seconds = LIMIT_SECONDS
        self._readers = Readers(location.database)
        self._guard = threading.Lock()
        self._watch: tuple[sqlite3.Connection, Identity] | None = None
        self._seen = (-1, 0)

    @classmethod
    def open(cls, location: Location, notice: Notice = log.warning) -> Self:
        """Open the memory at a place, and make it first if there is none."""
        prepare(location)
        if not location.database.exists():
            with hold(location, notice=notice):
                if not location.database.exists():
                    make(location)
        return cls(location, notice)

    def close(self) -> None:
        """Let go of all connections."""
        self._readers.close()
        if self._watch:
            self._watch[0].close()
            self._watch = None

    def version(self) -> int:
        """A number that changes with every committed write of any process."""
        with self._guard:
            file = identity(self.location.database)
            if self._watch is None or self._watch[1] != file:
                self._watch = (open_reader(self.location.database), file)
                self._seen = (-1, 0)
            db = self._watch[0]
            data = db.execute("PRAGMA data_version").fetchone()[0]
            if data != self._seen[0]:
                self._seen = (data, events.last_sequence(db))
            return self._seen[1]

    def _read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        with self._readers.reader() as db:
            return query(db)

    def projects(self) -> list[Project]:
        """All projects, oldest first."""
        return self._read(projects.every)

    def project(self, project: ProjectId) -> Project | None:
        """The project of that id."""
        return self._read(lambda db: projects.one(db, project))

    def projects_by(
        self,
        *,
        origin: str | None = None,
        root_commit: str | None = None,
        folder: str | None = None,
    ) -> list[Project]:
        """Projects that agree with everything that is given."""
        return self._read(lambda db: projects.matching(db, origin, root_commit, folder))

    def note(self, prefix: str, project: ProjectId | None = None) -> Note:
        """The note whose id starts so; of one project, or of any for None."""
        start = prefix.strip().lower()
        if len(start) < PREFIX_LENGTH:
            raise UserError(
                f"{prefix!r} is too short for a note's id", "give at least 4 characters of it"
            )
        found = self._read(lambda db: notes.ids_starting(db, start, project, 4))
        if start in found:
            found = [start]
        if not found:
            raise UserError(f"there is no note {prefix!r}", "see: chesterton notes --status all")
        if len(found) > 1:
            raise UserError(f"{prefix!r} fits several notes: {', '.join(found)}", "give more of it")
        return self._found(lambda db: notes.by_id(db, found))[0]

    def notes(
        self,
        project: ProjectId,
        *,
        statuses: Collection[Status] = OPEN,
        paths: Collection[str] | None = None,
        limit: int | None = None,
    ) -> list[Note]:
        """The notes of a project, oldest first; `paths` are exact anchor paths."""
        return self._found(lambda db: notes.of_project(db, project, statuses, paths, limit))

    def _found(self, query: Callable[[sqlite3.Connection], Found]) -> list[Note]:
        return list(self._read(query).notes.values())

    def noted_paths(
        self, project: ProjectId, *, statuses: Collection[Status] = OPEN
    ) -> dict[str, int]:
        """Each noted path with its number of notes."""
        return self._read(lambda db: notes.paths(db, project, statuses))

    def events(self, note: NoteId) -> list[Event]:
        """The life of a note, oldest first."""
        return self._read(lambda db: events.of_note(db, note))

    def last_event(self, note: NoteId) -> Event | None:
        """The last thing that happened to a note."""
        return self._read(lambda db: events.last_of_note(db, note))

    def search(self, project: ProjectId | None, match: str, limit: int) -> list[tuple[Note, float]]:
        """Notes that match an FTS5 expression with their bm25 (lower is better), best first."""

        def query(db: sqlite3.Connection) -> list[tuple[Note, float]]:
            scores = index.find(db, project, match, limit)
            found = notes.by_number(db, [number for number, _ in scores]).notes
            return [(found[number], score) for number, score in scores if number in found]

        return self._read(query)

    def placements(self, commit: str, anchors: Collection[AnchorKey]) -> dict[AnchorKey, Clean]:
        """What is cached of these anchors at a commit."""
        return self._read(lambda db: placements.get(db, commit, anchors))

    def put_placements(self, commit: str, found: Mapping[AnchorKey, Clean]) -> None:
        """Cache where anchors were at a commit; skipped where the memory is busy."""
        try:
            with transaction(self.location, limit=0.0) as db:
                placements.put(db, commit, found)
        except Busy:
            log.debug("the memory is busy: placements were not cached")

    def new_id(self) -> NoteId:
        """An id that no note has."""
        return NoteId("".join(secrets.choice(ID_LETTERS) for _ in range(10)))

    def put_project(self, project: Project) -> Project:
        """Store a project, unless it is stored just so."""
        if self.project(project.id) == project:
            return project
        with self._transaction() as db:
            projects.put(db, project)
            text = image.from_project(project)
            events.append(db, Entry(0, events.PROJECT, None, _now(), "", "", text))
        return project

    def _transaction(self):  # noqa: ANN202
        return transaction(self.location, limit=self.wait_seconds, notice=self.notice)

    def save(
        self,
        changed: Sequence[Note],
        kind: EventKind,
        *,
        by: Clean,
        at: Time,
        detail: Clean = Clean(""),
        expect: Mapping[NoteId, int] | None = None,
    ) -> list[Note]:
        """Insert or update notes, all or none, each with its event; returns them as stored."""
        with self._transaction() as db:
            return [self._put(db, note, kind, by, at, detail, expect or {}) for note in changed]

    def _put(self, db, note, kind, by, at, detail, expect):  # noqa: ANN001, ANN202, PLR0913, PLR0917
        standing = notes.standing(db, note.id)
        version = standing[1] if standing else 0
        if expect.get(note.id, version) != version:
            raise StaleNote(
                f"note {note.id} was changed by somebody else meanwhile",
                "nothing was overwritten; read it again and repeat your change",
            )
        stored = replace(note, version=version + 1)
        text = image.from_note(stored)
        index.put(db, notes.put(db, stored, text), stored)
        events.append(db, Entry(0, kind, note.id, at, by, detail, text))
        return stored

    def undo(self, note: NoteId, *, by: Clean, at: Time) -> Note:
        """Restore the note as it was before the last event that wrote it."""
        images = [event.image for event in self.events(note) if event.image]
        if len(images) < 2:  # noqa: PLR2004
            raise UserError(f"nothing can be undone on note {note}", "retire or forget it instead")
        return self.save([images[-2]], EventKind.UNDONE, by=by, at=at)[0]

    def tell(self, told: Sequence[tuple[NoteId, EventKind, Clean]], *, by: Clean, at: Time) -> None:
        """Record events that do not change a note; lost where the memory is busy."""
        try:
            with transaction(self.location, limit=1.0) as db:
                for note, kind, detail in told:
                    events.append(db, Entry(0, kind, note, at, by, detail))
        except Busy:
            log.debug("the memory is busy: %d events were not recorded", len(told))

    def forget(self, ids: Collection[NoteId]) -> int:
        """Delete notes with their history."""
        with self._transaction() as db:
            for note in ids:
                notes.delete(db, note)
                placements.drop(db, note)
                db.execute("DELETE FROM event WHERE note = ?", (note,))
                events.append(db, Entry(0, events.FORGOTTEN, note, _now(), "", ""))
        return len(ids)


def _now() -> Time:
    return to_time(datetime.now(UTC))
