"""Schema migrations, run by sqlite-utils; imported only to create or upgrade a database."""

import sqlite3

from sqlite_utils import Database, Migrations

from chesterton import __version__
from chesterton.store import schema
from chesterton.store.tables import derived, meta
from chesterton.store.versions import WRITER_VERSION

MIGRATIONS = Migrations("chesterton")
"""One function per schema version; the newest is versions.SCHEMA_VERSION."""

TABLES_TO_COUNT = ("project", "note", "anchor", "event")


@MIGRATIONS(name="0001_core")
def create_core_tables(db: Database) -> None:
    """Creates the tables of the first version."""
    for statement in schema.core_statements():
        db.execute(statement)


@MIGRATIONS(name="0002_more")
def add_more_columns(db: Database) -> None:
    """Adds columns for the fields that have no column of their own."""
    for table, kind in (("project", "TEXT"), ("note", "TEXT"), ("event", "BLOB")):
        if "more" not in {each.name for each in db[table].columns}:
            _add_column(db, table, f"more /* fields that have no column, as JSON */ {kind}")
            _add_column(
                db, table, 'seal /* SHA-256 of the whole row; NULL unless "more" is set */ TEXT'
            )


def _add_column(db: Database, table: str, column: str) -> None:
    db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def migrate(connection: sqlite3.Connection, migrations: Migrations = MIGRATIONS) -> None:
    """Applies all pending migrations in one transaction, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        db = Database(connection)
        before = _row_counts(db)
        migrations.apply(db)
        _require_equal_counts(before, _row_counts(db))
        _record_versions(connection, len(migrations.applied(db)))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _row_counts(db: Database) -> dict[str, int]:
    return {name: db[name].count for name in TABLES_TO_COUNT if db[name].exists()}


def _require_equal_counts(before: dict[str, int], after: dict[str, int]) -> None:
    lost = [name for name, count in before.items() if after.get(name) != count]
    if lost:
        raise sqlite3.IntegrityError(f"a migration changed the number of rows in {', '.join(lost)}")


def _record_versions(connection: sqlite3.Connection, version: int) -> None:
    meta.put(connection, meta.WRITTEN_BY, __version__)
    stored = int(meta.get(connection, meta.MIN_WRITER) or 0)  # higher if a newer version wrote it
    meta.put(connection, meta.MIN_WRITER, str(max(WRITER_VERSION, stored)))
    if meta.get(connection, meta.DERIVED) != derived.VERSION:
        derived.recreate(connection)
    connection.execute(f"PRAGMA user_version = {version}")
