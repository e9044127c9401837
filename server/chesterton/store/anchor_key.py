"""Key and value types of the placement cache."""

from collections.abc import Mapping
from typing import Any

from chesterton.model.note import NoteId

AnchorKey = tuple[NoteId, int, int]
"""Note, index of the anchor within it, version of the note."""

Cached = Mapping[str, Any]
"""What is cached of one anchor: an object that JSON can write."""
