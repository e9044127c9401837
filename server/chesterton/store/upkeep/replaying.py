"""Event replay: bring the note and project tables in line with the event log."""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from chesterton.model.project import Project
from chesterton.model.scope import ProjectId
from chesterton.store.journal import Entry
from chesterton.store.tables import derived, events, image, notes, placements, projects


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
        projects.put(db, image.to_project(text))
    for number in notes.damaged(db):
        notes.delete_row(db, number)
    checksums = notes.checksums(db)
    for number, text in events.last_images(db):
        if checksums.get(number) != image.checksum(text):
            note = image.to_note(text)
            _ensure_project(db, note.project)
            derived.put(db, notes.put(db, note, number), note)


def tables_match_events(db: sqlite3.Connection) -> bool:
    """Whether projects and notes match their last events."""
    expected = {project.id: project for project in map(image.to_project, events.project_images(db))}
    if expected != {project.id: project for project in projects.every(db)}:
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
