"""The maximum size of a source file, shared by several packages."""

FILE_LIMIT = 2_000_000
"""Maximum size in bytes of a source file; larger files are not read."""
