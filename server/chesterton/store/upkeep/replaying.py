"""Event replay: bring the note and project tables in line with the event log."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from chesterton.model.project import Project, ProjectId
from chesterton.model.record import Plain
from chesterton.store.journal import Entry
from chesterton.store.tables import derived, events, image, notes, placements, projects

_ODD = (ValueError, TypeError, KeyError)
"""What an image raises that is not as this program writes one: its event is kept all the same."""


def replay(db: sqlite3.Connection, entries: Iterable[Entry]) -> int:
    """Add missing or damaged events, then set projects and notes to their last images.

    Returns the number of events added. The caller commits.
    """
    sound = events.sound_numbers(db)
    events.delete(db, events.numbers(db) - sound)
    added = 0
    for entry in entries:
        if entry.sequence not in sound:
            events.append(db, entry)
            sound.add(entry.sequence)
            added += 1
    sync_tables(db)
    return added


def sync_tables(db: sqlite3.Connection) -> None:
    """Set projects and notes to the state after their last events."""
    _keep_forgotten(db)
    for text in events.project_images(db):
        with suppress(*_ODD):
            projects.put_plain(db, json.loads(text))
    for number in notes.damaged(db):
        notes.delete_row(db, number)
    checksums = notes.checksums(db)
    for number, text in events.last_images(db):
        if checksums.get(number) != image.checksum(text):
            with suppress(*_ODD):
                _sync_note(db, number, json.loads(text))


def _sync_note(db: sqlite3.Connection, number: int, plain: Plain) -> None:
    """Write a note from its event; one that only a newer version can read is kept unread."""
    _ensure_project(db, plain["project"])
    row = notes.put_plain(db, plain, number)
    derived.put(db, row, image.note_of(plain))


def tables_match_events(db: sqlite3.Connection) -> bool:
    """Whether projects and notes match their last events."""
    images = events.project_images(db)
    if projects.checksums(db) != {json.loads(it)["id"]: image.checksum(it) for it in images}:
        return False
    checksums = {number: image.checksum(text) for number, text in events.last_images(db)}
    return checksums == notes.checksums(db)


def _keep_forgotten(db: sqlite3.Connection) -> None:
    for note in events.forgotten(db):
        erase(db, note)


def erase(db: sqlite3.Connection, note: str) -> None:
    """Delete a note and its history, except the event that it was forgotten."""
    if stored := notes.row_of(db, note):
        with suppress(sqlite3.DatabaseError):  # a broken index is rebuilt later
            derived.drop(db, stored[0])
    notes.delete(db, note)
    events.erase(db, note)
    placements.drop(db, note)


def _ensure_project(db: sqlite3.Connection, project: ProjectId) -> None:
    """Insert a placeholder for a project whose own event is lost."""
    if projects.number(db, project) is None:
        projects.put(db, Project(project, project, None, None, ()))
