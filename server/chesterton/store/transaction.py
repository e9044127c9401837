"""The steps of a write under the lock: commit, append to the journal, checkpoint the WAL."""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from chesterton.store import journal
from chesterton.store.connection import open_writer
from chesterton.store.location import Location
from chesterton.store.tables import events

CHECKPOINT_BYTES = 4 * 1024 * 1024
"""Size of the -wal file above which it is checkpointed."""

T = TypeVar("T")
log = logging.getLogger(__name__)


def writer(location: Location) -> closing[sqlite3.Connection]:
    """A write connection. Close it under the lock, because closing the last one checkpoints."""
    return closing(open_writer(location.database))


def commit(db: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Runs `work` in one transaction; rolls back on any error."""
    db.execute("BEGIN IMMEDIATE")
    try:
        result = work(db)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return result


def append_to_journal(location: Location, db: sqlite3.Connection) -> None:
    """Appends to the journal all events that it lacks, and fsyncs."""
    end = journal.read_end(location.journal)
    if end.sequence < events.last_sequence(db):
        texts = (entry.text for entry in events.entries(db, above=end.sequence))
        journal.append(location.journal, end, texts)


def checkpoint(location: Location, db: sqlite3.Connection) -> None:
    """Keeps the -wal small. A reader with an old snapshot only delays the checkpoint."""
    wal = location.sidecars[0]
    if not wal.exists() or wal.stat().st_size <= CHECKPOINT_BYTES:
        return
    db.execute("PRAGMA busy_timeout = 0")
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:  # e.g. a full disk; nothing is lost
        log.warning("WAL checkpoint failed (%s)", error.sqlite_errorname)
