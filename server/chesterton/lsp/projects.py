"""Which project each open file belongs to, and the workspaces that are open. Runs in the executor.

A file belongs to the repository around it; without one, to the innermost folder of the editor that
holds it, else to its own folder.
"""

import contextlib
import logging
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from chesterton.memory.notes.activity import Activity
from chesterton.memory.opening import (
    Location,
    Store,
    Workspace,
    configured_location,
    open_project,
    open_store,
)
from chesterton.model.errors import UserError

log = logging.getLogger(__name__)

_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Home:
    """Where a document belongs."""

    workspace: Workspace
    path: str  #: project-relative


class Roots:
    """The open workspaces over one store."""

    def __init__(self, store_path: str, *, is_trusted: bool) -> None:
        self._named = store_path
        self._is_trusted = is_trusted
        self._store: Store | None = None
        self._by_folder: dict[Path, Workspace | None] = {}
        self._opening = threading.RLock()  #: held while a store or project is opened: long
        self._lock = threading.Lock()  #: of the folders, held for moments: the loop takes it too

    @cached_property
    def location(self) -> Location:
        """Where the store lies. Raises UserError where that is named but cannot be found."""
        return configured_location(self._named)

    @property
    def store(self) -> Store:
        """The store, opened at first use. Raises UserError where it cannot be."""
        with self._opening:
            if self._store is None:
                self._store = open_store(self.location, log.warning)
            return self._store

    def find_home(self, file: Path, folders: Iterable[Path]) -> Home | None:
        """The project and path of a file; None where there is none.

        Raises UserError where the store cannot be opened.
        """
        file = Path(os.path.realpath(file))
        workspace = self._workspace_of(_folder_of(file, folders))
        path = workspace.relative(file) if workspace else None
        return Home(workspace, path) if workspace and path is not None else None

    def workspace_in(self, folder: Path) -> Workspace | None:
        """The project of a folder of the editor."""
        folder = Path(os.path.realpath(folder))
        return self._workspace_of(_folder_of(folder / "file", [folder]))

    def _workspace_of(self, folder: Path) -> Workspace | None:
        with self._opening:
            known = self._by_folder  # another takes its place where folders are forgotten
            if folder in known:
                return known[folder]
            opened = self._open(folder)
            with self._lock:
                self._by_folder[folder] = opened
            return opened

    def open_ones(self) -> list[Workspace]:
        """The workspaces in use, each once."""
        with self._lock:
            known = [each for each in self._by_folder.values() if each is not None]
        return list({each.root: each for each in known}.values())

    def workspace_with(self, note: str) -> Workspace:
        """The open workspace whose project has the note. Raises UserError where none has."""
        for workspace in self.open_ones():
            with contextlib.suppress(UserError):
                workspace.store.note(note, workspace.project.id)
                return workspace
        raise UserError("there is no such note in the open projects", "open its project first")

    def forget_folders(self) -> None:
        """Looks again which project each folder belongs to: folders or repositories changed."""
        with self._lock:
            self._by_folder = {k: v for k, v in self._by_folder.items() if v is not None}

    def close(self) -> None:
        """Closes workspaces and store."""
        with self._opening:
            for workspace in self.open_ones():
                with contextlib.suppress(UserError):
                    workspace.shared(Activity).flush()
                workspace.close()
            with self._lock:
                self._by_folder.clear()
            if self._store is not None:
                self._store.close()
                self._store = None

    def _open(self, folder: Path) -> Workspace | None:
        store = self.store
        try:
            opened = open_project(folder, store, trusted=self._is_trusted)
        except UserError as error:
            log.warning("no notes for this folder: %s", error.message)
            return None
        same = [each for each in self.open_ones() if each.root == opened.root]
        return same[0] if same else opened


def _folder_of(file: Path, folders: Iterable[Path]) -> Path:
    for parent in list(file.parents)[:_DEEPEST]:
        if (parent / ".git").exists():
            return parent
    real = (Path(os.path.realpath(folder)) for folder in folders)
    around = [folder for folder in real if file.is_relative_to(folder)]
    return max(around, key=lambda folder: len(folder.parts), default=file.parent)
