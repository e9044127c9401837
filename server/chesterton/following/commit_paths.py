"""The commits through which anchors are followed, from a known position to another commit."""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chesterton.following.commit_position import AnchorKey, CommitPosition, at_origin
from chesterton.following.origins import beginning, holds
from chesterton.git.ancestry import Ancestry
from chesterton.git.log import Edge
from chesterton.model.anchor import Vouched
from chesterton.workspace.workspace import Workspace

Anchors = Mapping[AnchorKey, Vouched]
Known = Callable[[str], Mapping[AnchorKey, CommitPosition]]
"""Known positions of anchors at a commit."""

_NONE = ""
"""The commit of notes that were written before the first commit."""


@dataclass(frozen=True, slots=True)
class CommitPath:
    """An anchor's position at the first of some commits, and the edges from there to the last."""

    located: CommitPosition
    edges: frozenset[Edge]


class CommitPaths:
    """Finds paths through one history, which it caches. For several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._ancestry = Ancestry(workspace.repository) if workspace.repository else None

    def to(self, end: str, anchors: Anchors, known: Known) -> dict[AnchorKey, CommitPath]:
        """The path of each anchor to `end`, from its last `known` commit on it, or from its own."""
        groups: defaultdict[str, dict[AnchorKey, Vouched]] = defaultdict(dict)
        for key, anchor in anchors.items():
            groups[anchor.commit or _NONE][key] = anchor
        found: dict[AnchorKey, CommitPath] = {}
        with self._lock:
            if self._ancestry is not None:
                self._ancestry.cover(groups, end)
            for start, group in groups.items():
                found |= self._from(start, end, group, known)
        return found

    def in_order(self, edges: Collection[Edge]) -> list[Edge]:
        """Every edge after those that lead to it."""
        ancestry = self._ancestry
        with self._lock:
            return sorted(edges, key=lambda edge: ancestry.number(edge[1])) if ancestry else []

    def _from(
        self, start: str, end: str, group: Anchors, known: Known
    ) -> Iterator[tuple[AnchorKey, CommitPath]]:
        way: list[str] = []
        waiting = dict(group)
        for commit in self._ancestry.back(start, end) if self._ancestry else ():
            way.append(commit)
            here = known(commit)
            if arrived := waiting.keys() & here.keys():
                edges = _edges(way)
                yield from ((key, CommitPath(here[key], edges)) for key in arrived)
                waiting = {key: anchor for key, anchor in waiting.items() if key not in arrived}
            if not waiting:
                return
        if not way:
            yield from self._entering(start, end, waiting, known)
            return
        edges = _edges(way)
        for key, anchor in waiting.items():
            yield key, CommitPath(self._origin(start, anchor), edges)

    def _is_there(self, start: str) -> bool:
        repository = self._workspace.repository
        return repository is not None and start != _NONE and repository.has(start)

    def _entering(
        self, start: str, end: str, group: Anchors, known: Known
    ) -> Iterator[tuple[AnchorKey, CommitPath]]:
        """The paths if none leads from `start`: from the last commit that has the definition.

        A squashed branch leaves such a commit. If there is none, a single edge leads across.
        """
        is_there = self._is_there(start)
        entries: defaultdict[str, dict[AnchorKey, Vouched]] = defaultdict(dict)
        for key, anchor in group.items():
            entry = beginning(self._workspace, end, anchor, start if is_there else None)
            if entry is not None:
                entries[entry][key] = anchor
            elif is_there:
                yield key, CommitPath(self._origin(start, anchor), frozenset({(start, end)}))
            else:
                yield key, CommitPath(at_origin(anchor, present=False), frozenset())
        if self._ancestry is not None:
            self._ancestry.cover(entries, end)
        for entry, anchors in entries.items():
            yield from self._from(entry, end, anchors, known)

    def _origin(self, start: str, anchor: Vouched) -> CommitPosition:
        parsed = self._workspace.parsed_at(start, anchor.path)
        return at_origin(anchor, present=holds(parsed, anchor))


def _edges(way: Sequence[str]) -> frozenset[Edge]:
    """The edges of a path that was found backwards."""
    return frozenset((parent, commit) for commit, parent in pairwise(way))
