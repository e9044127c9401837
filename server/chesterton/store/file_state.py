"""Diagnosis of the database file before it is opened: sound, damaged, foreign, newer, read-only."""

import os
import sqlite3
from contextlib import closing
from enum import StrEnum

from chesterton.model.errors import UserError
from chesterton.store import journal
from chesterton.store.connection import open_reader
from chesterton.store.error_text import is_corrupt
from chesterton.store.location import Location
from chesterton.store.tables import events, meta
from chesterton.store.versions import SCHEMA_VERSION, WRITER_VERSION

READ_ONLY = "mode=ro"
IMMUTABLE = "mode=ro&immutable=1"
_CANNOT_OPEN = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})


class State(StrEnum):
    """What a look at the files says."""

    SOUND = "sound"
    NEWER = "newer"  #: written by a later version of the program
    OLDER = "older"  #: a migration is due
    MISSING = "missing"
    CORRUPT = "corrupt"  #: no database, or one that SQLite cannot read
    FOREIGN = "foreign"  #: it is not the one that the journal belongs to
    BEHIND = "stale"  #: the journal knows events that it does not
    LEFTOVER = "leftover"  #: a -journal lies beside a database that uses none
    UNFINISHED = "unfinished"  #: a crash left a -journal to be rolled back
    UNJOURNALED = "unjournaled"  #: the journal is missing or its head is damaged


def state_of(location: Location) -> State:
    """Compare database and journal. Costs a few reads, writes nothing."""
    try:
        if location.database.stat().st_size == 0:
            return State.CORRUPT
        if location.sidecars[2].exists() and not _is_shared(location):
            return State.LEFTOVER
        # the journal before the database: a writer commits first, so it is never ahead of it
        end = journal.tail(location.journal)
        with closing(open_reader(location.database, reader_options(location))) as db:
            return _compare(db, end)
    except FileNotFoundError:
        return State.MISSING
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
            return State.UNFINISHED
        if not is_corrupt(error):
            raise
        return State.CORRUPT


def _is_shared(location: Location) -> bool:
    from chesterton.store import network_drives  # noqa: PLC0415 - for a leftover file only

    return network_drives.shared_kind(location.directory) is not None


def _compare(db: sqlite3.Connection, end: journal.Tail) -> State:
    version = meta.schema_version(db)
    generation = meta.get(db, meta.GENERATION)
    writer = meta.get(db, meta.MIN_WRITER) or ""
    if generation is None or not writer.isdecimal():
        return State.CORRUPT
    if int(writer) > WRITER_VERSION:
        return State.NEWER
    if end.generation is None:
        return State.UNJOURNALED
    if generation != end.generation:
        return State.FOREIGN
    if (state := _continuity(db, end)) is not State.SOUND:
        return state
    return State.OLDER if version < SCHEMA_VERSION else State.SOUND


def _continuity(db: sqlite3.Connection, end: journal.Tail) -> State:
    """Whether the journal's last event is the database's event of that number, or one before."""
    is_rewritten = meta.get(db, meta.FORGETTING) is not None  # and the journal not yet
    if not is_rewritten and events.checksum_of(db, end.sequence) not in {None, end.checksum}:
        return State.FOREIGN
    return State.BEHIND if end.sequence > events.last_sequence(db) else State.SOUND


def reader_options(location: Location) -> str:
    """How to open for reading: as it stands, where SQLite may not make its -shm file."""
    if _is_writable(location) or location.sidecars[1].exists():
        return READ_ONLY
    try:
        with closing(open_reader(location.database)) as db:
            meta.schema_version(db)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _CANNOT_OPEN:
            raise
        return IMMUTABLE
    return READ_ONLY


def why_read_only(location: Location) -> str | None:
    """Why the disk does not let this memory be written, or None."""
    if _is_writable(location):
        return None
    lost = "; the newest notes may be missing" if _has_unread_wal(location) else ""
    return f"{location.directory} is read-only: notes can be read but not changed{lost}"


def _is_writable(location: Location) -> bool:
    """Whether the folder, and the database if there is one, may be written."""
    if not location.directory.exists():
        return True  # it is made, or that fails with a reason of its own
    file = location.database
    return os.access(location.directory, os.W_OK) and (
        not file.exists() or os.access(file, os.W_OK)
    )


def _has_unread_wal(location: Location) -> bool:
    wal = location.sidecars[0]
    return wal.exists() and wal.stat().st_size > 0 and reader_options(location) == IMMUTABLE


class WrittenByNewer(UserError):  # noqa: N818  # reads as a claim
    """A newer program wrote the memory in a way that this one must not write."""


def newer(location: Location) -> WrittenByNewer:
    """The message about a file that a later version wrote, with that version named."""
    with closing(open_reader(location.database, reader_options(location))) as db:
        version = meta.schema_version(db)
        writer = meta.get(db, meta.WRITTEN_BY) or "unknown"
    return WrittenByNewer(
        f"the memory was written by a newer Chesterton ({writer}, format {version}; this one knows "
        f"format {SCHEMA_VERSION}): notes can be read but not changed",
        _way_back(location),
    )


def _way_back(location: Location) -> str:
    """What to do about a newer memory: there is a backup from before each migration."""
    before = sorted(location.backups.glob("before-migration-*.db"))
    if not before:
        return "all notes are safe; upgrade this Chesterton"
    return (
        "all notes are safe; upgrade this Chesterton, or go back to the old format with:"
        f" cp '{before[-1]}' '{location.database}'"
    )
