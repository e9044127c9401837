"""Limits shared by several packages."""

FILE_LIMIT = 2_000_000
"""Bytes of a file of source code; a larger one is not read."""
