"""Limits shared by several packages, such as the maximum size of a file to read."""

FILE_LIMIT = 2_000_000
"""Maximum size in bytes of a source file; larger files are not read."""
