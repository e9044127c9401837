"""Applies a change that was made to an older version of a note to the stored version."""

import sqlite3
from dataclasses import fields, replace
from typing import TypeVar

from chesterton.model.clean import Clean
from chesterton.model.errors import StaleNote
from chesterton.model.note import Note, NoteContent
from chesterton.store.save_notes import SaveRequest
from chesterton.store.tables import events, notes

Value = TypeVar("Value", Note, "NoteContent[Clean]")

_LAST_WINS = frozenset({"status", "confirmed", "snoozed"})
"""Fields that a person sets without looking at their value: the last change counts."""


def rebased(db: sqlite3.Connection, request: SaveRequest) -> SaveRequest:
    """The request for the stored versions of its notes, where nobody changed the same fields.

    What two processes changed while neither could write, or one after the other, is kept of both.
    A request that conflicts is returned as it is, and fails when it is saved.
    """
    try:
        changed = [_rebased(db, note, request) for note in request.notes]
        superseded = [_rebased(db, note, request) for note in request.superseded]
    except StaleNote:
        return request
    versions = {each.id: each.version for each in (*changed, *superseded)}
    expect = {note: versions.get(note, version) for note, version in request.expect.items()}
    return replace(request, notes=changed, superseded=superseded, expect=expect)


def _rebased(db: sqlite3.Connection, note: Note, request: SaveRequest) -> Note:
    expected = request.expect.get(note.id)
    stored = next(iter(notes.by_id(db, [note.id]).notes.values()), None)
    if expected is None or stored is None or stored.version == expected:
        return note if expected is None else replace(note, version=expected)
    images = (event.image for event in events.of_note(db, note.id))
    base = next((each for each in images if each and each.version == expected), None)
    if base is None:
        raise StaleNote("the version that was changed is unknown")
    content = _merged(base.content, note.content, stored.content)
    alike = (replace(each, content=content, version=0) for each in (base, note, stored))
    return replace(_merged(*alike), version=stored.version)


def _merged(base: Value, ours: Value, theirs: Value) -> Value:
    """`theirs` with the fields that `ours` changed. Raises StaleNote if both changed one."""
    changes = {}
    for field in fields(base):
        before, mine, other = (getattr(each, field.name) for each in (base, ours, theirs))
        if mine in {before, other}:
            continue
        if other != before and field.name not in _LAST_WINS:
            raise StaleNote("both changed the same field")
        changes[field.name] = mine
    return replace(theirs, **changes)
