"""Finds repositories below a folder: submodules, nested ones, and those that are linked to."""

import os
from pathlib import Path

from chesterton.workspace.files import entries_of

_FOLDERS = 1_000
"""How many folders are looked at."""

_REPOSITORIES = 20
"""How many of them are returned."""


def repositories_below(root: Path) -> list[Path]:
    """The outermost repositories below a folder, by the paths that lead there, nearest first."""
    level, seen, found = [root], 0, list[Path]()
    while level and seen < _FOLDERS and len(found) < _REPOSITORIES:
        seen += len(level)
        below = [inner for folder in level for inner in _folders(folder)]
        found += [each for each in below if _is_repository(each, root)]
        level = [each for each in below if each not in found and not each.is_symlink()][:_FOLDERS]
    return found[:_REPOSITORIES]


def _folders(folder: Path) -> list[Path]:
    return [
        Path(each.path)
        for each in entries_of(folder)
        if each.name not in {".git", "node_modules"} and each.is_dir()
    ]


def _is_repository(folder: Path, root: Path) -> bool:
    """Whether a folder is one, or a link into one elsewhere."""
    if not folder.is_symlink():
        return os.path.lexists(folder / ".git")
    target = Path(os.path.realpath(folder))
    if target.is_relative_to(os.path.realpath(root)):
        return False
    return any(os.path.lexists(each / ".git") for each in (target, *target.parents))
