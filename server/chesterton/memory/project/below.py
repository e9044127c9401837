"""Counts the notes in other projects whose repositories are inside a folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chesterton.memory.opening import Store, Workspace
from chesterton.model.errors import UserError
from chesterton.model.project import Project
from chesterton.workspace.files import find_stored_folder
from chesterton.workspace.nested import moved_folder, repositories_below


class Below(NamedTuple):
    """Another project with notes, below a folder."""

    path: str  #: of its repository, relative to the folder
    project: Project
    notes: int  #: proposed and confirmed ones
    is_there: bool = True  #: False: its folder is gone


def projects_below(workspace: Workspace, folder: Path) -> list[Below]:
    """The other projects with notes that are below a folder."""
    store = workspace.store
    own, shown = workspace.project.id, {each.project for each in workspace.shown}
    others = [each for each in store.projects() if each.id != own and not each.joined_to]
    is_root = folder.resolve() == workspace.root.resolve()
    if is_root and not any(store.own_notes(each.id, 1) for each in others):
        return []
    present = [*_present(workspace, folder)]
    known = shown | {each.project.id for each in present}
    found = [*present, *_gone(store, folder, [each for each in others if each.id not in known])]
    store.show_with(own, workspace.shown)  # opening a clone of it changed that
    return [each for each in found if each.notes and not (is_root and each.project.id == own)]


def _present(workspace: Workspace, folder: Path) -> Iterator[Below]:
    for root in repositories_below(folder):
        try:
            nested = Workspace.open(root, workspace.store)
        except (UserError, OSError):
            continue
        nested.close()
        count = len(workspace.store.notes(nested.project.id))
        yield Below(os.path.relpath(root, folder), nested.project, count)


def _gone(store: Store, folder: Path, others: list[Project]) -> Iterator[Below]:
    """Projects that were recorded below the folder, and are gone or have moved."""
    for each in others:
        inside = [path for path in map(Path, each.folders) if path.is_relative_to(folder)]
        if inside and not any(map(find_stored_folder, each.folders)):
            now = moved_folder(each)
            path = os.path.relpath(now or inside[0], folder)
            yield Below(path, each, len(store.own_notes(each.id)), is_there=now is not None)
