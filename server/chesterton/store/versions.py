"""Format versions, which decide who may read and who may write a database file."""

SCHEMA_VERSION = 2
"""Number of migrations, kept in PRAGMA user_version. They only add: a higher one does no harm."""

WRITER_VERSION = 2
"""Kept in about.min_writer_version: a program that knows less only reads. It grows where what an
older program writes would be wrong: a new kind of note, a column that must be filled."""

DERIVED_VERSION = "1"
"""Form of the derived tables. Another one in a file means that they are built again."""
