"""Finds other projects below a folder, and counts their notes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from chesterton.memory.opening import Store, Workspace
from chesterton.model.counted import counted
from chesterton.model.errors import UserError
from chesterton.model.project import Project
from chesterton.workspace.files import find_stored_folder
from chesterton.workspace.nested import moved_folder, repositories_below

_NAMED = 5
"""Maximum number of projects that are described."""


class Below(NamedTuple):
    """Another project with notes, below a folder."""

    path: str  #: of its folder, relative to the folder above
    project: Project
    notes: int  #: proposed and confirmed ones
    is_there: bool = True  #: False: its folder is gone


def described_below(workspace: Workspace, folder: Path, prefix: str = ".") -> list[tuple[str, str]]:
    """What to tell the user about the projects below a folder, each with the next step.

    `prefix` is the folder as the user writes it.
    """
    found = projects_below(workspace, folder)
    described = []
    for path, project, count, is_there in found[:_NAMED]:
        where = os.path.normpath(os.path.join(prefix, path))  # noqa: PTH118 - as it was typed
        gone = "" if is_there else ", which no longer exists"
        command = f"chesterton notes {quote(where)}" if is_there else "chesterton projects"
        notes = f"{counted(count, 'note')} from {project.name}"
        described.append((f"{notes} in {where}{gone}", f"see: {command}"))
    if len(found) > _NAMED:
        more = counted(len(found) - _NAMED, "more project")
        described.append((f"{more} with notes in subfolders", ""))
    return described


def projects_below(workspace: Workspace, folder: Path) -> list[Below]:
    """The other projects with notes that are below a folder."""
    store = workspace.store
    own, shown = workspace.project.id, {each.project for each in workspace.shown}
    others = [each for each in store.projects() if each.id != own and not each.joined_to]
    is_root = folder.resolve() == workspace.root.resolve()
    if is_root and not any(store.own_notes(each.id, 1) for each in others):
        return []
    top = folder.resolve()
    present = [*_present(store, folder, repositories_below(folder))]
    known = shown | {each.project.id for each in present}
    unseen = [each for each in others if each.id not in known and store.own_notes(each.id, 1)]
    around = [top / each.path for each in present if each.notes]
    recorded = (each for each in _recorded(top, unseen) if not {*around}.intersection(each.parents))
    present += _present(store, top, recorded, is_exact=True)
    known |= {each.project.id for each in present}
    found = [*present, *_gone(store, top, [each for each in others if each.id not in known])]
    store.show_with(own, workspace.shown)  # opening a clone of it changed that
    return [each for each in found if each.notes and not (is_root and each.project.id == own)]


def _present(
    store: Store, folder: Path, roots: Iterable[Path], *, is_exact: bool = False
) -> Iterator[Below]:
    """The projects in these folders; if `is_exact`, without those that only contain the folder."""
    for root in roots:
        try:
            nested = Workspace.open(root, store)
        except (UserError, OSError):
            continue
        nested.close()
        if not is_exact or nested.root == root.resolve():
            count = len(store.notes(nested.project.id))
            yield Below(os.path.relpath(root, folder), nested.project, count)


def _recorded(folder: Path, projects: Iterable[Project]) -> Iterator[Path]:
    """The existing folders of projects that are below a folder, outermost first."""
    paths = {path for each in projects for path in each.folders if Path(path) != folder}
    below = sorted(path for path in paths if Path(path).is_relative_to(folder))
    yield from filter(None, map(find_stored_folder, below))


def _gone(store: Store, folder: Path, others: list[Project]) -> Iterator[Below]:
    """Projects that were recorded below the folder, and are gone or have moved."""
    for each in others:
        inside = [path for path in map(Path, each.folders) if path.is_relative_to(folder)]
        if inside and not any(map(find_stored_folder, each.folders)):
            now = moved_folder(each)
            path = os.path.relpath(now or inside[0], folder)
            yield Below(path, each, len(store.own_notes(each.id)), is_there=now is not None)
