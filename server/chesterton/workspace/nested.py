"""Finds repositories inside a folder: submodules, nested repositories, and symlinked ones."""

import os
from pathlib import Path

from chesterton.git.layout import common_dir, git_dir
from chesterton.git.project_mark import read_mark
from chesterton.model.project import Project
from chesterton.workspace.files import entries_of, find_stored_folder

_FOLDERS = 1_000
"""Maximum number of folders searched."""

_REPOSITORIES = 20
"""Maximum number of repositories returned."""


def repositories_below(root: Path) -> list[Path]:
    """The outermost repositories below a folder, by the paths that lead there, nearest first."""
    level, seen, found = [root], 0, list[Path]()
    while level and seen < _FOLDERS and len(found) < _REPOSITORIES:
        seen += len(level)
        below = [inner for folder in level for inner in _folders(folder)]
        found += [each for each in below if _is_repository(each, root)]
        level = [each for each in below if each not in found and not each.is_symlink()][:_FOLDERS]
    return found[:_REPOSITORIES]


def moved_folder(project: Project) -> Path | None:
    """Where a project is whose recorded folders are all gone: below their nearest parent, marked.

    A submodule or a nested clone that was moved, or a folder that was renamed.
    """
    if any(map(find_stored_folder, project.folders)):
        return None
    for folder in map(Path, project.folders):
        parent = next((each for each in folder.parents if each.is_dir()), None)
        if parent is None or parent in {Path(parent.anchor), Path.home()}:
            continue
        above = [parent, *(each for each in parent.parents if os.path.lexists(each / ".git"))]
        found = (each for root in above[:2] for each in repositories_below(root))
        if marked := next((each for each in found if _has_mark(each, project)), None):
            return marked
    return None


def _has_mark(folder: Path, project: Project) -> bool:
    directory = git_dir(folder)
    mark = read_mark(common_dir(directory)) if isinstance(directory, Path) else None
    return mark is not None and mark.project == project.id


def _folders(folder: Path) -> list[Path]:
    return [
        Path(each.path)
        for each in entries_of(folder)
        if each.name not in {".git", "node_modules"} and each.is_dir()
    ]


def _is_repository(folder: Path, root: Path) -> bool:
    """Whether a folder is a repository, or a link into one outside `root`."""
    if not folder.is_symlink():
        return os.path.lexists(folder / ".git")
    target = Path(os.path.realpath(folder))
    if target.is_relative_to(os.path.realpath(root)):
        return False
    return any(os.path.lexists(each / ".git") for each in (target, *target.parents))
