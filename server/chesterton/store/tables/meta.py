"""The `about` table: key-value metadata about the database file."""

import sqlite3

GENERATION = "generation"
MIN_WRITER = "min_writer_version"
WRITTEN_BY = "written_by"
DERIVED = "derived_version"
RULES = "rules_version"
FORGETTING = "forgetting"
ERASED = "erased"
"""Key of the mark of the last removal of text; see `store.upkeep.traces`."""
LOSSES_SHOWN = "losses_shown"

_WITH_MORE = 2

ALL_COPIES_PENDING = "every copy"
"""Value of FORGETTING after notes were redacted again: all older backups must be removed."""

FOUND = "found"
"""Value of FORGETTING after text of deleted notes was found in a file that was put back."""


def get(db: sqlite3.Connection, name: str) -> str | None:
    """The value of a key, or None."""
    row = db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def put(db: sqlite3.Connection, name: str, value: str) -> None:
    """Sets the value of a key."""
    db.execute(
        "INSERT INTO about (name, value) VALUES (?1, ?2)"
        " ON CONFLICT (name) DO UPDATE SET value = ?2",
        (name, value),
    )


def drop(db: sqlite3.Connection, name: str) -> None:
    """Removes a key."""
    db.execute("DELETE FROM about WHERE name = ?", (name,))


def schema_version(db: sqlite3.Connection) -> int:
    """The number of migrations applied to the file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def has_later_columns(db: sqlite3.Connection) -> bool:
    """Whether the tables have the columns `more` and `seal`, which format 1 lacks."""
    return schema_version(db) >= _WITH_MORE


def columns(db: sqlite3.Connection, names: str) -> str:
    """The columns to select, with NULL for those missing from a file that is not yet migrated."""
    return names if has_later_columns(db) else names.replace("more, seal", "NULL, NULL")
