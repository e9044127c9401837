"""Key and value types of the placement cache."""

from collections.abc import Mapping
from typing import Any

from chesterton.model.note import NoteId

AnchorKey = tuple[NoteId, int, int]
"""Note id, index of the anchor in the note, version of the note."""

Cached = Mapping[str, Any]
"""The cached placement of an anchor, as a JSON object."""
