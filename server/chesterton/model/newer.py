"""Fields written by a newer version that this one does not know, kept for round-tripping."""

from typing import NewType

Newer = NewType("Newer", str)
"""Canonical JSON of an object with those fields, or the empty text; written back as it was read."""

NOTHING_NEWER = Newer("")
