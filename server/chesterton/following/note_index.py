"""Caches a project's open notes by file until the store changes."""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import TypeVar, cast

from cachetools import LRUCache

from chesterton.model.note import Note
from chesterton.store.tables.open_origins import NoteOrigin as Origin
from chesterton.workspace.workspace import Workspace

T = TypeVar("T")

_REMEMBERED = 64
"""Query results cached: one for each set of files."""


class NoteIndex:
    """Open notes by file, as of the store's last write. Thread-safe."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._version = -1
        self._results: LRUCache[object, object] = LRUCache(_REMEMBERED)

    def notes(self, paths: Collection[str]) -> list[Note]:
        """The open notes linked in these files."""
        path_set = frozenset(paths)
        store, project = self._workspace.store, self._workspace.project.id
        return self._cached(path_set, lambda: store.notes(project, paths=path_set))

    def stems(self) -> Mapping[str, list[str]]:
        """The files with open notes, by their name without folder and suffix."""
        return self._cached("stems", self._stems)

    def _stems(self) -> dict[str, list[str]]:
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted({each.path for each in self.origins()}):
            stems[stem_of(path)].append(path)
        return dict(stems)

    def origins(self) -> list[Origin]:
        """Every pair of file and commit in which open notes were linked."""
        store, project = self._workspace.store, self._workspace.project.id
        return self._cached("origins", lambda: store.open_origins(project))

    def _cached(self, key: object, query: Callable[[], T]) -> T:
        version = self._workspace.store.version()
        with self._lock:
            if version != self._version:
                self._results.clear()
                self._version = version
            if key in self._results:
                return cast("T", self._results[key])
        result = query()
        with self._lock:
            if version == self._version:
                self._results[key] = result
        return result


def stem_of(path: str) -> str:
    """A path's last part without its suffix."""
    name = path[path.rfind("/") + 1 :]
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
