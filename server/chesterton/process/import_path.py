"""Keeps Python from importing modules of the open repository in place of ours.

`python -m` and PYTHONPATH can put the current directory, which may be the repository, first on
`sys.path`, so that a `logging.py` there runs. Until `protect` has run, nothing may be imported that
Python has not loaded already; so this module imports nothing else.
"""

import os
import sys
from collections.abc import Iterable

_LIBRARY = os.path.dirname(os.__file__)  # noqa: PTH120 - pathlib is not loaded yet
_OURS = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
_PACKAGES = ("site-packages", "dist-packages")


def protect(opened: Iterable[str]) -> None:
    """Take relative entries and those inside the `opened` folders off `sys.path`.

    The standard library and installed packages stay, and are searched before everything else.
    """
    folders = tuple(opened)
    kept = (each for each in sys.path if os.path.isabs(each) and _is_kept(each, folders))  # noqa: PTH117
    sys.path[:] = sorted(kept, key=lambda entry: not _is_installed(entry))


def trusted(python_path: str, opened: Iterable[str]) -> str:
    """A PYTHONPATH without relative entries and without those inside the `opened` folders."""
    folders, entries = tuple(opened), python_path.split(os.pathsep)
    kept = [each for each in entries if os.path.isabs(each) and _is_kept(each, folders)]  # noqa: PTH117
    return os.pathsep.join(kept)


def opened_folders() -> list[str]:
    """The working directory and the repositories around it."""
    try:
        folder = os.getcwd()  # noqa: PTH109
    except OSError:  # the working directory was deleted
        return []
    folders = [folder]
    while (parent := os.path.dirname(folder)) != folder:  # noqa: PTH120
        if os.path.lexists(os.path.join(folder, ".git")):  # noqa: PTH118
            folders.append(folder)
        folder = parent
    return folders


def _is_kept(entry: str, opened: tuple[str, ...]) -> bool:
    return _is_installed(entry) or entry == _OURS or not any(_is_in(entry, each) for each in opened)


def _is_installed(entry: str) -> bool:
    """Whether it is the standard library or a folder of installed packages."""
    if _is_in(entry, _LIBRARY) or (entry.endswith(".zip") and _is_in(entry, sys.base_prefix)):
        return True
    is_ours = _is_in(entry, sys.prefix) or _is_in(entry, sys.base_prefix)
    return is_ours and entry.endswith(_PACKAGES)


def _is_in(entry: str, folder: str) -> bool:
    real, parent = os.path.realpath(entry), os.path.realpath(folder)
    return real == parent or real.startswith(parent.rstrip(os.sep) + os.sep)
