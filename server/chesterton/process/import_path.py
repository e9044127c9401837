"""Prevents Python from importing the open repository's modules instead of ours.

`python -m` and PYTHONPATH can put the current directory, which may be the repository, first on
`sys.path`, so that a `logging.py` there would run. Until `protect` has run, only modules that
Python has already loaded may be imported, so this module imports no others.
"""

import os
import sys
from collections.abc import Iterable

_LIBRARY = os.path.dirname(os.__file__)  # noqa: PTH120 - pathlib is not loaded yet
_OURS = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
_PACKAGES = ("site-packages", "dist-packages")


_untrusted: dict[str, None] = {}


def untrusted() -> tuple[str, ...]:
    """The folders opened so far, and the repositories around them."""
    return tuple(_untrusted)


def protect(opened: Iterable[str]) -> None:
    """Removes relative entries, PYTHONPATH and everything in `opened` folders from `sys.path`.

    The standard library and installed packages stay, and are searched first. Afterwards, no program
    in these folders is started either.
    """
    _untrusted.update(dict.fromkeys(each for folder in opened for each in around(folder)))
    folders = untrusted()
    kept = (each for each in sys.path if os.path.isabs(each) and _is_kept(each, folders))  # noqa: PTH117
    sys.path[:] = sorted(kept, key=lambda entry: not _is_installed(entry))


def trusted(python_path: str, opened: Iterable[str]) -> str:
    """The PYTHONPATH entries that `protect` keeps: our own folder and installed packages."""
    folders, entries = tuple(opened), python_path.split(os.pathsep)
    kept = [each for each in entries if os.path.isabs(each) and _is_kept(each, folders)]  # noqa: PTH117
    return os.pathsep.join(kept)


def opened_folders() -> list[str]:
    """The working directory and the repositories around it."""
    try:
        return around(os.getcwd())  # noqa: PTH109
    except OSError:  # the working directory was deleted
        return []


def around(folder: str) -> list[str]:
    """A folder, the repositories around it, and the main work trees that they are linked to."""
    folders = [folder]
    while (parent := os.path.dirname(folder)) != folder:  # noqa: PTH120
        entry = os.path.join(folder, ".git")  # noqa: PTH118
        if os.path.lexists(entry):
            folders += [folder, *_main_work_tree(entry)]
        folder = parent
    return folders


def _main_work_tree(entry: str) -> list[str]:
    """The folder of the git directory that a `.git` file points to."""
    try:
        with open(entry, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
            target = file.read(4096).removeprefix("gitdir:").strip()
    except OSError:  # a directory
        return []
    path = os.path.join(os.path.dirname(entry), target)  # noqa: PTH118, PTH120
    return [os.path.normpath(path).partition(f"{os.sep}.git{os.sep}")[0]]


def _is_kept(entry: str, opened: tuple[str, ...]) -> bool:
    if _is_installed(entry) or entry == _OURS:
        return True
    # modules that this platform lacks are looked for in all entries, so sorting is not enough
    is_ours = entry.endswith(_PACKAGES) or entry not in _python_path()
    return is_ours and not any(_is_in(entry, each) for each in opened)


def _python_path() -> list[str]:
    return os.environ.get("PYTHONPATH", "").split(os.pathsep)


def _is_installed(entry: str) -> bool:
    """Whether the entry is the standard library or a folder of installed packages."""
    if _is_in(entry, _LIBRARY) or (entry.endswith(".zip") and _is_in(entry, sys.base_prefix)):
        return True
    is_ours = _is_in(entry, sys.prefix) or _is_in(entry, sys.base_prefix)
    return is_ours and entry.endswith(_PACKAGES)


def _is_in(entry: str, folder: str) -> bool:
    real, parent = os.path.realpath(entry), os.path.realpath(folder)
    return real == parent or real.startswith(parent.rstrip(os.sep) + os.sep)
