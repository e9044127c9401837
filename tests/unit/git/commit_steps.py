"""The path from one commit to another with the changes of each commit, as `following` walks it."""

from itertools import pairwise
from typing import NamedTuple

from chesterton.git import log
from chesterton.git.ancestry import Ancestry
from chesterton.git.changes import FileChange
from chesterton.git.repository import Repository


class Step(NamedTuple):
    """A commit on the path, and the files that it changed."""

    commit: str
    changes: tuple[FileChange, ...]


def steps(repository: Repository, old: str, new: str) -> list[Step] | None:
    """The steps of the longest path; None if `old` is not an ancestor of `new`."""
    start, end = repository.resolve(old), repository.resolve(new)
    ancestry = Ancestry(repository)
    ancestry.load([start or old], end or new)
    commits = list(ancestry.longest_path(start or old, end or new))[::-1]
    edges = list(pairwise(commits))
    changes = log.changes(repository, edges)
    return [Step(edge[1], changes[edge]) for edge in edges] if commits else None
