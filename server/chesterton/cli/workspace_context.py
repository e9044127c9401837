"""Context managers that open the store and the current project for one command."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chesterton.memory.opening import (
    Store,
    Workspace,
    memory_location,
    open_known_project,
)
from chesterton.model.errors import UserError


def current_folder() -> Path:
    """The working directory. Raises UserError if it was deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UserError("the current folder is gone", "change into a folder that exists") from error


@contextmanager
def opened_store() -> Iterator[Store]:
    """Opens the user's store."""
    store = Store.open(memory_location())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened() -> Iterator[Workspace]:
    """Opens the project of the current folder. Raises UserError if there is none."""
    with _opened(open_known_project) as workspace:
        yield workspace


@contextmanager
def opened_or_created() -> Iterator[Workspace]:
    """Like `opened`, but turns a folder without git into a project."""
    with _opened(Workspace.open) as workspace:
        yield workspace


@contextmanager
def _opened(open_one: Callable[[Path, Store], Workspace]) -> Iterator[Workspace]:
    with opened_store() as store:
        workspace = open_one(current_folder(), store)
        try:
            yield workspace
        finally:
            workspace.close()


def shown_from_here(workspace: Workspace, path: str) -> str:
    """Converts a path from relative to the project to relative to the current folder."""
    try:
        return os.path.relpath(workspace.root / path, current_folder())
    except ValueError:  # another drive
        return str(workspace.root / path)
