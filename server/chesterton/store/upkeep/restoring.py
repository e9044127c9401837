"""Builds a complete database: an empty one, or one from the last good backup and the journal.

Replaying the event log brings the note and project tables up to date.
"""

import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from chesterton.model.note import EventKind
from chesterton.model.project import Project
from chesterton.model.record import Plain, canonical
from chesterton.store import file_state, journal, last_write
from chesterton.store.connection import open_reader, open_writer
from chesterton.store.error_text import STORE_ERRORS
from chesterton.store.journal import Entry
from chesterton.store.location import Location, shared_kind
from chesterton.store.private_files import create, rename, sync_file, sync_folder
from chesterton.store.tables import derived, events, image, meta, notes, placements, projects
from chesterton.store.upkeep import backup


class Rows(NamedTuple):
    """The projects by id and the notes by row number that a database has, as images."""

    projects: dict[str, Plain]
    notes: dict[int, Plain]


_ODD = (ValueError, TypeError, KeyError)
"""Errors from an image that this version would not write; its event is kept anyway."""


def build(location: Location, old: Path | None = None) -> int:
    """Builds a database next to the current one; returns its number of notes. Needs the lock.

    `old` is a rejected database, from which everything still readable is taken. It stays in place
    until the new one is complete.
    """
    building = location.building
    _discard(building)
    generation = journal.read_end(location.journal).generation or _generation(old)
    if generation is None and (last := last_write.read(location)):
        generation = last.generation
    base = backup.newest_intact(location, generation)
    create(building)  # so that SQLite makes its -wal and -shm private, too
    if base:
        shutil.copyfile(base, building)
    count = _fill(location, building, generation, old)
    sync_file(building)
    return count


def put_in_place(location: Location) -> None:
    """Replaces the database with the one that was built.

    If the process is killed, there is either the complete database or none; in the latter case, the
    next process builds it.
    """
    for sidecar in location.sidecars:
        sidecar.unlink(missing_ok=True)
    rename(location.building, location.database)
    sync_folder(location.directory)


def _fill(location: Location, building: Path, generation: str | None, old: Path | None) -> int:
    from chesterton.store.upkeep.migrations import migrate  # noqa: PLC0415  # loads sqlite-utils

    with closing(open_writer(building)) as db:
        mode = "DELETE" if shared_kind(location.directory) else "WAL"
        db.execute(f"PRAGMA journal_mode = {mode}")
        migrate(db)
        db.execute("BEGIN IMMEDIATE")
        kept = meta.get(db, meta.GENERATION) or generation or secrets.token_hex(8)
        meta.put(db, meta.GENERATION, kept)
        replay(db, _recoverable_events(location, old, generation), _rows(old, generation))
        if not events.last_sequence(db):
            _mark_clean(db)
        _index(db)
        db.execute("COMMIT")
        repair_journal(location, db)
        return len(notes.numbers(db))


def _mark_clean(db: sqlite3.Connection) -> None:
    from chesterton.redact.clean import RULES_VERSION  # noqa: PLC0415  # as sqlite-utils above

    meta.put(db, meta.RULES, str(RULES_VERSION))


def _generation(old: Path | None) -> str | None:
    """The generation of the rejected database, which identifies its events without a journal."""
    if old and old.exists():
        with suppress(*STORE_ERRORS), closing(open_reader(old)) as db:
            return meta.get(db, meta.GENERATION)
    return None


def _recoverable_events(
    location: Location, old: Path | None, generation: str | None
) -> Iterator[Entry]:
    """Events from the journal, then those still readable in the rejected database."""
    yield from journal.entries(location.journal)
    if old and old.exists():
        with suppress(*STORE_ERRORS), closing(open_reader(old)) as db:
            if generation == meta.get(db, meta.GENERATION):  # else its numbers differ
                yield from events.valid_entries(db)


def entries_of_backup(location: Location, db: sqlite3.Connection) -> Iterator[Entry]:
    """The events in the newest intact backup of a database."""
    base = backup.newest_intact(location, meta.get(db, meta.GENERATION))
    if base:
        with suppress(*STORE_ERRORS), closing(open_reader(base, file_state.IMMUTABLE)) as copy:
            yield from events.valid_entries(copy)


def _index(db: sqlite3.Connection) -> None:
    derived.recreate(db)
    for batch in notes.batches(db):
        for number, note in batch.notes.items():
            derived.put(db, number, note)
    meta.put(db, meta.DERIVED, derived.VERSION)


def repair_journal(location: Location, db: sqlite3.Connection) -> Path | None:
    """Rewrites a missing, damaged or incomplete journal; returns where the old one is kept."""
    generation = meta.get(db, meta.GENERATION) or ""
    damaged = any(text is None for _, text in journal.lines(location.journal))
    end = journal.read_end(location.journal)
    is_whole = not damaged and not missing_from_journal(location, db)
    if end.generation == generation and file_state.fits(db, end) and is_whole:
        return None
    aside = None
    if location.journal.exists():
        aside = _aside_path(location.journal, "damaged")
        create(aside)
        shutil.copyfile(location.journal, aside)
    texts = (entry.text for entry in events.entries(db))
    journal.begin(location.journal, generation, texts, meta.get(db, meta.ERASED))
    return aside


