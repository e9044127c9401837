"""Finds the project of each open file and keeps the open workspaces. Runs in the executor.

A file belongs to its enclosing git repository; without one, to the innermost workspace folder that
contains it, or else to its own directory.
"""

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from chesterton.memory.drafts import kept_files
from chesterton.memory.notes.activity import Activity
from chesterton.memory.opening import (
    Location,
    Store,
    Workspace,
    configured_location,
    open_project,
)
from chesterton.model.errors import UserError

log = logging.getLogger(__name__)

Notice = Callable[[str], None]

_DEEPEST = 64


class ProjectFile(NamedTuple):
    """The project of a document and the document's path in it."""

    workspace: Workspace
    path: str  #: project-relative
    folder: Path  #: the folder whose project it is


class Projects:
    """The open projects, all backed by one store."""

    def __init__(self, store_path: str, *, is_trusted: bool, notice: Notice = log.warning) -> None:
        self._store_path = store_path
        self._notice = notice  #: receives messages for the user about the store, from any thread
        self._is_trusted = is_trusted
        self._store: Store | None = None
        self._by_folder: dict[Path, Workspace | None] = {}
        self._opening = threading.RLock()  #: held long, while a store or project is opened
        self._lock = threading.Lock()  #: guards `_by_folder`; held briefly, also by the event loop

    @cached_property
    def location(self) -> Location:
        """The location of the store. Raises UserError if the configured folder does not exist."""
        return configured_location(self._store_path)

    @property
    def store(self) -> Store:
        """The store, opened on first use. Raises UserError if it cannot be opened."""
        with self._opening:
            if self._store is None:
                self._store = Store.open(self.location, self._notice)
            return self._store

    def find_home(self, file: Path, folders: Iterable[Path]) -> ProjectFile | None:
        """The project of a file and the file's path in it, or None.

        Raises UserError if the store cannot be opened.
        """
        file = Path(os.path.realpath(file))
        folder = _folder_of(file, folders)
        workspace = self._workspace_of(folder)
        path = workspace.relative(file) if workspace else None
        return ProjectFile(workspace, path, folder) if workspace and path is not None else None

    def workspace_in(self, folder: Path) -> Workspace | None:
        """The project of a workspace folder."""
        folder = Path(os.path.realpath(folder))
        return self._workspace_of(_folder_of(folder / "file", [folder]))

    def _workspace_of(self, folder: Path) -> Workspace | None:
        with self._opening:
            by_folder = self._by_folder  # `forget_folders` replaces the dict
            if folder in by_folder:
                return by_folder[folder]
            opened = self._open(folder)
            with self._lock:
                self._by_folder[folder] = opened
            return opened

    def open_workspaces(self) -> list[Workspace]:
        """The open workspaces, without duplicates."""
        with self._lock:
            workspaces = [each for each in self._by_folder.values() if each is not None]
        return list({each.root: each for each in workspaces}.values())

    def has_moved(self, file: Path, folders: Iterable[Path], home: ProjectFile) -> bool:
        """Whether a file is in a different repository than when its project was looked up."""
        return _folder_of(Path(os.path.realpath(file)), folders) != home.folder

    def look_again(self, workspace: Workspace) -> bool:
        """Identifies a folder's project again; returns whether it or the notes shown there changed.

        If the project or repository changed, the workspace is closed, to be reopened when needed.
        """
        try:
            if not workspace.identify_again():
                return False
        except (UserError, OSError) as error:
            log.info("could not look up the project again: %s", error)
            return False
        if workspace.is_outdated:
            with self._lock:
                by_folder = self._by_folder.items()
                self._by_folder = {k: v for k, v in by_folder if v is not workspace}
            with contextlib.suppress(UserError):
                workspace.singleton(Activity).flush()
            workspace.close()
        return True

    def workspace_with(self, note: str) -> Workspace:
        """The workspace that has the note: an open one, or that of its project, opened for it.

        Raises UserError if no project has it. In an untrusted workspace no other folder is read.
        """
        for workspace in self.open_workspaces():
            with contextlib.suppress(UserError):
                workspace.store.note(note, workspace.project.id)
                return workspace
        with self._opening:
            project = self.store.project(self.store.note(note).project)
            if project is None:
                raise UserError("this note belongs to an unknown project", "run: chesterton doctor")
            opened = (
                open_project(project, self.store)
                if self._is_trusted
                else Workspace.without_code(project, self.store)
            )
            with self._lock:
                if self._by_folder.get(opened.root) is None:  # so that it is closed at the end
                    self._by_folder[opened.root] = opened
            return opened

    def forget_folders(self) -> None:
        """Discards failed lookups, because workspace folders or repositories changed."""
        with self._lock:
            self._by_folder = {k: v for k, v in self._by_folder.items() if v is not None}

    def close(self) -> None:
        """Flushes note activity and closes all workspaces and the store."""
        with self._opening:
            for workspace in self.open_workspaces():
                with contextlib.suppress(UserError):
                    workspace.singleton(Activity).flush()
                workspace.close()
            with self._lock:
                self._by_folder.clear()
            if self._store is not None:
                self._store.close()
                self._store = None

    def _open(self, folder: Path) -> Workspace | None:
        store = self.store
        try:
            opened = Workspace.open(folder, store, trusted=self._is_trusted)
        except UserError as error:
            log.warning("notes cannot be shown for this folder: %s", error.message)
            return None
        if kept_files.unstored(opened.root):
            from chesterton.memory.drafts.kept import pick_up  # noqa: PLC0415 - hardly ever

            log.info("%s", "; ".join(pick_up(opened)))
        already_open = [each for each in self.open_workspaces() if each.root == opened.root]
        return already_open[0] if already_open else opened


def _folder_of(file: Path, folders: Iterable[Path]) -> Path:
    for parent in list(file.parents)[:_DEEPEST]:
        if (parent / ".git").exists():
            return parent
    resolved = (Path(os.path.realpath(folder)) for folder in folders)
    enclosing = [folder for folder in resolved if file.is_relative_to(folder)]
    return max(enclosing, key=lambda folder: len(folder.parts), default=file.parent)
