"""Schema versions. The only part besides doctor that loads sqlite-utils."""

import sqlite3
from importlib.resources import files

from sqlite_utils import Database, Migrations

from chesterton import __version__
from chesterton.store.index import DERIVED_VERSION

SCHEMA_VERSION = 1
"""Number of migrations; kept in PRAGMA user_version."""

MIGRATIONS = Migrations("chesterton")


def statements() -> list[str]:
    """The statements of schema.sql with their comments."""
    script = files("chesterton.store").joinpath("schema.sql").read_text("utf-8")
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending[pending.index("CREATE") :].strip().rstrip(";"))
            pending = ""
    return found


@MIGRATIONS(name="0001_core")
def core(db: Database) -> None:
    """The tables of the first version."""
    for statement in statements():
        db.execute(statement)


def migrate(connection: sqlite3.Connection, migrations: Migrations = MIGRATIONS) -> None:
    """Bring the schema to the newest version in one transaction; the caller holds the lock."""
    db = Database(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
        version = len(migrations.applied(db))
        connection.execute(f"PRAGMA user_version = {version}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def describe(connection: sqlite3.Connection, generation: str) -> None:
    """Write what the store says about itself."""
    told = {
        "generation": generation,
        "min_writer_version": "1",
        "written_by": __version__,
        "derived_version": DERIVED_VERSION,
    }
    connection.executemany(
        "INSERT OR REPLACE INTO about (name, value) VALUES (?, ?)", list(told.items())
    )
