"""Inserts or updates notes: checks limits and versions, indexes the notes, and records an event."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chesterton.model.clean import Clean
from chesterton.model.errors import StaleNote, UserError
from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.note import EventKind, Note, NoteId
from chesterton.model.project import Project, ProjectId
from chesterton.model.record import canonical
from chesterton.model.time import Time
from chesterton.store import limits
from chesterton.store.journal import Entry
from chesterton.store.tables import derived, events, image, notes, projects

NOTHING = Clean("")
_UNTOUCHED = "nothing was overwritten; reload the note and repeat your change"


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """Notes to insert or update together."""

    notes: Sequence[Note]
    kind: str  #: an EventKind, or an unknown kind from a newer version
    by: Clean
    at: Time
    detail: Clean = NOTHING
    expect: Mapping[NoteId, int] = field(default_factory=dict)  #: versions, to detect conflicts
    key: str | None = None  #: idempotency key, stored with the events
    superseded: Sequence[Note] = ()  #: the notes that these replace
    newer: UnknownFields = NOTHING_NEWER  #: kept with the events
    source: ProjectId | None = None  #: the project that the notes leave


def save(db: sqlite3.Connection, request: SaveRequest) -> list[Note]:
    """Inserts or updates the notes, each with one event; returns them as stored."""
    saved = [_save(db, note, request) for note in request.notes]
    for note in request.superseded:
        detail = Clean(f"by {note.superseded_by}")
        saved.append(_save(db, note, replace(request, kind=EventKind.SUPERSEDED, detail=detail)))
    return saved


def _save(db: sqlite3.Connection, note: Note, request: SaveRequest) -> Note:
    limits.check(note)
    stored = replace(note, version=_version(db, note, request) + 1)
    text = image.from_note(stored)
    number = notes.put(db, stored, events.last_sequence(db) + 1)
    derived.put(db, number, stored)
    entry = Entry(
        0, request.kind, note.id, request.at, request.by,
        request.detail, text, request.key, request.newer,
    )  # fmt: skip
    events.append(db, entry)
    return stored


def _version(db: sqlite3.Connection, note: Note, request: SaveRequest) -> int:
    """The stored version of a note, 0 if there is none. Raises StaleNote on a mismatch."""
    stored = notes.row_of(db, note.id)
    version, project = stored[1:] if stored else (0, note.project)
    if request.expect.get(note.id, version) != version:
        raise StaleNote(f"note {note.id} was changed by someone else in the meantime", _UNTOUCHED)
    if project not in {note.project, request.source}:
        raise UserError(f"note {note.id} belongs to another project", _UNTOUCHED)
    if projects.number(db, note.project) is None:
        hint = "nothing was stored; open the project first"
        raise UserError(f"unknown project {note.project}", hint)
    if not stored and (when := events.forgotten_at(db, note.id)):
        raise UserError(f"note {note.id} was deleted on {when}", "save it as a new note")
    return version


def put_project(db: sqlite3.Connection, project: Project, at: Time) -> None:
    """Inserts or updates a project, with its event."""
    projects.put(db, project)
    text = canonical(image.plain_project(project))
    events.append(db, Entry(0, events.PROJECT, None, at, "", "", text))
