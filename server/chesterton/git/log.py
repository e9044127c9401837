"""Queries git history: file changes between commits, ancestry and commit metadata."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from chesterton.git.changes import RAW_OPTIONS, FileChange, read_all, read_change
from chesterton.git.encoding import decoded
from chesterton.git.errors import GitError, Reason
from chesterton.git.repository import Repository
from chesterton.model.time import Time, to_time

LONG = 60.0
"""Timeout in seconds for commands that walk the history."""

HUGE = 512 * 1024 * 1024
"""Output limit in bytes for commands that walk the history."""


Edge = tuple[str, str]
"""A parent commit and its child."""


@dataclass(frozen=True, slots=True)
class CommitInfo:
    """The metadata of a commit."""

    subject: str
    author: str
    time: Time


def changes(
    repository: Repository, edges: Collection[Edge], paths: Collection[str] = ()
) -> dict[Edge, tuple[FileChange, ...]]:
    """The files that differ between the two commits of each edge; with `paths`, only those."""
    by_edge: dict[Edge, tuple[FileChange, ...]] = {}
    remaining = dict.fromkeys(edges)
    while remaining:
        # the output is keyed by commit only, so each batch has one parent of a commit
        batch = {commit: (parent, commit) for parent, commit in remaining}
        by_edge |= _compared(repository, list(batch.values()), paths)
        remaining = {edge: None for edge in remaining if edge not in by_edge}
    return by_edge


def diff(repository: Repository, old: str, new: str) -> tuple[FileChange, ...]:
    """The files that differ between two trees, with renames detected."""
    return read_all(_compare(repository, "--no-commit-id", "--end-of-options", old, new, "--"))


def is_ancestor(repository: Repository, old: str, new: str) -> bool:
    """Whether `old` is an ancestor of `new`, or `new` itself."""
    try:
        repository.run("merge-base", "--is-ancestor", "--end-of-options", old, new)
    except GitError as error:
        if error.code == 1:
            return False
        raise
    return True


def merge_base(repository: Repository, one: str, other: str) -> str | None:
    """The best common ancestor; None if the histories are unrelated."""
    try:
        output = repository.run("merge-base", "--end-of-options", one, other)
    except GitError as error:
        if error.code == 1:
            return None
        raise
    return output.decode().strip() or None


def info(repository: Repository, commit: str) -> CommitInfo | None:
    """The metadata of a commit; None if there is no such commit."""
    oid = repository.resolve(commit)
    if oid is None:
        return None
    options = ("--max-count=1", "--encoding=UTF-8", "--format=%an%n%at%n%s")
    output = repository.run("rev-list", *options, "--end-of-options", oid, "--")
    _, author, seconds, subject, *_ = (*map(decoded, output.split(b"\n")), "", "", "")
    return CommitInfo(subject, author, _time(seconds))


def message(repository: Repository, commit: str) -> str:
    """The whole message of a commit."""
    options = ("--max-count=1", "--encoding=UTF-8", "--format=%B")
    output = decoded(repository.run("rev-list", *options, "--end-of-options", commit, "--"))
    return output.partition("\n")[2]


def commits_touching(
    repository: Repository, head: str, path: str, limit: int, after: str | None = None
) -> list[str]:
    """The ancestors of `head` that changed the file `path`, newest first.

    Ancestors of `after` are excluded.
    """
    options = ("--full-history", f"--max-count={limit}", "--end-of-options")
    revisions = (head, f"^{after}") if after else (head,)
    return (
        repository.run("rev-list", *options, *revisions, "--", path, timeout=LONG).decode().split()
    )


def files_in(repository: Repository, commit: str, path: str = "") -> list[str]:
    """The file `path` in the tree of a commit, or the files in the folder `path`; may be empty."""
    options = ("-r", "-z", "--full-tree", "--name-only", "--end-of-options")
    output = repository.run("ls-tree", *options, commit, *([path] if path else []), limit=HUGE)
    return [each.decode("utf-8", "surrogateescape") for each in output.split(b"\0") if each]


def parents(repository: Repository, commits: Collection[str]) -> dict[str, list[str]]:
    """The parents of each commit; empty for a root commit."""
    lines = "".join(f"{commit}\n" for commit in commits)
    options = ("--no-walk=unsorted", "--parents", "--stdin")
    output = repository.run("rev-list", *options, data=lines.encode(), timeout=LONG)
    return {commit: parents for commit, *parents in map(str.split, output.decode().splitlines())}


def _compared(
    repository: Repository, edges: Sequence[Edge], paths: Collection[str]
) -> Iterator[tuple[Edge, tuple[FileChange, ...]]]:
    lines = "".join(f"{commit} {parent}\n" for parent, commit in edges)
    output = _compare(repository, "--stdin", "--", *paths, data=lines.encode())
    by_commit: dict[str, list[FileChange]] = {commit: [] for _, commit in edges}
    fields = iter(output.split(b"\0"))
    current: list[FileChange] = []
    for token in fields:
        if not token.startswith(b":"):
            current = by_commit.get(token.decode(), [])
        elif change := read_change(fields, token):
            current.append(change)
    return ((edge, tuple(by_commit[edge[1]])) for edge in edges)


def _compare(repository: Repository, *arguments: str, data: bytes | None = None) -> bytes:
    diff_tree = partial(repository.run, "diff-tree", *RAW_OPTIONS, timeout=LONG, limit=HUGE)
    try:
        return diff_tree(*arguments, data=data)
    except GitError as error:
        if error.reason is not Reason.FAILED:
            raise
    # a partial or damaged clone lacks blobs, which git needs to detect inexact renames
    return diff_tree("-M100%", *arguments, data=data)


def _time(seconds: str) -> Time:
    with suppress(ValueError, OverflowError, OSError):
        return to_time(datetime.fromtimestamp(int(seconds), UTC))
    return to_time(datetime.fromtimestamp(0, UTC))
