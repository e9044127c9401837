"""Finds the path of commits along which each anchor is followed, from its last known position."""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chesterton.following.commit_position import CommitPosition, at_origin
from chesterton.following.origins import entry_commit, holds
from chesterton.git.ancestry import Ancestry
from chesterton.git.log import Edge
from chesterton.model.anchor import Baseline
from chesterton.model.note import AnchorKey
from chesterton.workspace.workspace import Workspace

Anchors = Mapping[AnchorKey, Baseline]
PositionsAt = Callable[[str], Mapping[AnchorKey, CommitPosition]]
"""Looks up the known positions of anchors at a commit."""

_NO_COMMIT = ""
"""Stands for the commit of notes that were written before the first commit."""


@dataclass(frozen=True, slots=True)
class CommitPath:
    """An anchor's position at the start of a path of commits, and the edges of the path."""

    located: CommitPosition
    edges: frozenset[Edge]


class CommitPaths:
    """Finds paths through the commit graph, which it caches. Thread-safe."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._ancestry = Ancestry(workspace.repository) if workspace.repository else None

    def to(self, end: str, anchors: Anchors, known_at: PositionsAt) -> dict[AnchorKey, CommitPath]:
        """The path of each anchor to `end`, from its last known position or its own commit."""
        groups: defaultdict[str, dict[AnchorKey, Baseline]] = defaultdict(dict)
        for key, anchor in anchors.items():
            groups[anchor.commit or _NO_COMMIT][key] = anchor
        paths: dict[AnchorKey, CommitPath] = {}
        with self._lock:
            if self._ancestry is not None:
                self._ancestry.cover(groups, end)
            for start, group in groups.items():
                paths |= self._paths(start, end, group, known_at)
        return paths

    def in_order(self, edges: Collection[Edge]) -> list[Edge]:
        """Sorts edges topologically, by child."""
        ancestry = self._ancestry
        with self._lock:
            return sorted(edges, key=lambda edge: ancestry.number(edge[1])) if ancestry else []

    def _paths(
        self, start: str, end: str, group: Anchors, known_at: PositionsAt
    ) -> Iterator[tuple[AnchorKey, CommitPath]]:
        commits: list[str] = []
        pending = dict(group)
        for commit in self._ancestry.back(start, end) if self._ancestry else ():
            commits.append(commit)
            positions = known_at(commit)
            if resumed := pending.keys() & positions.keys():
                edges = _edges(commits)
                yield from ((key, CommitPath(positions[key], edges)) for key in resumed)
                pending = {key: anchor for key, anchor in pending.items() if key not in resumed}
            if not pending:
                return
        if not commits:
            yield from self._paths_from_entries(start, end, pending, known_at)
            return
        edges = _edges(commits)
        for key, anchor in pending.items():
            yield key, CommitPath(self._origin(start, anchor), edges)

    def _exists(self, start: str) -> bool:
        repository = self._workspace.repository
        return repository is not None and start != _NO_COMMIT and repository.has(start)

    def _paths_from_entries(
        self, start: str, end: str, group: Anchors, known_at: PositionsAt
    ) -> Iterator[tuple[AnchorKey, CommitPath]]:
        """The paths if `start` is not an ancestor of `end`, as after a squash merge.

        They begin at the last commit that has the definition, else one edge joins `start` to `end`.
        """
        exists = self._exists(start)
        entries: defaultdict[str, dict[AnchorKey, Baseline]] = defaultdict(dict)
        for key, anchor in group.items():
            entry = entry_commit(self._workspace, end, anchor, start if exists else None)
            if entry is not None:
                entries[entry][key] = anchor
            elif exists:
                yield key, CommitPath(self._origin(start, anchor), frozenset({(start, end)}))
            else:
                yield key, CommitPath(at_origin(anchor, present=False), frozenset())
        if self._ancestry is not None:
            self._ancestry.cover(entries, end)
        for entry, anchors in entries.items():
            yield from self._paths(entry, end, anchors, known_at)

    def _origin(self, start: str, anchor: Baseline) -> CommitPosition:
        parsed = self._workspace.parsed_at(start, anchor.path)
        return at_origin(anchor, present=holds(parsed, anchor))


def _edges(commits: Sequence[str]) -> frozenset[Edge]:
    """The edges of a path, given newest commit first."""
    return frozenset((parent, commit) for commit, parent in pairwise(commits))
