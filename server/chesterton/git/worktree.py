"""Lists changed, untracked and tracked files in the working tree, as `git status` does.

Git itself would run the repository's filters to compare a file, so this module compares stat data
and hashes instead. Untracked files are listed by git, which reads only `.gitignore` files to do so.
"""

import hashlib
import os
import stat
from functools import lru_cache
from pathlib import Path

from chesterton.git.blob import blob_hash
from chesterton.git.changes import RAW_OPTIONS, read_all
from chesterton.git.errors import GitError
from chesterton.git.index import IndexEntry, entries
from chesterton.git.layout import Stamp, stamp
from chesterton.git.repository import Repository

_SIZE_MASK = 0xFFFFFFFF


def changed_paths(repository: Repository) -> list[str]:
    """Tracked files whose content differs from HEAD: edited, staged, deleted or in conflict.

    May include files that git would not list, if a filter such as Git LFS rewrites them.
    """
    index = index_stamp(repository)
    edited = _edited(repository, index)
    return sorted(edited | _staged(repository, index, repository.head()))


def untracked_paths(repository: Repository) -> list[str]:
    """Files that are neither tracked nor ignored."""
    output = repository.run("ls-files", "--others", "--exclude-standard", "-z")
    return sorted(path.decode("utf-8", "surrogateescape") for path in output.split(b"\0") if path)


def tracked(repository: Repository) -> list[IndexEntry]:
    """Every tracked regular file. The list is cached: do not modify it."""
    return _tracked(repository, index_stamp(repository))


def skipped_paths(repository: Repository) -> frozenset[str]:
    """Tracked files with the skip-worktree bit: absent from the work tree on purpose."""
    return _left_out(repository, index_stamp(repository))


def is_skipped(repository: Repository, path: str) -> bool:
    """Whether a sparse checkout leaves a file out; False if git fails, as for a deleted file."""
    try:
        return path in skipped_paths(repository)
    except GitError:
        return False


def matches_blob(data: bytes, blob: str, algorithm: str = "sha1") -> bool:
    """Whether this content hashes to the blob, as it is or with CRLF converted to LF."""
    if blob_hash(data, algorithm) == blob:
        return True
    return b"\r\n" in data and blob_hash(data.replace(b"\r\n", b"\n"), algorithm) == blob


def index_stamp(repository: Repository) -> Stamp | None:
    """The stat data of the index file, which changes whenever git writes it."""
    return stamp(repository.git_dir / "index")


@lru_cache(maxsize=2)
def _staged(repository: Repository, _index: Stamp | None, head: str | None) -> frozenset[str]:
    """Files that differ between the index and HEAD. Cached while neither changes."""
    base = head or _empty_tree(repository)
    options = ("--cached", *RAW_OPTIONS, "--no-renames", "--end-of-options")
    changes = read_all(repository.run("diff-index", *options, base, "--"))
    return frozenset(path for change in changes if (path := change.new_path or change.old_path))


@lru_cache(maxsize=2)
def _tracked(repository: Repository, _index: Stamp | None) -> list[IndexEntry]:
    return entries(repository)


@lru_cache(maxsize=2)
def _left_out(repository: Repository, index: Stamp | None) -> frozenset[str]:
    return frozenset(
        entry.path for entry in _tracked(repository, index) if not entry.is_checked_out
    )


def _edited(repository: Repository, index: Stamp | None) -> set[str]:
    """Files that differ between the work tree and the index."""
    algorithm = repository.object_format
    root = str(repository.root)
    index_written = index[0] if index else 0
    return {
        entry.path
        for entry in _tracked(repository, index)
        if entry.is_checked_out
        and _differs(f"{root}/{entry.path}", entry, index_written, algorithm)
    }


def _differs(file: str, entry: IndexEntry, index_written: int, algorithm: str) -> bool:
    try:
        status = os.lstat(file)
        if not entry.merged or not stat.S_ISREG(status.st_mode):
            return True
        # "racy git": a file modified in the same tick as the index was written has stale stat data
        is_reliable = status.st_mtime_ns < index_written
        if is_reliable and _stat_matches(status.st_mtime_ns, status.st_size, entry):
            return False
        return not matches_blob(Path(file).read_bytes(), entry.blob, algorithm)
    except (OSError, ValueError):
        return True


def _stat_matches(mtime: int, size: int, entry: IndexEntry) -> bool:
    return size & _SIZE_MASK == entry.size and mtime == entry.mtime


def _empty_tree(repository: Repository) -> str:
    return hashlib.new(repository.object_format, b"tree 0\0", usedforsecurity=False).hexdigest()


def check_index(repository: Repository) -> None:
    """Raises GitError if git cannot read the index."""
    repository.run("ls-files", "-z", "--", ":(top,literal)\1")
