"""The event table: everything that ever happened, in order."""

import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

from chesterton.model.clean import Clean
from chesterton.model.event import Event, EventKind
from chesterton.model.note import NoteId
from chesterton.model.time import Time
from chesterton.store.image import checksum, to_note
from chesterton.store.journal import Entry

PROJECT = "project"
FORGOTTEN = "forgotten"
_KINDS = frozenset(EventKind)
_COLUMNS = "sequence, note, kind, time, author, detail, image, delivery, checksum"


def append(db: sqlite3.Connection, entry: Entry) -> Entry:
    """Append one event and return it with its number (0 asks for the next)."""
    if not entry.sequence:
        entry = _numbered(db, entry)
    db.execute(
        f"INSERT INTO event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # a constant
        (
            entry.sequence, entry.note, entry.kind, entry.time, entry.by, entry.detail,
            entry.image and zlib.compress(entry.image.encode()),
            entry.delivery, checksum(entry.text),
        ),
    )  # fmt: skip
    return entry


def _numbered(db: sqlite3.Connection, entry: Entry) -> Entry:
    return Entry(
        last_sequence(db) + 1, entry.kind, entry.note, entry.time, entry.by, entry.detail,
        entry.image, entry.delivery,
    )  # fmt: skip


def last_sequence(db: sqlite3.Connection) -> int:
    """The highest number ever given, also to an event that was forgotten since."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
    return int(row[0]) if row else 0


def entries(db: sqlite3.Connection, above: int = 0, note: str | None = None) -> Iterator[Entry]:
    """Events after a number, of all notes or of one."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM event WHERE sequence > ? AND (?2 IS NULL OR note = ?2)"  # noqa: S608  # a constant
        " ORDER BY sequence",
        (above, note),
    )
    return (_entry(row) for row in rows)


def of_note(db: sqlite3.Connection, note: str) -> list[Event]:
    """The life of one note."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM event WHERE note = ? ORDER BY sequence",  # noqa: S608  # a constant
        (note,),
    )
    return [_event(_entry(row)) for row in rows if row[2] in _KINDS]


def last_of_note(db: sqlite3.Connection, note: str) -> Event | None:
    """The last thing that happened to one note."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM event WHERE note = ? ORDER BY sequence DESC LIMIT 1",  # noqa: S608  # a constant
        (note,),
    ).fetchone()
    return _event(_entry(row)) if row and row[2] in _KINDS else None


def was_delivered(db: sqlite3.Connection, key: str) -> bool:
    """Whether an outbox file was stored already."""
    row = db.execute("SELECT 1 FROM event WHERE delivery = ? LIMIT 1", (key,)).fetchone()
    return row is not None


def forgotten_at(db: sqlite3.Connection, note: str) -> str | None:
    """When a note was forgotten."""
    row = db.execute(
        "SELECT time FROM event WHERE note = ? AND kind = ?", (note, FORGOTTEN)
    ).fetchone()
    return row and row[0]


def _entry(row: tuple[Any, ...]) -> Entry:
    sequence, note, kind, time, author, detail, image, delivery, _ = row
    text = zlib.decompress(image).decode() if image is not None else None
    return Entry(sequence, kind, note, time, author, detail, text, delivery)


def _event(entry: Entry) -> Event:
    return Event(
        entry.sequence, NoteId(entry.note or ""), EventKind(entry.kind), Time(entry.time),
        Clean(entry.by), Clean(entry.detail), to_note(entry.image) if entry.image else None,
    )  # fmt: skip
