"""The files that make up a git folder, read without running git."""

from collections.abc import Hashable
from enum import Enum
from pathlib import Path
from typing import Final

Marker = tuple[Hashable, ...]
Stamp = tuple[int, int, int]

_SMALL = 4096


class Broken(Enum):
    """A `.git` file that points to no git folder: git refuses it, and looks no further up."""

    BROKEN = "broken"


BROKEN: Final = Broken.BROKEN


def git_dir(root: Path) -> Path | Broken | None:
    """The git folder of the work tree `root`; None where `root` is none."""
    entry = root / ".git"
    if _is_git_dir(entry):
        return entry
    if not _is_file(entry):
        return None
    target = _pointer(entry, root)
    return target if target and _is_git_dir(target) else BROKEN


def common_dir(folder: Path) -> Path:
    """The git folder shared by all work trees, given that of one."""
    text = read_small(folder / "commondir")
    return (folder / _text(text)).resolve() if text else folder


def head_marker(folder: Path, common: Path) -> Marker:
    """A value that differs when HEAD names another commit. Content, because times are coarse."""
    head = read_small(folder / "HEAD")
    return (
        head,
        _branch_commit(head, common),
        stamp(common / "packed-refs"),
        read_small(common / "reftable" / "tables.list"),
        read_small(folder / "reftable" / "tables.list"),
    )


def stamp(path: Path) -> Stamp | None:
    """What tells one version of a file from the next without reading it."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_small(path: Path) -> bytes | None:
    """The start of a file of git's; None where there is none."""
    if not _is_file(path):
        return None
    try:
        with path.open("rb") as file:
            return file.read(_SMALL)
    except (OSError, ValueError):
        return None


def _branch_commit(head: bytes | None, common: Path) -> bytes | None:
    if not head or not head.startswith(b"ref: refs/"):
        return None
    name = _text(head.removeprefix(b"ref: "))
    return None if ".." in name else read_small(common / name)


def _pointer(entry: Path, root: Path) -> Path | None:
    """Where a `.git` file says the git folder is."""
    content = read_small(entry) or b""
    if not content.startswith(b"gitdir: "):
        return None
    name = _text(content.removeprefix(b"gitdir: "))
    # A share on another machine would be asked for, with the user's name, by merely looking.
    if name.startswith(("\\\\", "//")):
        return None
    try:
        return (root / name).resolve()
    except (OSError, ValueError):
        return None


def _is_git_dir(folder: Path) -> bool:
    try:
        has_head = (folder / "HEAD").is_file() or (folder / "HEAD").is_symlink()
        return has_head and ((folder / "objects").is_dir() or (folder / "commondir").is_file())
    except (OSError, ValueError):
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape").strip("\r\n")
