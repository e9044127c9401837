"""The event table: the history of all notes and projects, in order."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.newer import NOTHING_NEWER
from chesterton.model.note import Event, EventKind, Note, NoteId
from chesterton.model.record import Plain, canonical, to_newer
from chesterton.model.time import Time
from chesterton.store.connection import decoding_leniently
from chesterton.store.error_text import ChecksumMismatch
from chesterton.store.journal import Entry
from chesterton.store.tables import meta
from chesterton.store.tables.image import (
    checksum,
    format_1_fields,
    join_fields,
    later_fields,
    to_note,
)

PROJECT = "project"
FORGOTTEN = "forgotten"
LOST = "lost"
"""Kind of the event that records changes that could not be restored."""

RESTORED = "restored as it was last; its earlier history is lost"
"""Detail of an event that stands for lost ones: what they left is still in a row of its table."""

KEY_END = "/"
"""Separates the idempotency key of a write from the token of the outbox file, if there was one."""

_KINDS = frozenset(EventKind)
_COLUMNS = "sequence, note, kind, time, author, detail, image, delivery, checksum, more, seal"
_UNDOABLE = 2


def append(db: sqlite3.Connection, entry: Entry) -> Entry:
    """Appends one event; returns it with its sequence number (0 requests the next)."""
    if not entry.sequence:
        entry = replace(entry, sequence=last_sequence(db) + 1)
    base, more = _parts(entry)
    db.execute(
        f"INSERT INTO event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # a constant
        (
            entry.sequence, entry.note, entry.kind, entry.time, entry.by, entry.detail,
            _compressed(base.image), entry.delivery, checksum(base.text), _compressed(more),
            checksum(entry.text) if more else None,
        ),
    )  # fmt: skip
    return entry


def _select(db: sqlite3.Connection) -> str:
    return f"SELECT {meta.columns(db, _COLUMNS)} FROM event"  # noqa: S608  # constants


def _parts(entry: Entry) -> tuple[Entry, str | None]:
    """The event with the part of its image that exists in format 1, and the rest, if any."""
    plain = json.loads(entry.image) if entry.image else {}
    more = later_fields(plain)
    base = replace(entry, image=canonical(format_1_fields(plain))) if more else entry
    if entry.newer:  # a list, so that nothing in a note can be taken for it
        return replace(base, newer=NOTHING_NEWER), canonical([more, json.loads(entry.newer)])
    return base, canonical(more) if more else None


def _compressed(text: str | None) -> bytes | None:
    return None if text is None else zlib.compress(text.encode())


def last_sequence(db: sqlite3.Connection) -> int:
    """The highest sequence number ever assigned, including to events deleted since."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
    return int(row[0]) if row else 0


def entries(db: sqlite3.Connection, above: int = 0) -> Iterator[Entry]:
    """The events after a sequence number, verified. Raises ChecksumMismatch."""
    rows = db.execute(f"{_select(db)} WHERE sequence > ? ORDER BY sequence", (above,))
    return (_verified(row) for row in rows)


def count(db: sqlite3.Connection) -> int:
    """The number of events, without those that stand for lost ones."""
    rows = db.execute("SELECT COUNT(*) FROM event WHERE detail <> ?", (RESTORED,))
    return int(rows.fetchone()[0])


def ignored(db: sqlite3.Connection, least: int) -> list[NoteId]:
    """The notes touched so often, and never heeded, since a person last said to keep them."""
    rows = db.execute(
        "SELECT note FROM event e WHERE kind IN (:touched, :heeded) AND sequence > COALESCE("
        " (SELECT MAX(sequence) FROM event k WHERE k.note = e.note AND k.kind = :kept), 0)"
        " GROUP BY note HAVING SUM(kind = :heeded) = 0 AND SUM(kind = :touched) >= :least",
        {
            "touched": EventKind.TOUCHED.value,
            "heeded": EventKind.HEEDED.value,
            "kept": EventKind.DISMISSED.value,
            "least": least,
        },
    )
    return [NoteId(row[0]) for row in rows]


def count_kinds(db: sqlite3.Connection, above: int) -> dict[str, int]:
    """The number of events after a sequence number, by kind."""
    rows = db.execute("SELECT kind, COUNT(*) FROM event WHERE sequence > ? GROUP BY 1", (above,))
    return dict(rows.fetchall())


def valid_entries(db: sqlite3.Connection) -> Iterator[Entry]:
    """The events with a valid checksum; damaged ones are skipped."""
    with decoding_leniently(db):
        for row in db.execute(f"{_select(db)} ORDER BY sequence"):
            with suppress(ChecksumMismatch):
                yield _verified(row)


def valid_sequence_numbers(db: sqlite3.Connection) -> set[int]:
    """Sequence numbers of the events with a valid checksum."""
    return {entry.sequence for entry in valid_entries(db)}


def sequence_numbers(db: sqlite3.Connection) -> set[int]:
    """Sequence numbers of all events."""
    return {row[0] for row in db.execute("SELECT sequence FROM event")}


def rewrite(db: sqlite3.Connection, entry: Entry) -> None:
    """Replaces the event that has the same sequence number."""
    delete(db, [entry.sequence])
    append(db, entry)


def delete(db: sqlite3.Connection, sequences: Iterable[int]) -> None:
    """Deletes events; the caller inserts replacements in the same transaction."""
    db.executemany("DELETE FROM event WHERE sequence = ?", [(number,) for number in sequences])


