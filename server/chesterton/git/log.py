"""How one commit became another: what differs, and what a commit says of itself."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from chesterton.git.changes import RAW_OPTIONS, FileChange, read_all, read_change
from chesterton.git.errors import GitError, Reason
from chesterton.git.repository import Repository
from chesterton.model.time import Time, to_time

LONG = 60.0
"""Seconds for a walk through history."""

HUGE = 512 * 1024 * 1024
"""Bytes for a walk through history."""


Edge = tuple[str, str]
"""A commit, and another that was made on it."""


@dataclass(frozen=True, slots=True)
class CommitInfo:
    """What a commit says of itself."""

    subject: str
    author: str
    time: Time


def changes(repository: Repository, edges: Collection[Edge]) -> dict[Edge, tuple[FileChange, ...]]:
    """For each commit and one it was made on, the files in which their trees differ."""
    found: dict[Edge, tuple[FileChange, ...]] = {}
    waiting = dict.fromkeys(edges)
    while waiting:
        # git answers by commit: one of several parents at a time
        turn = {commit: (parent, commit) for parent, commit in waiting}
        found |= _compared(repository, list(turn.values()))
        waiting = {edge: None for edge in waiting if edge not in found}
    return found


def diff(repository: Repository, old: str, new: str) -> tuple[FileChange, ...]:
    """The files in which two trees differ, renames found."""
    return read_all(_compare(repository, "--no-commit-id", "--end-of-options", old, new, "--"))


def is_ancestor(repository: Repository, old: str, new: str) -> bool:
    """Whether `new` contains `old` in its history."""
    try:
        repository.run("merge-base", "--is-ancestor", "--end-of-options", old, new)
    except GitError as error:
        if error.code == 1:
            return False
        raise
    return True


def merge_base(repository: Repository, one: str, other: str) -> str | None:
    """The best common ancestor; None where the histories are unrelated."""
    try:
        output = repository.run("merge-base", "--end-of-options", one, other)
    except GitError as error:
        if error.code == 1:
            return None
        raise
    return output.decode().strip() or None


def info(repository: Repository, commit: str) -> CommitInfo | None:
    """What a commit says of itself; None where there is no such commit."""
    oid = repository.resolve(commit)
    if oid is None:
        return None
    options = ("--max-count=1", "--encoding=UTF-8", "--format=%an%n%at%n%s")
    output = repository.run("rev-list", *options, "--end-of-options", oid, "--")
    _, author, moment, subject, *_ = (*output.decode("utf-8", "replace").split("\n"), "", "", "")
    return CommitInfo(subject, author, _time(moment))


def touching(
    repository: Repository, head: str, path: str, limit: int, after: str | None = None
) -> list[str]:
    """The commits in the history of `head` that changed the file `path`, newest first.

    Without those that are in the history of `after` as well.
    """
    options = ("--full-history", f"--max-count={limit}", "--end-of-options")
    revisions = (head, f"^{after}") if after else (head,)
    return (
        repository.run("rev-list", *options, *revisions, "--", path, timeout=LONG).decode().split()
    )


def parents(repository: Repository, commits: Collection[str]) -> dict[str, list[str]]:
    """The commits that each one was made on; none for a root."""
    lines = "".join(f"{commit}\n" for commit in commits)
    options = ("--no-walk=unsorted", "--parents", "--stdin")
    output = repository.run("rev-list", *options, data=lines.encode(), timeout=LONG)
    return {one: made_on for one, *made_on in map(str.split, output.decode().splitlines())}


def _compared(
    repository: Repository, edges: Sequence[Edge]
) -> Iterator[tuple[Edge, tuple[FileChange, ...]]]:
    lines = "".join(f"{commit} {parent}\n" for parent, commit in edges)
    output = _compare(repository, "--stdin", data=lines.encode())
    found: dict[str, list[FileChange]] = {commit: [] for _, commit in edges}
    fields = iter(output.split(b"\0"))
    current: list[FileChange] = []
    for token in fields:
        if not token.startswith(b":"):
            current = found.get(token.decode(), [])
        elif change := read_change(fields, token):
            current.append(change)
    return ((edge, tuple(found[edge[1]])) for edge in edges)


def _compare(repository: Repository, *arguments: str, data: bytes | None = None) -> bytes:
    ask = partial(repository.run, "diff-tree", *RAW_OPTIONS, timeout=LONG, limit=HUGE)
    try:
        return ask(*arguments, data=data)
    except GitError as error:
        if error.reason is not Reason.FAILED:
            raise
    # A partial or damaged clone lacks contents: renames with edits cannot be seen, all else can.
    return ask("-M100%", *arguments, data=data)


def _time(seconds: str) -> Time:
    with suppress(ValueError, OverflowError, OSError):
        return to_time(datetime.fromtimestamp(int(seconds), UTC))
    return to_time(datetime.fromtimestamp(0, UTC))
