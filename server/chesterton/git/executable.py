"""Finds the git executable on PATH, ignoring any that a repository may have planted."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

_NAME = "git.exe" if os.name == "nt" else "git"


@lru_cache(maxsize=64)
def find_program(search_path: str, avoid: tuple[Path, ...]) -> Path | None:
    """The first git on `search_path` that is outside every folder in `avoid`."""
    for folder in _trusted_folders(search_path, avoid):
        program = folder / _NAME
        if _is_program(program) and not _is_inside(program.resolve(), avoid):
            return program
    return None


def trusted_path(search_path: str, avoid: tuple[Path, ...]) -> str:
    """`search_path` without relative folders and without those inside `avoid`."""
    return os.pathsep.join(str(folder) for folder in _trusted_folders(search_path, avoid))


def _trusted_folders(search_path: str, avoid: Iterable[Path]) -> Iterator[Path]:
    for entry in search_path.split(os.pathsep):
        folder = Path(entry.strip('"'))
        if folder.is_absolute() and not _is_inside(folder.resolve(), avoid):
            yield folder


def _is_inside(path: Path, folders: Iterable[Path]) -> bool:
    # a project at the root of the file system contains every program, so it excludes none
    return any(path.is_relative_to(folder) for folder in folders if folder != folder.parent)


def _is_program(path: Path) -> bool:
    try:
        return path.is_file() and os.access(path, os.X_OK)
    except OSError:
        return False
