"""Fields written by a newer version that this one does not know, kept for round-tripping."""

from typing import NewType

UnknownFields = NewType("UnknownFields", str)
"""Canonical JSON object of the unknown fields, or empty; written back unchanged."""

NOTHING_NEWER = UnknownFields("")
