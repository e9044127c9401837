"""Reading the files of a working tree: regular files inside the root, within the size limit."""

import os
import stat
from pathlib import Path, PurePosixPath

from chesterton.model.limits import FILE_LIMIT

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

Stamp = tuple[int, int, int]
"""Modification time, size and inode: equal stamps mean equal content, as git takes it."""


def relative(root: Path, file: Path) -> str | None:
    """The path of `file` below `root` with `/`, links followed; None outside of it."""
    try:
        inside = Path(os.path.realpath(file)).relative_to(os.path.realpath(root))
    except (ValueError, OSError):
        return None
    return PurePosixPath(*inside.parts).as_posix() if inside.parts else None


def is_file(path: Path) -> bool:
    """Whether a regular file is there. A name too long for the system names nothing."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Whether a folder is there."""
    return stat.S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def stamp(root: Path, path: str) -> Stamp | None:
    """The stamp of a regular file; None for anything else, also for links that lead outside."""
    file = _inside(root, path)
    if file is None:
        return None
    try:
        seen = file.stat()
    except OSError:
        return None
    if not stat.S_ISREG(seen.st_mode):
        return None
    return (seen.st_mtime_ns, seen.st_size, seen.st_ino)


def is_free(root: Path, path: str) -> bool:
    """Whether nothing at all is there under this name."""
    try:
        return not os.path.lexists(root / path)
    except ValueError:  # a NUL in the name
        return False


def read_bytes(root: Path, path: str) -> bytes | None:
    """The content of a regular file of at most FILE_LIMIT bytes, else None."""
    seen = stamp(root, path)
    if seen is None or seen[1] > FILE_LIMIT:
        return None
    try:
        # opened without waiting: a pipe could have taken the file's place since the look above
        handle = os.open(root / path, _READ)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        try:
            return file.read(FILE_LIMIT + 1)
        except OSError:
            return None


def _inside(root: Path, path: str) -> Path | None:
    try:
        file = root / path
        return file if relative(root, file) is not None else None
    except ValueError:  # a NUL in the name
        return None
