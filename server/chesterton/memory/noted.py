"""What the store says of a project's files, asked again only when the store has changed."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from chesterton.memory.workspace import Workspace
from chesterton.model.note import Note

T = TypeVar("T")

_KEPT = 64
"""Answers kept: one for each set of files asked about lately."""


class Noted:
    """Open notes by file, as of the store's last write. May be used from several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._version = -1
        self._kept: OrderedDict[object, object] = OrderedDict()

    def notes(self, paths: Collection[str]) -> list[Note]:
        """The open notes linked in these files."""
        wanted = frozenset(paths)
        store, project = self._workspace.store, self._workspace.project.id
        return self._asked(wanted, lambda: store.notes(project, paths=wanted))

    def stems(self) -> Mapping[str, list[str]]:
        """Noted files by their name without folder and suffix."""
        return self._asked("stems", self._stems)

    def _stems(self) -> dict[str, list[str]]:
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._workspace.store.noted_paths(self._workspace.project.id):
            stems[PurePosixPath(path).stem].append(path)
        return dict(stems)

    def _asked(self, question: object, ask: Callable[[], T]) -> T:
        version = self._workspace.store.version()
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version = version
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]  # type: ignore[return-value]  # put there below
        answer = ask()
        with self._lock:
            if version == self._version:
                self._kept[question] = answer
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return answer
