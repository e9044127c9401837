"""Limits shared by several packages, such as the size of the largest file that is read."""

FILE_LIMIT = 2_000_000
"""Maximum size in bytes of a source file; larger files are not read."""