def last_images(db: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """The last image of each note and its row number, which is that of its first event."""
    rows = db.execute(
        "SELECT MIN(sequence), MAX(sequence) FROM event"
        " WHERE image IS NOT NULL AND note IS NOT NULL GROUP BY note ORDER BY 1"
    ).fetchall()
    for first, sequence in rows:
        row = db.execute(f"{_select(db)} WHERE sequence = ?", (sequence,)).fetchone()
        yield first, _verified(row).image or ""


def project_images(db: sqlite3.Connection) -> list[str]:
    """All images of projects, in the order in which they were written."""
    rows = db.execute(f"{_select(db)} WHERE kind = ? ORDER BY sequence", (PROJECT,)).fetchall()
    return [_verified(row).image or "" for row in rows]


def restored(db: sqlite3.Connection) -> set[int]:
    """Sequence numbers of the events that stand for lost ones."""
    return {
        row[0] for row in db.execute("SELECT sequence FROM event WHERE detail = ?", (RESTORED,))
    }


def forgotten(db: sqlite3.Connection) -> list[str]:
    """Ids of the forgotten notes."""
    rows = db.execute("SELECT note FROM event WHERE kind = ? ORDER BY sequence", (FORGOTTEN,))
    return [row[0] for row in rows]


def losses(db: sqlite3.Connection, above: int = 0) -> list[tuple[int, str, str]]:
    """The number, time and description of each loss after a sequence number."""
    return db.execute(
        "SELECT sequence, time, detail FROM event WHERE kind = ? AND sequence > ? ORDER BY 1",
        (LOST, above),
    ).fetchall()


def erase(db: sqlite3.Connection, note: str) -> None:
    """Deletes the history of a note, except the event that it was forgotten."""
    db.execute("DELETE FROM event WHERE note = ? AND kind <> ?", (note, FORGOTTEN))


def of_note(db: sqlite3.Connection, note: str) -> list[Event]:
    """The history of one note."""
    rows = db.execute(f"{_select(db)} WHERE note = ? ORDER BY sequence", (note,))
    return [_event(_verified(row)) for row in rows if row[2] in _KINDS]


def note_before_last_write(db: sqlite3.Connection, note: NoteId) -> Note:
    """The note before the last event that wrote it, with its current version number."""
    rows = db.execute(f"{_select(db)} WHERE note = ? ORDER BY sequence", (note,))
    images = [entry.image for entry in map(_verified, rows) if entry.image]
    if len(images) < _UNDOABLE:
        raise UserError(f"note {note} has no change to undo", "to hide it, run: chesterton retire")
    before, last = map(_readable, images[-2:])
    if before is None or last is None:
        raise UserError(f"note {note} was written by a newer version", "upgrade Chesterton")
    return replace(before, version=last.version)


def was_delivered(db: sqlite3.Connection, key: str) -> bool:
    """Whether an outbox file has already been stored."""
    row = db.execute("SELECT 1 FROM event WHERE delivery = ? LIMIT 1", (key,)).fetchone()
    return row is not None


def forgotten_at(db: sqlite3.Connection, note: str) -> str | None:
    """The time at which a note was forgotten, or None."""
    row = db.execute(
        "SELECT time FROM event WHERE note = ? AND kind = ?", (note, FORGOTTEN)
    ).fetchone()
    return str(row[0]) if row else None


def checksum_of(db: sqlite3.Connection, sequence: int) -> str | None:
    """The checksum of an event's line in the journal."""
    row = db.execute(f"{_select(db)} WHERE sequence = ?", (sequence,)).fetchone()
    return str(row[-1] or row[-3]) if row else None


def _verified(row: tuple[Any, ...]) -> Entry:
    sequence, note, kind, time, author, detail, image, delivery, base, more, seal = row
    try:
        later, newer = _later(more)
        text = _image(image, later)
        entry = Entry(sequence, kind, note, time, author, detail, text, delivery, to_newer(newer))
        is_sound = checksum(entry.text) == (seal or base)
    except (zlib.error, ValueError, TypeError, KeyError):
        is_sound = False
    if not is_sound:
        raise ChecksumMismatch(f"event {sequence}")
    return entry


def _later(packed: bytes | None) -> tuple[Plain, Plain]:
    """The fields without a column, of the image and of the event itself."""
    more = json.loads(zlib.decompress(packed)) if packed else {}
    if isinstance(more, list):
        image, event = more
        return image, event
    return more, {}


def _image(packed: bytes | None, more: Plain) -> str | None:
    if packed is None:
        return None
    text = zlib.decompress(packed).decode()
    return canonical(join_fields(json.loads(text), more)) if more else text


def _event(entry: Entry) -> Event:
    return Event(
        entry.sequence, NoteId(entry.note or ""), EventKind(entry.kind), Time(entry.time),
        Clean(entry.by), Clean(entry.detail), _readable(entry.image),
        (entry.delivery or "").partition(KEY_END)[0] or None,
    )  # fmt: skip


def _readable(text: str | None) -> Note | None:
    """The note in an image; None if there is no image, or only a newer version can read it."""
    if text is None:
        return None
    try:
        return to_note(text)
    except (ValueError, TypeError, KeyError):
        return None


def is_used(db: sqlite3.Connection, note: str) -> bool:
    """Whether any event has this note id, including events of forgotten notes."""
    return db.execute("SELECT 1 FROM event WHERE note = ? LIMIT 1", (note,)).fetchone() is not None