def missing_from_journal(location: Location, db: sqlite3.Connection) -> list[int]:
    """The numbers of the events that the database has and the journal lacks."""
    stored = events.sequence_numbers(db)  # first: writers commit before they write to the journal
    return sorted(stored - {number for _, number in journal.numbered_lines(location.journal)})


def belongs(db: sqlite3.Connection, path: Path) -> bool:
    """Whether no event in a journal with a damaged first line contradicts the database."""
    return all(
        events.checksum_of(db, entry.sequence) in {None, image.checksum(entry.text)}
        for entry in journal.entries(path)
    )


def move_aside(location: Location, why: str) -> Path | None:
    """Renames a rejected database with its -wal and -shm; the new name gives the reason."""
    if not location.database.exists():
        return None
    aside = _aside_path(location.database, why)
    _move(location.database, aside)
    for sidecar in location.sidecars:
        with suppress(FileNotFoundError):
            end = sidecar.name.removeprefix("memory.db")
            _move(sidecar, aside.with_name(aside.name + end))
    return aside


def move_journal_aside(location: Location) -> None:
    """Renames a -journal that does not belong to the database."""
    _move(location.sidecars[2], _aside_path(location.database, "leftover"))


def _move(path: Path, aside: Path) -> None:
    rename(path, aside)
    aside.chmod(0o700 if aside.is_dir() else 0o600)


def _aside_path(path: Path, why: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.{why}-{stamp}")
    return aside if not aside.exists() else aside.with_name(f"{aside.name}-{secrets.token_hex(2)}")


def files_moved_aside(location: Location) -> list[Path]:
    """All files that were moved aside."""
    names = ("memory.db.*-[0-9]*", "journal.jsonl.*-[0-9]*")
    return sorted(path for name in names for path in location.directory.glob(name))


def _discard(building: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        building.with_name(building.name + end).unlink(missing_ok=True)


def replay(db: sqlite3.Connection, entries: Iterable[Entry], rows: Rows | None = None) -> int:
    """Adds missing or damaged events, then sets projects and notes to their last images.

    `rows` are those of the rejected database, or by default of this one; they stand in for lost
    events. Returns the number of events added. The caller commits.
    """
    rows = rows_of(db) if rows is None else rows
    sound = events.valid_sequence_numbers(db)
    events.delete(db, events.sequence_numbers(db) - sound)
    added = 0
    for entry in entries:
        if entry.sequence not in sound:
            events.append(db, entry)
            sound.add(entry.sequence)
            added += 1
    _adopt(db, rows)
    sync_tables(db)
    return added


def rows_of(db: sqlite3.Connection) -> Rows:
    """The intact projects and notes of a database."""
    return Rows(projects.intact_images(db), notes.intact_images(db))


def _rows(old: Path | None, generation: str | None) -> Rows:
    if old and old.exists():
        with suppress(*STORE_ERRORS), closing(open_reader(old)) as db:
            if generation == meta.get(db, meta.GENERATION):
                return rows_of(db)
    return Rows({}, {})


def _adopt(db: sqlite3.Connection, rows: Rows) -> None:
    """Adds an event for each row that is newer than all events of its note or project."""
    known = {json.loads(text)["id"] for text in events.project_images(db)}
    for project, plain in rows.projects.items():
        if project not in known:
            _append(db, events.PROJECT, None, plain["created"], plain)
    sequences, erased = events.sequence_numbers(db), set(events.forgotten(db))
    last = {(image := json.loads(text))["id"]: image for _, text in events.last_images(db)}
    for number, plain in rows.notes.items():
        before = last.get(plain["id"])
        if plain["id"] not in erased and (not before or before["version"] < plain["version"]):
            is_first = before is None and number not in sequences
            kind = EventKind.CREATED if before is None else EventKind.EDITED
            _append(db, kind, plain["id"], plain["created"], plain, number if is_first else 0)


def _append(
    db: sqlite3.Connection, kind: str, note: str | None, time: str, plain: Plain, number: int = 0
) -> None:
    image = canonical(plain)
    events.append(db, Entry(number, kind, note, time, "", events.RESTORED, image))


def sync_tables(db: sqlite3.Connection) -> None:
    """Sets projects and notes to the state after their last events."""
    _keep_forgotten(db)
    _name_unknown_projects(db)
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
    """Writes a note from its event; one that only a newer version can read is stored as it is."""
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
    """Deletes a note and its history, except its `forgotten` event."""
    if stored := notes.row_of(db, note):
        with suppress(sqlite3.DatabaseError):  # a broken index is rebuilt later
            derived.drop(db, stored[0])
    notes.delete(db, note)
    events.erase(db, note)
    placements.drop(db, note)


def _name_unknown_projects(db: sqlite3.Connection) -> None:
    """Adds an event with a placeholder for each project whose own event is lost."""
    known = {json.loads(text)["id"] for text in events.project_images(db)}
    noted = {json.loads(text).get("project"): text for _, text in events.last_images(db)}
    for project in noted.keys() - known - {None}:
        created = json.loads(noted[project])["created"]
        unknown = Project(project, project, None, None, (), created=created)
        _append(db, events.PROJECT, None, created, image.plain_project(unknown))
