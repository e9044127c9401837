"""The files that make up a git folder, read without running git."""

import os
import re
from collections.abc import Hashable
from enum import Enum
from pathlib import Path
from typing import Final


class Unborn(Enum):
    """HEAD names a branch that has no commit yet."""

    UNBORN = "unborn"


UNBORN: Final = Unborn.UNBORN

Marker = tuple[Hashable, ...]
Stamp = tuple[int, int, int]

_SMALL = 4096
_COMMIT = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64})\n?")
_HEADING = re.compile(
    r"\s*\[(?:remote \"([^\"\\]*)\"|(?!include|extensions)[a-z0-9-]+(?: \"[^\"\\]*\")?)\]\s*",
    re.IGNORECASE,
)
_BRANCH = re.compile(rb"ref: refs/heads/[^\s\0]+\n?")
_SYMBOLIC_DEPTH = 5
_VARIABLE = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9-]*)\s*(?:=\s*([^\\\";#]*?)\s*)?")


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


def plain_head(folder: Path, common: Path) -> str | Unborn | None:
    """The commit at HEAD where files name it directly; None where only git can tell."""
    head = read_small(folder / "HEAD") or b""
    if found := _COMMIT.fullmatch(head):
        return found[1].decode()
    if not _BRANCH.fullmatch(head):
        return None
    commit = _branch_commit(head, common)
    if commit is None and not any((common / name).exists() for name in ("packed-refs", "reftable")):
        return UNBORN
    found = _COMMIT.fullmatch(commit or b"")
    return found[1].decode() if found else None


def is_own(*folders: Path) -> bool:
    """Whether the folders belong to the user who asks; False where a system has no such owner."""
    if not hasattr(os, "geteuid"):
        return False
    try:
        return all(folder.stat().st_uid == os.geteuid() for folder in folders)
    except OSError:
        return False


def plain_remotes(common: Path) -> dict[str, str] | None:
    """The URL of each remote by git's key for it; None where the configuration needs git to read.

    That is where other files are included, where anything is quoted, continued or commented, where
    the repository has an extension, and where git would refuse it.
    """
    try:
        lines = (common / "config").read_bytes().decode().splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    urls: dict[str, str] = {}
    remote = None
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            remote = heading[1]
        elif found := _VARIABLE.fullmatch(line):
            if found[1].lower() == "worktreeconfig":
                return None
            if remote is not None and found[1].lower() == "url":
                if not found[2]:
                    return None
                urls.setdefault(f"remote.{remote}.url", found[2])
        elif line.strip():
            return None
    return urls


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
    """The content of the branch that HEAD names, also through symbolic branches."""
    for _ in range(_SYMBOLIC_DEPTH):
        if not head or not head.startswith(b"ref: refs/"):
            return head
        name = _text(head.removeprefix(b"ref: "))
        head = None if ".." in name else read_small(common / name)
    return None


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
