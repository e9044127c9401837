"""Making a memory file where there is none."""

import secrets
import sqlite3

from chesterton.store import journal
from chesterton.store.connection import open_writer
from chesterton.store.files import create
from chesterton.store.location import Location


def make(location: Location) -> None:
    """Create database and journal; the caller holds the lock."""
    from chesterton.store.migrations import describe, migrate  # noqa: PLC0415  # loads sqlite-utils

    create(
        location.database
    )  # before SQLite does, so that it is private, and -wal and -shm with it
    connection = open_writer(location.database)
    try:
        _use_wal(connection)
        migrate(connection)
        generation = secrets.token_hex(8)
        describe(connection, generation)
        journal.begin(location.journal, generation, ())
    finally:
        connection.close()


def _use_wal(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
