"""Reads HEAD, refs and remotes directly from the files of a git directory, without running git."""

import os
import re
from collections.abc import Hashable
from enum import Enum
from pathlib import Path
from typing import Final


class Unborn(Enum):
    """HEAD points to a branch without commits."""

    UNBORN = "unborn"


UNBORN: Final = Unborn.UNBORN

HeadStamp = tuple[Hashable, ...]
Stamp = tuple[int, int, int]

_SMALL_FILE_LIMIT = 4096
_COMMIT = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64})\n?")
_HEADING = re.compile(
    r"\s*\[(?:remote \"([^\"\\]*)\"|(?!include|extensions)[a-z0-9-]+(?: \"[^\"\\]*\")?)\]\s*",
    re.IGNORECASE,
)
_BRANCH = re.compile(
    rb"ref: refs/heads/(?![/.])(?!.*(?:\.\.|//|/\.|@\{|\.lock(?:/|\n|$)))"
    rb"[^\x00-\x20\x7f~^:?*\[\\]+(?<![/.])\n?"
)
"""A branch whose name git accepts; any other is damage, not a branch without commits."""

_BARE = re.compile(rb"(?im)^\s*bare\s*=\s*true\s*$")
_DAMAGED = ("HEAD", "objects", "refs", "config", "chesterton")
_AROUND = 3
_SYMBOLIC_DEPTH = 5
_VARIABLE = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9-]*)\s*(?:=\s*([^\\\";#]*?)\s*)?")


class Broken(Enum):
    """A `.git` file or link without a target, or a damaged folder; parents are not searched."""

    BROKEN = "broken"


BROKEN: Final = Broken.BROKEN


def git_dir(root: Path) -> Path | Broken | None:
    """The git directory of the work tree `root`; None if `root` is not a work tree."""
    entry = root / ".git"
    if _is_git_dir(entry):
        return entry
    if not _is_file(entry):
        return BROKEN if _is_damaged(entry) else None
    target = _pointer(entry, root)
    return target if target and _is_git_dir(target) else BROKEN


def common_dir(folder: Path) -> Path:
    """The git directory shared by all work trees, given the one of a single work tree."""
    text = read_small(folder / "commondir")
    return (folder / _text(text)).resolve() if text else folder


def lost_git_dirs(root: Path) -> list[Path]:
    """Where the shared git directory of a work tree with a dangling `.git` file may be.

    For a linked work tree, that is its repository; for a submodule, the repository around it.
    """
    content = read_small(root / ".git") or b""
    name = _text(content.removeprefix(b"gitdir: "))
    if not content.startswith(b"gitdir: ") or _is_remote(name):
        return []
    target = Path(os.path.normpath(root / name))
    if target.parent.name == "worktrees":
        return [target.parents[1], *_moved_along(root, target)]
    if "modules" not in target.parts:
        return [target]
    within = target.parts[target.parts.index("modules") :]
    around = (git_dir(each) for each in root.parents)
    return [
        target,
        *(common_dir(each) / Path(*within) for each in around if isinstance(each, Path)),
    ]


def _moved_along(root: Path, target: Path) -> list[Path]:
    """Where a repository may be if it was moved together with its work tree `root`."""
    common, name = target.parents[1], target.name
    ends = [Path(*common.parts[-length:]) for length in (1, 2)]
    places = [around / end for around in root.parents[:_AROUND] for end in ends]
    return [each for each in (*root.parents, *places) if (each / "worktrees" / name).is_dir()]


def bare_git_dir(folder: Path) -> Path | None:
    """The bare repository that contains `folder`; None inside a work tree."""
    for each in (folder, *folder.parents):
        if os.path.lexists(each / ".git"):
            return None
        if _is_git_dir(each):
            return each
    return None


def is_bare(common: Path) -> bool:
    """Whether a git directory is configured as having no work tree of its own."""
    return bool(_BARE.search(read_small(common / "config") or b""))


def linked_work_trees(common: Path) -> list[Path]:
    """The work trees that were created with `git worktree add`."""
    pointers = (read_small(each) for each in sorted((common / "worktrees").glob("*/gitdir")))
    return [Path(_text(pointer)).parent for pointer in pointers if pointer]


def head_marker(folder: Path, common: Path) -> HeadStamp:
    """A token that changes when HEAD's commit does.

    It contains the content of small files, because modification times are too coarse.
    """
    head = read_small(folder / "HEAD")
    return (
        head,
        _branch_commit(head, common),
        stamp(common / "packed-refs"),
        read_small(common / "reftable" / "tables.list"),
        read_small(folder / "reftable" / "tables.list"),
    )


def read_head(folder: Path, common: Path) -> str | Unborn | None:
    """The commit at HEAD if it can be read from plain files; None if git must resolve it."""
    head = read_small(folder / "HEAD") or b""
    if found := _COMMIT.fullmatch(head):
        return found[1].decode()
    if not _BRANCH.fullmatch(head):
        return None
    commit = _branch_commit(head, common)
    if commit is None and not any((common / name).exists() for name in ("packed-refs", "reftable")):
        return UNBORN
    match = _COMMIT.fullmatch(commit or b"")
    return match[1].decode() if match else None


def has_damaged_head(folder: Path) -> bool:
    """Whether HEAD is neither a commit nor a branch with a valid name."""
    head = read_small(folder / "HEAD") or b""
    is_other_ref = head.startswith(b"ref: refs/") and not head.startswith(b"ref: refs/heads/")
    return not (_COMMIT.fullmatch(head) or _BRANCH.fullmatch(head) or is_other_ref)


def is_own(*folders: Path) -> bool:
    """Whether the current user owns all folders; False on systems without user ids."""
    if not hasattr(os, "geteuid"):
        return False
    try:
        return all(folder.stat().st_uid == os.geteuid() for folder in folders)
    except OSError:
        return False


def read_remotes(common: Path) -> dict[str, str] | None:
    """The URL of each remote by its configuration key; None if only git can read the configuration.

    That is the case if the file has includes, extensions, quotes, continued lines, comments or
    errors.
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
        elif variable := _VARIABLE.fullmatch(line):
            if variable[1].lower() == "worktreeconfig":
                return None
            if remote is not None and variable[1].lower() == "url":
                if not variable[2]:
                    return None
                urls.setdefault(f"remote.{remote}.url", variable[2])
        elif line.strip():
            return None
    return urls


def stamp(path: Path) -> Stamp | None:
    """A file's modification time, size and inode; None if it is missing."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_small(path: Path) -> bytes | None:
    """The first bytes of a file; None if it cannot be read."""
    if not _is_file(path):
        return None
    try:
        with path.open("rb") as file:
            return file.read(_SMALL_FILE_LIMIT)
    except (OSError, ValueError):
        return None


def _branch_commit(head: bytes | None, common: Path) -> bytes | None:
    """The content of the branch that HEAD points to, through symbolic refs."""
    for _ in range(_SYMBOLIC_DEPTH):
        if not head or not head.startswith(b"ref: refs/"):
            return head
        name = _text(head.removeprefix(b"ref: "))
        head = None if ".." in name else read_small(common / name)
    return None


def _pointer(entry: Path, root: Path) -> Path | None:
    """The git directory that a `.git` file points to."""
    content = read_small(entry) or b""
    if not content.startswith(b"gitdir: "):
        return None
    name = _text(content.removeprefix(b"gitdir: "))
    if _is_remote(name):
        return None
    try:
        return (root / name).resolve()
    except (OSError, ValueError):
        return None


def _is_remote(name: str) -> bool:
    # opening a UNC path would send the user's credentials to another machine
    return name.startswith(("\\\\", "//"))


def _is_damaged(entry: Path) -> bool:
    """Whether this is a dangling link, or a folder that used to be a git directory."""
    try:
        if entry.is_symlink() and not entry.exists():
            return True
        return any((entry / name).exists() for name in _DAMAGED)
    except (OSError, ValueError):
        return False


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
