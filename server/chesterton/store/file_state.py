"""Diagnoses the database file before it is opened: sound, damaged, foreign, newer or read-only."""

import os
import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from chesterton.model.errors import NotWritten
from chesterton.process.limits import has_room
from chesterton.store import journal, last_write
from chesterton.store.connection import open_reader
from chesterton.store.error_text import is_corrupt
from chesterton.store.last_write import LastWrite
from chesterton.store.location import Location, shared_kind
from chesterton.store.tables import events, meta
from chesterton.store.versions import SCHEMA_VERSION, WRITER_VERSION

READ_ONLY = "mode=ro"
IMMUTABLE = "mode=ro&immutable=1"
_SHM_BYTES = 32 * 1024
"""Size of the -shm file, which SQLite creates to read a database in WAL mode."""

_CANNOT_OPEN = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})


class FileState(StrEnum):
    """The state of the database and journal; the faults, except NEWER, can be repaired."""

    SOUND = "sound"
    AHEAD = "ahead"  #: the journal lacks the newest changes; the next writer appends them
    NEWER = "newer"  #: written by a newer, incompatible version of the program
    OLDER = "older"  #: needs a migration
    MISSING = "missing"
    CORRUPT = "corrupt"  #: not a database, or unreadable by SQLite
    FOREIGN = "foreign"  #: not the database that the journal belongs to
    BEHIND = "stale"  #: the journal has events that the database lacks
    LEFTOVER = "leftover"  #: a stray -journal next to a database in WAL mode
    UNFINISHED = "unfinished"  #: a crash left a hot -journal to roll back
    INCOMPLETE = "incomplete"  #: neither database nor journal has the newest changes
    UNJOURNALED = "unjournaled"  #: journal.jsonl is missing or its first line is damaged

    @property
    def is_fault(self) -> bool:
        """Whether the files must be repaired, or the program upgraded, before a write."""
        return self not in {FileState.SOUND, FileState.AHEAD}


def state_of(location: Location) -> FileState:
    """Compares database and journal, with a few reads and no writes."""
    try:
        if location.database.stat().st_size == 0 or location.database.is_dir():
            return FileState.CORRUPT
        if location.sidecars[2].exists() and not shared_kind(location.directory):
            return FileState.LEFTOVER
        # read these first: writers commit before they write to them, so they are never ahead
        last, end = last_write.read(location), _journal_end(location)
        with reader(location) as db:
            state = _compare(db, end)
            is_short = not state.is_fault and _lacks_newest(db, last)
            return FileState.INCOMPLETE if is_short else state
    except FileNotFoundError:
        return FileState.MISSING
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
            return FileState.UNFINISHED
        if not is_corrupt(error):
            raise
        return FileState.CORRUPT


def _journal_end(location: Location) -> journal.JournalEnd | None:
    """The end of the journal; None if permissions do not allow reading it."""
    try:
        return journal.read_end(location.journal)
    except PermissionError:
        return None


def _compare(db: sqlite3.Connection, end: journal.JournalEnd | None) -> FileState:
    version = meta.schema_version(db)
    generation = meta.get(db, meta.GENERATION)
    writer = meta.get(db, meta.MIN_WRITER) or ""
    if generation is None or not writer.isdecimal():
        return FileState.CORRUPT
    if int(writer) > WRITER_VERSION:
        return FileState.NEWER
    if end is None:  # notes can be read nevertheless
        return FileState.SOUND
    if end.generation is None:
        return FileState.UNJOURNALED
    if generation != end.generation:
        return FileState.FOREIGN
    state = _compare_with_journal(db, end)
    is_older = version < SCHEMA_VERSION and not state.is_fault
    return FileState.OLDER if is_older else state


def _lacks_newest(db: sqlite3.Connection, last: LastWrite | None) -> bool:
    is_known = last is not None and last.generation == meta.get(db, meta.GENERATION)
    return last is not None and is_known and last.sequence > events.last_sequence(db)


def _compare_with_journal(db: sqlite3.Connection, end: journal.JournalEnd) -> FileState:
    """Compares the journal's last event with the event of that number in the database."""
    if not fits(db, end):
        return FileState.FOREIGN
    newest = events.last_sequence(db)
    if end.sequence == newest:
        return FileState.SOUND
    return FileState.BEHIND if end.sequence > newest else FileState.AHEAD


def fits(db: sqlite3.Connection, end: journal.JournalEnd) -> bool:
    """Whether this version would write the journal's last line in the same form."""
    # `forget` rewrites events in the database before it rewrites the journal
    is_rewritten = meta.get(db, meta.FORGETTING) is not None
    return is_rewritten or events.checksum_of(db, end.sequence) in {None, end.checksum}


def reader(location: Location) -> closing[sqlite3.Connection]:
    """A read-only connection, even where SQLite cannot create its -shm file."""
    return closing(open_reader(location.database, reader_options(location)))


def reader_options(location: Location) -> str:
    """URI options for readers: immutable where SQLite cannot create its -shm file."""
    has_space = has_room(location.directory, _SHM_BYTES) or _size(location.sidecars[0]) > 0
    if (_is_writable(location) and has_space) or _size(location.sidecars[1]) >= _SHM_BYTES:
        return READ_ONLY
    try:
        with closing(open_reader(location.database)) as db:
            meta.schema_version(db)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _CANNOT_OPEN:
            raise
        return IMMUTABLE
    return READ_ONLY


def _size(path: Path) -> int:
    """The size of a file; 0 if there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_only_reason(location: Location) -> str | None:
    """Why file permissions do not allow writing, or None if they do."""
    if _journal_end(location) is None:
        return f"no permission to read {location.journal}; make it readable to change notes"
    if _is_writable(location):
        return None
    missing = "; the newest notes may be missing" if _has_unread_wal(location) else ""
    return f"{location.directory} is read-only; notes can be read but not changed{missing}"


def _is_writable(location: Location) -> bool:
    """Whether the folder, and the database if it exists, is writable."""
    if not location.directory.exists():
        return True  # to be created; if that fails, the error says why
    file = location.database
    return os.access(location.directory, os.W_OK) and (
        not file.exists() or os.access(file, os.W_OK)
    )


def _has_unread_wal(location: Location) -> bool:
    return _size(location.sidecars[0]) > 0 and reader_options(location) == IMMUTABLE


class WrittenByNewer(NotWritten):
    """The format is newer than this version can write."""


def newer_error(location: Location) -> WrittenByNewer:
    """The error for a database of a newer version, naming that version."""
    with reader(location) as db:
        version = meta.schema_version(db)
        writer = meta.get(db, meta.WRITTEN_BY) or "unknown"
    return WrittenByNewer(
        f"the store was written by a newer Chesterton ({writer}, format {version}; this one "
        f"supports format {SCHEMA_VERSION}); notes can be read but not changed",
        _upgrade_advice(location),
    )


def _upgrade_advice(location: Location) -> str:
    """The advice to upgrade the program, or to restore the backup before the last migration."""
    before = sorted(location.backups.glob("before-migration-*.db"))
    if not before:
        return "all notes are safe; upgrade Chesterton"
    return (
        "all notes are safe; upgrade Chesterton, or go back to the old format with:"
        f" cp '{before[-1]}' '{location.database}'"
    )
