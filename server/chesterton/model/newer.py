"""Fields written by a newer version and unknown to this one, kept so that they round-trip."""

from typing import NewType

UnknownFields = NewType("UnknownFields", str)
"""Canonical JSON object of the unknown fields, or empty; written back unchanged."""

NOTHING_NEWER = UnknownFields("")
