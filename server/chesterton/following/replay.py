"""Follows anchors through commits, each along its own path, all of them in one walk.

Comparing the two ends after years finds less than half of what replaying the commits between them
finds, so every commit that touches an anchor's file is looked at.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chesterton.following.commit_paths import Anchors, CommitPath, CommitPaths, Known
from chesterton.following.commit_position import AnchorKey, CommitPosition
from chesterton.following.commit_step import CommitStep
from chesterton.following.origins import holds
from chesterton.following.unchanged import UnchangedDefinitions
from chesterton.git import log
from chesterton.git.changes import FileChange
from chesterton.git.log import Edge
from chesterton.model.anchor import Vouched
from chesterton.workspace.workspace import Workspace


def replay(
    workspace: Workspace, end: str, anchors: Anchors, known: Known
) -> dict[AnchorKey, CommitPosition]:
    """The position of each anchor in the tree of `end`, from its last `known` one.

    The result does not depend on where on its path an anchor starts, so it may be given as `known`.
    """
    routes = workspace.shared(CommitPaths)
    found = routes.to(end, anchors, known)
    edges = routes.in_order({edge for route in found.values() for edge in route.edges})
    walk = _Walk(workspace, anchors, found)
    if edges and workspace.repository:
        changes = log.changes(workspace.repository, edges)
        for edge in edges:
            walk.take(edge, changes[edge])
    return walk.located


def settled(
    workspace: Workspace, end: str, anchors: Anchors, located: Mapping[AnchorKey, CommitPosition]
) -> dict[AnchorKey, CommitPosition]:
    """Looks in the last tree itself for anchors that appeared in no commit on their path."""
    return {key: _settled(workspace, end, anchors[key], here) for key, here in located.items()}


def _settled(
    workspace: Workspace, end: str, anchor: Vouched, here: CommitPosition
) -> CommitPosition:
    if here.present or here.lost or not holds(workspace.parsed_at(end, anchor.path), anchor):
        return here
    return replace(here, present=True)


class _Walk:
    """The anchors during the walk."""

    def __init__(
        self, workspace: Workspace, anchors: Anchors, routes: Mapping[AnchorKey, CommitPath]
    ) -> None:
        self.located = {key: route.located for key, route in routes.items()}
        self._workspace = workspace
        self._anchors = anchors
        self._paths = {key: route.edges for key, route in routes.items()}
        self._unchanged = UnchangedDefinitions(workspace)
        self._by_path: defaultdict[str, set[AnchorKey]] = defaultdict(set)
        for key, here in self.located.items():
            self._by_path[here.path].add(key)

    def take(self, edge: Edge, changes: Sequence[FileChange]) -> None:
        """Applies a commit to the anchors on whose path it is and whose files it changed."""
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
                if edge in self._paths[key] and not self._unchanged.is_untouched(
                    key, self.located[key], change
                ):
                    yield key
            if change.new_path != change.old_path:
                for key in self._by_path.get(change.new_path or "", ()):
                    here = self.located[key]
                    is_waited_for = edge in self._paths[key] and not here.present
                    if is_waited_for and not self._unchanged.is_untouched(key, here, change):
                        yield key
