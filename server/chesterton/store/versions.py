"""Format versions, which determine whether a program may read or write a database file."""

SCHEMA_VERSION = 2
"""Number of migrations, stored in PRAGMA user_version. Migrations only add: reading a higher
version is safe."""

WRITER_VERSION = 2
"""Stored in about.min_writer_version; programs with a lower version may only read. Raise it when
writes of older programs would be wrong: for a new kind of note, or a column that must be filled."""

DERIVED_VERSION = "1"
"""Version of the derived tables, which are rebuilt in a file with a different version."""
