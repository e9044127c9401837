"""Storing notes within a transaction: limits, versions, index, event."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.newer import NOTHING_NEWER, Newer
from chesterton.model.note import Note, NoteId
from chesterton.model.project import Project
from chesterton.model.time import Time
from chesterton.store import limits
from chesterton.store.journal import Entry
from chesterton.store.refusals import StaleNote
from chesterton.store.tables import derived, events, image, notes, projects

NOTHING = Clean("")
_UNTOUCHED = "nothing was overwritten; read it again and repeat your change"


@dataclass(frozen=True, slots=True)
class Save:
    """Notes to insert or update together."""

    notes: Sequence[Note]
    kind: str  #: an EventKind, or one of a newer program
    by: Clean
    at: Time
    detail: Clean = NOTHING
    expect: Mapping[NoteId, int] = field(default_factory=dict)  #: versions that must still hold
    key: str | None = None  #: kept with the events: by it a repeated write is recognised
    newer: Newer = NOTHING_NEWER  #: kept with the events


def save(db: sqlite3.Connection, wanted: Save) -> list[Note]:
    """Insert or update the notes, each with one event; returns them as stored."""
    return [_save(db, note, wanted) for note in wanted.notes]


def _save(db: sqlite3.Connection, note: Note, wanted: Save) -> Note:
    limits.check(note)
    stored = replace(note, version=_version(db, note, wanted.expect) + 1)
    text = image.from_note(stored)
    number = notes.put(db, stored, events.last_sequence(db) + 1)
    derived.put(db, number, stored)
    entry = Entry(
        0, wanted.kind, note.id, wanted.at, wanted.by, wanted.detail, text, wanted.key, wanted.newer
    )  # fmt: skip
    events.append(db, entry)
    return stored


def _version(db: sqlite3.Connection, note: Note, expect: Mapping[NoteId, int]) -> int:
    """The version that is stored, 0 for none. Refuses to overwrite what the caller did not see."""
    standing = notes.standing(db, note.id)
    version, project = standing[1:] if standing else (0, note.project)
    if expect.get(note.id, version) != version:
        raise StaleNote(f"note {note.id} was changed by somebody else meanwhile", _UNTOUCHED)
    if project != note.project:
        raise UserError(f"note {note.id} belongs to another project", _UNTOUCHED)
    if projects.number(db, note.project) is None:
        raise UserError(f"project {note.project} is not known", "nothing was stored; open it first")
    if not standing and (when := events.forgotten_at(db, note.id)):
        raise UserError(f"note {note.id} was forgotten on {when}", "store it as a note of its own")
    return version


def put_project(db: sqlite3.Connection, project: Project, at: Time) -> None:
    """Insert or update a project, with its event."""
    projects.put(db, project)
    events.append(db, Entry(0, events.PROJECT, None, at, "", "", image.from_project(project)))
