"""The way from one commit to another, step by step, as those who follow a definition walk it."""

from itertools import pairwise
from typing import NamedTuple

from chesterton.git import log
from chesterton.git.ancestry import Ancestry
from chesterton.git.changes import FileChange
from chesterton.git.repository import Repository


class Step(NamedTuple):
    """A commit of the way, and the files in which it differs from the one before."""

    commit: str
    changes: tuple[FileChange, ...]


def steps(repository: Repository, old: str, new: str) -> list[Step] | None:
    """None where `old` does not lead to `new`."""
    start, end = repository.resolve(old), repository.resolve(new)
    ancestry = Ancestry(repository)
    ancestry.cover([start or old], end or new)
    way = list(ancestry.back(start or old, end or new))[::-1]
    edges = list(pairwise(way))
    changes = log.changes(repository, edges)
    return [Step(edge[1], changes[edge]) for edge in edges] if way else None
