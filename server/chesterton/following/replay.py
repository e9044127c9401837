"""Replays commits to follow anchors, each along its own path, all in one walk.

Every commit that touches an anchor's file is replayed, because a diff of only the two ends finds
less than half as many definitions after a few years.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chesterton.following.commit_paths import Anchors, CommitPath, CommitPaths, PositionsAt
from chesterton.following.commit_position import CommitPosition
from chesterton.following.commit_step import CommitStep
from chesterton.following.origins import holds
from chesterton.following.unchanged import UnchangedDefinitions
from chesterton.git import log
from chesterton.git.changes import FileChange
from chesterton.git.log import Edge
from chesterton.model.anchor import Baseline
from chesterton.model.note import AnchorKey
from chesterton.workspace.workspace import Workspace


def replay(
    workspace: Workspace, end: str, anchors: Anchors, known_at: PositionsAt
) -> dict[AnchorKey, CommitPosition]:
    """The position of each anchor in the tree of `end`, starting from its last known one.

    Results may be used as known positions later: they do not depend on where a walk starts.
    """
    commit_paths = workspace.instance(CommitPaths)
    paths = commit_paths.to(end, anchors, known_at)
    edges = commit_paths.in_order({edge for path in paths.values() for edge in path.edges})
    walk = _Walk(workspace, anchors, paths)
    if edges and workspace.repository:
        changes = log.changes(workspace.repository, edges)
        for edge in edges:
            walk.apply(edge, changes[edge])
    return walk.located


def caught_up(
    workspace: Workspace, end: str, anchors: Anchors, located: Mapping[AnchorKey, CommitPosition]
) -> dict[AnchorKey, CommitPosition]:
    """Marks anchors as present that exist at `end` but appeared in no commit on their path."""
    return {key: _settled(workspace, end, anchors[key], at) for key, at in located.items()}


def _settled(
    workspace: Workspace, end: str, anchor: Baseline, position: CommitPosition
) -> CommitPosition:
    if position.present or position.lost:
        return position
    return replace(position, present=holds(workspace.parsed_at(end, anchor.path), anchor))


class _Walk:
    """The positions of all anchors during a walk."""

    def __init__(
        self, workspace: Workspace, anchors: Anchors, paths: Mapping[AnchorKey, CommitPath]
    ) -> None:
        self.located = {key: path.located for key, path in paths.items()}
        self._workspace = workspace
        self._anchors = anchors
        self._edges = {key: path.edges for key, path in paths.items()}
        self._unchanged = UnchangedDefinitions(workspace)
        self._by_path: defaultdict[str, set[AnchorKey]] = defaultdict(set)
        for key, position in self.located.items():
            self._by_path[position.path].add(key)

    def apply(self, edge: Edge, changes: Sequence[FileChange]) -> None:
        """Applies a commit to the anchors whose path includes it and whose files it changed."""
        affected = dict.fromkeys(self._affected(edge, changes))
        if affected:
            paths = {key: self.located[key].path for key in affected}
            step = CommitStep(self._workspace, edge[1], changes)
            step.apply(self._anchors, self.located, list(affected))
            for key, path in paths.items():
                self._by_path[path].discard(key)
                self._by_path[self.located[key].path].add(key)

    def _affected(self, edge: Edge, changes: Sequence[FileChange]) -> Iterator[AnchorKey]:
        for change in changes:
            for key in self._by_path.get(change.old_path or "", ()):
                if edge in self._edges[key] and not self._unchanged.is_untouched(
                    key, self.located[key], change
                ):
                    yield key
            if change.new_path != change.old_path:
                for key in self._by_path.get(change.new_path or "", ()):
                    position = self.located[key]
                    may_appear = edge in self._edges[key] and not position.present
                    if may_appear and not self._unchanged.is_untouched(key, position, change):
                        yield key
