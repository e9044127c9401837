"""Fields that a newer program wrote and this one does not know."""

from typing import NewType

Newer = NewType("Newer", str)
"""Canonical JSON of an object with those fields, or the empty text; written back as it was read."""

NOTHING_NEWER = Newer("")
