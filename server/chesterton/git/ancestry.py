"""Which commit was made on which, and the longest way from one to another."""

import re
from collections.abc import Collection, Iterator

from chesterton.git import log
from chesterton.git.errors import GitError, Reason
from chesterton.git.repository import Repository

_ENDS = 16
"""Commits whose history is known that git is told of; it would only say what is known again."""

_FULL = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Ancestry:
    """A part of the history, read once: who was made on whom never changes.

    Known are all commits that lead to the ends asked for and that the base does not contain; they
    are numbered so that every commit comes after those it was made on. Not for several threads.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._base: str | None = None
        self._ends: list[str] = []
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._parents: list[tuple[int, ...]] = []
        self._strangers: set[tuple[str, str]] = set()
        self._last: int | None = None
        self._leads_to_last = bytearray()

    def cover(self, starts: Collection[str], end: str) -> None:
        """Reads what lies between: called before anything is asked of these commits."""
        if self._base is not None:
            self._read(end)
        for start in self._by_age([one for one in starts if one not in self._numbers]):
            if start in self._numbers:
                continue
            if self._base is None:
                self._try(start, end)
            elif self._leads(start, self._base):
                self._begin(start)
                self._read(end)

    def back(self, start: str, end: str) -> Iterator[str]:
        """The commits of a longest way from `start` to `end`, backwards; none where there is none.

        For any commit on the way, the way to it is the way to `end` cut off there.
        """
        first, here = self._numbers.get(start), self._numbers.get(end)
        if first is None or here is None or not self._leading(here)[first]:
            return
        lengths: list[int] = []
        while here != first:
            yield self._names[here]
            parents = self._parents[here]
            if len(parents) > 1:
                lengths = lengths or self._lengths(first, here)
                parents = _longest(parents, first, lengths)
            here = parents[0]
        yield start

    def number(self, commit: str) -> int:
        """Greater than that of any commit it was made on; the greatest where it is not known."""
        return self._numbers.get(commit, len(self._numbers))

    def _leading(self, last: int) -> bytearray:
        """By number, 1 for the commits that lead to the last one."""
        if self._last != last:
            leading = bytearray(len(self._names))
            leading[last] = 1
            for here in range(last, 0, -1):
                if leading[here]:
                    for parent in self._parents[here]:
                        leading[parent] = 1
            self._last, self._leads_to_last = last, leading
        return self._leads_to_last

    def _lengths(self, first: int, last: int) -> list[int]:
        """How many steps each commit is from the first; -1 where none lead to it."""
        lengths = [0]
        for here in range(first + 1, last + 1):
            before = [lengths[one - first] for one in self._parents[here] if one >= first]
            longest = max(before, default=-1)
            lengths.append(longest + 1 if longest >= 0 else -1)
        return lengths

    def _begin(self, base: str) -> None:
        self._base, self._ends, self._last = base, [], None
        self._numbers, self._names, self._parents = {base: 0}, [base], [()]

    def _try(self, start: str, end: str) -> None:
        """Begins at `start` if it comes before `end`: git need not be asked for that alone."""
        if (start, end) in self._strangers:
            return
        self._begin(start)
        try:
            self._read(end)
        except GitError as error:
            if error.reason is not Reason.FAILED:
                raise  # else there is no such commit
        if start != end and not any(0 in parents for parents in self._parents):
            self._strangers.add((start, end))
            self._base, self._numbers = None, {}

    def _read(self, end: str) -> None:
        if end in self._numbers or self._base is None:
            return
        known = [f"^{one}" for one in (self._base, *self._ends[-_ENDS:])]
        options = ("--parents", "--topo-order", "--reverse")
        output = self._repository.run(
            "rev-list", *options, end, *known, "--", timeout=log.LONG, limit=log.HUGE
        )
        for line in output.decode().splitlines():
            self._add(*line.split(" "))
        self._ends.append(end)

    def _add(self, commit: str, *parents: str) -> None:
        if commit not in self._numbers:
            self._numbers[commit] = len(self._names)
            self._names.append(commit)
            known = (self._numbers.get(parent) for parent in parents)
            self._parents.append(tuple(one for one in known if one is not None))

    def _by_age(self, commits: list[str]) -> list[str]:
        """The oldest first, because it may contain the others' whole history."""
        known = [one for one in commits if _FULL.fullmatch(one)]
        if len(known) < 2:  # noqa: PLR2004 - there is nothing to sort
            return known
        names = "".join(f"{one}\n" for one in known).encode()
        options = ("--no-walk=sorted", "--ignore-missing", "--stdin")
        return self._repository.run("rev-list", *options, data=names).decode().split()[::-1]

    def _leads(self, start: str, end: str) -> bool:
        """Whether a start that is not known comes before `end`."""
        if (start, end) in self._strangers:
            return False
        try:
            found = log.is_ancestor(self._repository, start, end)
        except GitError as error:
            if error.reason is not Reason.FAILED:
                raise
            found = False  # there is no such commit
        if not found:
            self._strangers.add((start, end))
        return found


def _longest(parents: tuple[int, ...], first: int, lengths: list[int]) -> tuple[int, ...]:
    """The parent that is most steps away, the first one of several."""
    behind = [one for one in parents if one >= first and lengths[one - first] >= 0]
    return (max(behind, key=lambda one: lengths[one - first]),)
