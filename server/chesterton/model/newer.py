"""`UnknownFields`: fields written by a newer version, preserved so that they round-trip."""

from typing import NewType

UnknownFields = NewType("UnknownFields", str)
"""Canonical JSON object of the unknown fields, or empty; written back unchanged."""

NOTHING_NEWER = UnknownFields("")
