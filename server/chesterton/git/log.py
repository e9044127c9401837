"""How one commit became another: steps, comparisons and what a commit says of itself."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from chesterton.git.changes import RAW_OPTIONS, FileChange, read_all, read_change
from chesterton.git.repository import Repository
from chesterton.git.run import GitError, Reason
from chesterton.model.time import Time, to_time

_LONG = 60.0
"""Seconds for a walk through history."""

_HUGE = 512 * 1024 * 1024
"""Bytes for a walk through history."""


@dataclass(frozen=True, slots=True)
class Step:
    """A commit, and the files in which its tree differs from the commit before on the path."""

    commit: str
    changes: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class CommitInfo:
    """What a commit says of itself."""

    subject: str
    author: str
    time: Time


def steps(repository: Repository, old: str, new: str) -> list[Step] | None:
    """A longest path of commits from `old` to `new`, oldest first, each with its exact changes.

    Empty where both are the same commit; None where `old` is no ancestor of `new`.
    """
    start, end = repository.resolve(old), repository.resolve(new)
    if start is None or end is None:
        return None
    path = _longest_path(repository, start, end)
    return None if path is None else _changes_along(repository, path)


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


def exists(repository: Repository, commit: str) -> bool:
    """Whether the repository holds that commit."""
    return repository.resolve(commit) is not None


def info(repository: Repository, commit: str) -> CommitInfo | None:
    """What a commit says of itself; None where there is no such commit."""
    oid = repository.resolve(commit)
    if oid is None:
        return None
    options = ("--max-count=1", "--encoding=UTF-8", "--format=%an%n%at%n%s")
    output = repository.run("rev-list", *options, "--end-of-options", oid, "--")
    _, author, moment, subject, *_ = (*output.decode("utf-8", "replace").split("\n"), "", "", "")
    return CommitInfo(subject, author, _time(moment))


def touching(repository: Repository, head: str, path: str, limit: int) -> list[str]:
    """The commits in the history of `head` that changed the file `path`, newest first."""
    options = ("--full-history", f"--max-count={limit}", "--end-of-options")
    return repository.run("rev-list", *options, head, "--", path, timeout=_LONG).decode().split()


def parents(repository: Repository, commit: str) -> list[str]:
    """The commits that `commit` was made on; none for a root."""
    options = ("--max-count=1", "--parents", "--end-of-options")
    return repository.run("rev-list", *options, commit, "--").decode().split()[1:]


def _longest_path(repository: Repository, start: str, end: str) -> list[str] | None:
    """The commits from `start` to `end`, both included."""
    if start == end:
        return [start]
    options = ("--ancestry-path", "--parents", "--topo-order", "--reverse")
    output = repository.run(
        "rev-list", *options, end, f"^{start}", "--", timeout=_LONG, limit=_HUGE
    )
    length = {start: 0}
    before: dict[str, str] = {}
    for line in output.decode().splitlines():
        commit, *parents = line.split(" ")
        known = [parent for parent in parents if parent in length]
        if known:
            before[commit] = max(known, key=length.__getitem__)
            length[commit] = length[before[commit]] + 1
    return list(_backwards(before, start, end))[::-1] if end in before else None


def _backwards(before: dict[str, str], start: str, end: str) -> Iterator[str]:
    while end != start:
        yield end
        end = before[end]
    yield start


def _changes_along(repository: Repository, path: list[str]) -> list[Step]:
    pairs = zip(path[1:], path, strict=False)
    lines = "".join(f"{commit} {parent}\n" for commit, parent in pairs)
    output = _compare(repository, "--stdin", data=lines.encode())
    found: dict[str, list[FileChange]] = {commit: [] for commit in path[1:]}
    fields = iter(output.split(b"\0"))
    current: list[FileChange] = []
    for token in fields:
        if not token.startswith(b":"):
            current = found.get(token.decode(), [])
        elif change := read_change(fields, token):
            current.append(change)
    return [Step(commit, tuple(changes)) for commit, changes in found.items()]


def _compare(repository: Repository, *arguments: str, data: bytes | None = None) -> bytes:
    ask = partial(repository.run, "diff-tree", *RAW_OPTIONS, timeout=_LONG, limit=_HUGE)
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
