"""The write path: lock, transaction, COMMIT, journal line, fsync; only then the reply."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from chesterton.store import events, journal, lock
from chesterton.store.connection import open_writer
from chesterton.store.location import Location

CHECKPOINT_BYTES = 4 * 1024 * 1024
"""Beyond this size the -wal is written back into the database."""


@contextmanager
def transaction(
    location: Location,
    *,
    limit: float = lock.LIMIT_SECONDS,
    notice: lock.Notice = lock.log.warning,
) -> Iterator[sqlite3.Connection]:
    """One transaction under the lock; committed and in the journal when the block ends."""
    with lock.hold(location, limit=limit, notice=notice):
        connection = open_writer(location.database)
        try:
            catch_up(location, connection)
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
            catch_up(location, connection)
            checkpoint(location, connection)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()


def catch_up(location: Location, db: sqlite3.Connection) -> None:
    """Append to the journal every event above its last number."""
    end = journal.tail(location.journal)
    if end.sequence < events.last_sequence(db):
        texts = (entry.text for entry in events.entries(db, above=end.sequence))
        journal.append(location.journal, end, texts)


def checkpoint(location: Location, db: sqlite3.Connection) -> None:
    """Keep the -wal small. A reader that holds an old snapshot only delays it."""
    wal = location.sidecars[0]
    if wal.exists() and wal.stat().st_size > CHECKPOINT_BYTES:
        db.execute("PRAGMA busy_timeout = 0")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
