"""Reads files in a working tree safely: only regular files inside the root, up to a size limit."""

import os
import re
import stat
from pathlib import Path, PurePath, PurePosixPath

from chesterton.model.limits import FILE_LIMIT

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_UNUSUAL = (
    r"[^ -~\u00a0-\u00ac\u00ae-\u00ff]|[=:@]|[A-Z]{16}|"
    r"(?i:pass|pw|token|secret|key|pin|code|cred)[^/]{0,99}\d|"
)
_ODD = re.compile(_UNUSUAL + r"(?=[A-Za-z]{0,7}[0-9])[A-Za-z0-9]{8}")
"""Matches every path and name that redaction may change."""

_ODD_FOLDER = re.compile(_UNUSUAL + r"(?=[A-Za-z]{0,99}\d)[A-Za-z0-9]{12}")
"""The same for absolute paths, in which temporary folders with short random names are common."""

Stamp = tuple[int, int, int]
"""Modification time, size and inode: equal stamps are taken to mean equal content, as in git."""


def relative(root: Path, file: Path) -> str | None:
    """The path of `file` relative to `root`, with `/` and links resolved; None if outside."""
    try:
        path = Path(os.path.realpath(file)).relative_to(os.path.realpath(root))
    except (ValueError, OSError):
        return None
    return PurePosixPath(*path.parts).as_posix() if path.parts else None


def stored_path(path: str) -> str:
    """The path of a file as stored: tokens redacted, control characters escaped."""
    if not _ODD.search(path):
        return path
    from chesterton.redact.paths import clean_path  # noqa: PLC0415 - as below

    return clean_path(path)


def stored_name(name: str) -> str:
    """A name or URL as stored: secrets redacted, control characters escaped."""
    if not _ODD.search(name):
        return name
    from chesterton.redact.clean import clean_name  # noqa: PLC0415 - 50 ms that few names need

    return clean_name(name)


def is_same_name(one: str | None, other: str | None) -> bool:
    """Whether two symbol names are equal in their stored form."""
    return one == other or bool(one and other and stored_name(one) == stored_name(other))


def stored_folder(folder: Path) -> str:
    """The absolute path of a folder as stored; different folders stay different."""
    path = str(folder)
    if not _ODD_FOLDER.search(path):
        return path
    from chesterton.redact.clean import clean_folder  # noqa: PLC0415 - 50 ms that few paths need

    return clean_folder(folder)


def find_stored_folder(path: str) -> Path | None:
    """The folder whose absolute path is stored as `path`; None if there is none."""
    if is_folder(Path(path)) or not is_redacted(path):
        return Path(path) if is_folder(Path(path)) else None
    folder = Path(path.rpartition("#")[0])
    present = next(each for each in folder.parents if is_folder(each))
    steps = len(folder.parts) - len(present.parts)
    found = [present]
    for _ in range(steps):
        found = [each for parent in found for each in _folders(parent) if _may_be(each, path)]
    return next((each for each in found if stored_folder(each) == path), None)


def _folders(folder: Path) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if is_folder(each)]
    except OSError:
        return []


def _may_be(folder: Path, path: str) -> bool:
    return path.startswith(stored_folder(folder).rpartition("#")[0] or str(folder))


def is_redacted(path: str) -> bool:
    """Whether a stored path may differ from the real one."""
    return "\\" in path or "[redacted:" in path


def named_like(root: Path, path: str) -> str | None:
    """The file or folder whose path is stored as `path`, with part of it redacted."""
    found = PurePosixPath()
    for part in path.split("/"):
        names = (each.name for each in entries_of(root / found) if stored_path(each.name) == part)
        name = part if os.path.lexists(root / found / part) else next(names, None)
        if name is None:
            return None
        found /= name
    return found.as_posix()


def is_file(path: Path) -> bool:
    """Whether `path` is a regular file; False also for invalid and overlong names."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder; False also for invalid and overlong names."""
    return stat.S_ISDIR(_mode(path))


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """The entries of a folder, sorted by name; none if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda each: each.name)
    except OSError:
        return []


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def nested_repository(root: Path, path: str) -> str | None:
    """The outermost folder between `root` and `path` that is a git repository of its own."""
    folders = reversed(PurePosixPath(path).parents[:-1])
    return next((str(each) for each in folders if os.path.lexists(root / each / ".git")), None)


def stamp(root: Path, path: str) -> Stamp | None:
    """The stamp of a regular file; None for anything else, including links out of the root."""
    try:
        status = (root / path).stat()
        if not stat.S_ISREG(status.st_mode) or not _is_inside(root, path):
            return None
    except (OSError, ValueError):  # a NUL in the name
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def is_free(root: Path, path: str) -> bool:
    """Whether nothing exists at this path, not even a dangling link."""
    try:
        return not os.path.lexists(root / path)
    except ValueError:  # a NUL in the name
        return False


def read_bytes(root: Path, path: str) -> bytes | None:
    """The content of a regular file of at most FILE_LIMIT bytes, else None."""
    file_stamp = stamp(root, path)
    if file_stamp is None or file_stamp[1] > FILE_LIMIT:
        return None
    try:
        # non-blocking: a pipe may have replaced the file since the check above
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


def _is_inside(root: Path, path: str) -> bool:
    """Whether a path leads to a place in the root. Only links on the way have to be resolved."""
    below, at = PurePath(path), str(root)
    if not below.anchor and ".." not in below.parts:
        for part in below.parts:
            at = f"{at}{os.sep}{part}"
            if _is_link(os.lstat(at)):
                break
        else:
            return True
    return relative(root, root / path) is not None


def _is_link(status: os.stat_result) -> bool:
    """Whether the status is that of a link, or of a junction on Windows."""
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_reparse_tag", 0))
