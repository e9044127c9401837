"""Finds programs on PATH and Chesterton's own command, ignoring those in the open repository.

Windows searches the current directory first, and PATH entries such as `.`, an empty entry or
`node_modules/.bin` may point into the repository, where a malicious program may have been planted.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from chesterton.process import import_path


def find_program(name: str, avoid: Iterable[Path] = ()) -> Path | None:
    """The first program called `name` on PATH that is outside `avoid` and all opened folders.

    Opened folders are the working directory, those that `protect` knows, and the repositories
    around them.
    """
    return _find(name, os.environ.get("PATH", os.defpath), _with_opened(avoid))


def trusted_path(avoid: Iterable[Path] = ()) -> str:
    """PATH without relative folders, and without those inside `avoid` or an opened folder."""
    folders = _trusted_folders(os.environ.get("PATH", os.defpath), _with_opened(avoid))
    return os.pathsep.join(map(str, folders))


def own_command(*arguments: str) -> list[str]:
    """The command line that runs this program. `-P` keeps the working directory off `sys.path`."""
    return [sys.executable, "-P", "-m", "chesterton", *arguments]


def own_environment() -> dict[str, str]:
    """The environment for `own_command`, without opened folders on its paths."""
    folders = import_path.opened_folders()
    return os.environ | {
        "PATH": trusted_path(),
        "PYTHONPATH": import_path.trusted(os.environ.get("PYTHONPATH", ""), folders),
    }


def _with_opened(avoid: Iterable[Path]) -> tuple[Path, ...]:
    opened = dict.fromkeys((*import_path.untrusted(), *import_path.opened_folders()))
    return (*avoid, *map(Path, opened))


@lru_cache(maxsize=64)
def _find(name: str, search_path: str, avoid: tuple[Path, ...]) -> Path | None:
    suffixes = os.environ.get("PATHEXT", ".EXE").split(os.pathsep) if os.name == "nt" else ("",)
    for folder in _trusted_folders(search_path, avoid):
        for suffix in suffixes:
            program = folder / (name + suffix)
            if _is_program(program) and not _is_inside(program.resolve(), avoid):
                return program
    return None


def _trusted_folders(search_path: str, avoid: Iterable[Path]) -> Iterator[Path]:
    for entry in search_path.split(os.pathsep):
        folder = Path(entry.strip('"'))
        if folder.is_absolute() and not _is_inside(folder.resolve(), avoid):
            yield folder


def _is_inside(path: Path, folders: Iterable[Path]) -> bool:
    return any(
        path.is_relative_to(folder) and not _is_users(path, folder)
        for folder in folders
        if folder != folder.parent  # one at the root of the file system contains every program
    )


def _is_users(path: Path, folder: Path) -> bool:
    """Whether the project contains the home folder and the program is the user's own there."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - unlike Path.home, never raises
    return home.is_relative_to(folder) and path.is_relative_to(home)


def _is_program(path: Path) -> bool:
    try:
        return path.is_file() and os.access(path, os.X_OK)
    except OSError:
        return False
