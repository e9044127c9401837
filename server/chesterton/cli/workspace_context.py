"""Context managers that open the store and the current project for one command."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from chesterton.cli.regular_file import is_folder
from chesterton.cli.screen import Screen
from chesterton.memory.drafts import kept_files
from chesterton.memory.opening import (
    Store,
    Workspace,
    open_known_project,
    store_location,
)
from chesterton.model.errors import UserError

_ANSWERS = "The same project: chesterton projects join; another one: chesterton projects separate"


def current_folder() -> Path:
    """The working directory. Raises UserError if it was deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UserError("the current directory no longer exists", "cd to another folder") from error


def store_context() -> closing[Store]:
    """Opens the user's store."""
    return closing(Store.open(store_location()))


def open_folder(folder: Path, store: Store) -> Workspace:
    """Opens the project of a folder, or a folder that can become one; the caller closes it."""
    return Workspace.open(current_folder() / folder, store)


@contextmanager
def project_context(screen: Screen, path: str | None = None) -> Iterator[Workspace]:
    """Opens the project of a file or folder, by default of the current directory.

    As in an editor, a file belongs to the innermost git repository around it. Raises UserError if
    there is no project.
    """
    with store_context() as store, _asking(screen, _at(store, path)) as workspace:
        yield workspace


@contextmanager
def opened_with(screen: Screen, ids: Sequence[str]) -> Iterator[Workspace]:
    """Opens the project of the current directory, or the one below it that has the first note."""
    with store_context() as store:
        current = current_folder()
        workspace = open_known_project(_folder_with(ids, current, store) or current, store)
        with _asking(screen, workspace):
            yield workspace


@contextmanager
def _asking(screen: Screen, workspace: Workspace) -> Iterator[Workspace]:
    """Asks first whether all notes that are shown are of the project, if that is not sure."""
    with closing(workspace):
        if workspace.perhaps:
            from chesterton.memory.project.doubts import question  # noqa: PLC0415 - hardly ever

            screen.message(f"chesterton: {question(workspace)}. {_ANSWERS}")
        if kept_files.unstored(workspace.root):
            from chesterton.memory.drafts.kept import pick_up  # noqa: PLC0415 - hardly ever

            for sentence in pick_up(workspace):
                screen.message(f"chesterton: {sentence}")
        yield workspace


def _at(store: Store, path: str | None) -> Workspace:
    current = current_folder()
    if path is None:
        return open_known_project(current, store)
    try:
        return open_known_project(_folder_of(current / path), store)
    except UserError:
        return open_known_project(current, store)  # so that the path is named as outside of it


def _folder_of(file: Path) -> Path:
    """The folder that a file is in, links resolved; of a missing one, the innermost that exists."""
    resolved = Path(os.path.realpath(file))
    return next(each for each in (resolved, *resolved.parents) if is_folder(each))


def _folder_with(ids: Sequence[str], current: Path, store: Store) -> Path | None:
    """A folder of the first note's project that is below the current directory."""
    with suppress(UserError):
        for note_id in ids[:1]:
            project = store.project(store.note(note_id).project)
            folders = [Path(folder) for folder in (project.folders if project else ())]
            below = (each for each in folders if current in each.parents and each.is_dir())
            return next(below, None)
    return None


def shown_from_here(workspace: Workspace, path: str) -> str:
    """Converts a path from relative to the project to relative to the current directory."""
    try:
        return os.path.relpath(workspace.root / path, current_folder())
    except ValueError:  # another drive
        return str(workspace.root / path)
