"""Context managers that open the store and the current project for one command."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from chesterton.memory.opening import (
    Store,
    Workspace,
    open_known_project,
    store_location,
)
from chesterton.model.errors import UserError


def current_folder() -> Path:
    """The working directory. Raises UserError if it was deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UserError("the current folder no longer exists", "cd to another folder") from error


def store_context() -> closing[Store]:
    """Opens the user's store."""
    return closing(Store.open(store_location()))


@contextmanager
def project_context(
    open_one: Callable[[Path, Store], Workspace] = open_known_project,
) -> Iterator[Workspace]:
    """Opens the project of the current folder. Raises UserError if there is none."""
    with store_context() as store, closing(open_one(current_folder(), store)) as workspace:
        yield workspace


def project_context_or_new() -> AbstractContextManager[Workspace]:
    """Like `opened`, but turns a folder without git into a project."""
    return project_context(Workspace.open)


def shown_from_here(workspace: Workspace, path: str) -> str:
    """Converts a path from relative to the project to relative to the current folder."""
    try:
        return os.path.relpath(workspace.root / path, current_folder())
    except ValueError:  # another drive
        return str(workspace.root / path)
