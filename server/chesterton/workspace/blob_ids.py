"""Caches the object ids of files in commits, so that files can be compared cheaply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chesterton.git.objects import Objects

FileAt = tuple[str, str]
"""A commit, and a path on disk."""

_LIMIT = 50_000


class BlobIds:
    """The object ids of files in commits; missing ones are read in one round trip."""

    def __init__(self, objects: Callable[[], Objects | None]) -> None:
        self._objects = objects
        self._known: dict[FileAt, str | None] = {}

    def of(self, wanted: Sequence[FileAt]) -> list[str | None]:
        """The object id of each file; None if the commit has no such file, or without git."""
        if not wanted or (objects := self._objects()) is None:
            return [None for _ in wanted]
        cached = self._known  # another thread may replace it
        known = {each: cached[each] for each in wanted if each in cached}
        missing = [each for each in dict.fromkeys(wanted) if each not in known]
        if missing:
            known.update(zip(missing, objects.blob_ids(missing), strict=True))
            if len(self._known) > _LIMIT:
                self._known = {}
            self._known.update({each: known[each] for each in missing})
        return [known[each] for each in wanted]
