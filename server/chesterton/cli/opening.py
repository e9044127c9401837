"""The workspace of the current folder, for the time of one command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chesterton.cli.place import memory_location
from chesterton.model.errors import UserError
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace


def current_folder() -> Path:
    """Where the command was started."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UserError("the current folder is gone", "change into a folder that exists") from error


@contextmanager
def opened_store() -> Iterator[Store]:
    """The user's memory."""
    store = Store.open(memory_location())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened(*, may_start: bool = False) -> Iterator[Workspace]:
    """The project that the current folder lies in.

    Raises UserError outside of one; with `may_start` a folder without git becomes a project.
    """
    with opened_store() as store:
        workspace = Workspace.open(current_folder(), store)
        try:
            if not may_start:
                _refuse_nowhere(workspace)
            yield workspace
        finally:
            workspace.close()


def _refuse_nowhere(workspace: Workspace) -> None:
    if workspace.repository is None and workspace.store.project(workspace.project.id) is None:
        raise UserError(
            "this folder is not inside a project: there is neither git nor a note here",
            "change into one, or start one here with: chesterton remember --title TEXT",
        )


def shown_from_here(workspace: Workspace, path: str) -> str:
    """A project-relative path as it is written from the current folder."""
    try:
        return os.path.relpath(workspace.root / path, current_folder())
    except ValueError:  # another drive
        return str(workspace.root / path)
