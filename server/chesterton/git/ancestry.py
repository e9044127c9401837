"""The commit graph: answers ancestry queries, and finds the longest path between two commits."""

import re
from collections.abc import Collection, Iterator

from chesterton.git import log
from chesterton.git.errors import GitError, Reason
from chesterton.git.repository import Repository

_MAX_EXCLUDED = 16
"""Maximum number of earlier ends that `git rev-list` excludes, to list fewer commits again."""

_FULL_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Ancestry:
    """Part of the commit graph, extended on demand; commits never change, so each is read once.

    It holds the commits that are reachable from the requested ends but not from the base, in
    topological order: every commit is numbered after its parents. Not thread-safe.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._base: str | None = None
        self._ends: list[str] = []
        self._numbers: dict[str, int] = {}
        self._commits: list[str] = []
        self._parents: list[tuple[int, ...]] = []
        self._unrelated: set[tuple[str, str]] = set()  #: (start, end) without a path
        self._last: int | None = None
        self._leads_to_last = bytearray()  #: cached result of `_leading(self._last)`

    def load(self, starts: Collection[str], end: str) -> None:
        """Loads the commits between `starts` and `end`. Must precede any query about them."""
        if self._base is not None:
            self._read(end)
        for start in self._by_age([each for each in starts if each not in self._numbers]):
            if start in self._numbers:
                continue
            if self._base is None:
                self._try_base(start, end)
            elif self._is_ancestor(start, self._base):
                self._reset(start)
                self._read(end)

    def longest_path(self, start: str, end: str) -> Iterator[str]:
        """The longest path from `start` to `end`, newest commit first; empty if there is none.

        For any commit on this path, the path to it is a prefix of the path to `end`.
        """
        first, current = self._numbers.get(start), self._numbers.get(end)
        if first is None or current is None or not self._ancestor_flags(current)[first]:
            return
        lengths: list[int] = []
        while current != first:
            yield self._commits[current]
            parents = self._parents[current]
            if len(parents) > 1:
                lengths = lengths or self._lengths(first, current)
                parents = _farthest(parents, first, lengths)
            current = parents[0]
        yield start

    def number(self, commit: str) -> int:
        """The commit's topological number; greater than all others if the commit is not loaded."""
        return self._numbers.get(commit, len(self._numbers))

    def _ancestor_flags(self, last: int) -> bytearray:
        """By number, 1 for the last commit and its ancestors, else 0."""
        if self._last != last:
            leading = bytearray(len(self._commits))
            leading[last] = 1
            for number in range(last, 0, -1):
                if leading[number]:
                    for parent in self._parents[number]:
                        leading[parent] = 1
            self._last, self._leads_to_last = last, leading
        return self._leads_to_last

    def _lengths(self, first: int, last: int) -> list[int]:
        """The length of the longest path from the first commit to each; -1 if there is none."""
        lengths = [0]
        for number in range(first + 1, last + 1):
            before = [
                lengths[parent - first] for parent in self._parents[number] if parent >= first
            ]
            longest = max(before, default=-1)
            lengths.append(longest + 1 if longest >= 0 else -1)
        return lengths

    def _reset(self, base: str) -> None:
        self._base, self._ends, self._last = base, [], None
        self._numbers, self._commits, self._parents = {base: 0}, [base], [()]

    def _try_base(self, start: str, end: str) -> None:
        """Makes `start` the base if it is an ancestor of `end`, without a `merge-base` call."""
        if (start, end) in self._unrelated:
            return
        self._reset(start)
        try:
            self._read(end)
        except GitError as error:
            if error.reason is not Reason.FAILED:
                raise  # FAILED: there is no such commit
        if start != end and not any(0 in parents for parents in self._parents):
            self._unrelated.add((start, end))
            self._base, self._numbers = None, {}

    def _read(self, end: str) -> None:
        if end in self._numbers or self._base is None:
            return
        excluded = [f"^{commit}" for commit in (self._base, *self._ends[-_MAX_EXCLUDED:])]
        options = ("--parents", "--topo-order", "--reverse")
        output = self._repository.run(
            "rev-list", *options, end, *excluded, "--", timeout=log.LONG, limit=log.HUGE
        )
        for line in output.decode().splitlines():
            self._add(*line.split(" "))
        self._ends.append(end)

    def _add(self, commit: str, *parents: str) -> None:
        if commit not in self._numbers:
            self._numbers[commit] = len(self._commits)
            self._commits.append(commit)
            numbers = (self._numbers.get(parent) for parent in parents)
            self._parents.append(tuple(number for number in numbers if number is not None))

    def _by_age(self, commits: list[str]) -> list[str]:
        """Sorts commits oldest first, because a walk from the oldest covers most of the others."""
        ids = [commit for commit in commits if _FULL_ID.fullmatch(commit)]
        if len(ids) < 2:  # noqa: PLR2004 - there is nothing to sort
            return ids
        lines = "".join(f"{commit}\n" for commit in ids).encode()
        options = ("--no-walk=sorted", "--ignore-missing", "--stdin")
        return self._repository.run("rev-list", *options, data=lines).decode().split()[::-1]

    def _is_ancestor(self, start: str, end: str) -> bool:
        """Whether a commit that is not loaded is an ancestor of `end`."""
        if (start, end) in self._unrelated:
            return False
        try:
            is_ancestor = log.is_ancestor(self._repository, start, end)
        except GitError as error:
            if error.reason is not Reason.FAILED:
                raise
            is_ancestor = False  # there is no such commit
        if not is_ancestor:
            self._unrelated.add((start, end))
        return is_ancestor


def _farthest(parents: tuple[int, ...], first: int, lengths: list[int]) -> tuple[int, ...]:
    """The parent with the longest path from the first commit; the first parent on a tie."""
    reachable = [each for each in parents if each >= first and lengths[each - first] >= 0]
    return (max(reachable, key=lambda parent: lengths[parent - first]),)
