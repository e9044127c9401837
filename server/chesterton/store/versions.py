"""Numbers that say who may read and write a memory file."""

SCHEMA_VERSION = 1
"""Number of migrations, kept in PRAGMA user_version. A file with a higher one is only read."""

WRITER_VERSION = 1
"""Grows when what is written changes its meaning without a migration: about.min_writer_version."""

DERIVED_VERSION = "1"
"""Form of the derived tables. Another one in a file means that they are built again."""
