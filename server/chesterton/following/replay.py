"""Following anchors through commits, each along its own way, all of them in one walk.

Comparing the two ends after years finds less than half of what replaying the commits between them
finds, so every commit that touches an anchor's file is looked at.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chesterton.following.commit_paths import Anchors, Known, Route, Routes
from chesterton.following.commit_step import Crossing
from chesterton.following.located import AnchorKey, Located
from chesterton.following.origins import holds
from chesterton.following.unchanged import Passing
from chesterton.git import log
from chesterton.git.changes import FileChange
from chesterton.git.log import Edge
from chesterton.model.anchor import Vouched
from chesterton.workspace.workspace import Workspace


def replay(
    workspace: Workspace, end: str, anchors: Anchors, known: Known
) -> dict[AnchorKey, Located]:
    """Where each anchor is in the tree of `end`, found from where it is `known` to have been.

    An answer is the same from wherever on its way an anchor starts: it may be given as `known`.
    """
    routes = workspace.shared(Routes)
    found = routes.to(end, anchors, known)
    edges = routes.in_order({edge for route in found.values() for edge in route.edges})
    walk = _Walk(workspace, anchors, found)
    if edges and workspace.repository:
        changes = log.changes(workspace.repository, edges)
        for edge in edges:
            walk.take(edge, changes[edge])
    return walk.located


def settled(
    workspace: Workspace, end: str, anchors: Anchors, located: Mapping[AnchorKey, Located]
) -> dict[AnchorKey, Located]:
    """Looks once more for what never appeared on the way, in the last tree itself."""
    return {key: _settled(workspace, end, anchors[key], here) for key, here in located.items()}


def _settled(workspace: Workspace, end: str, anchor: Vouched, here: Located) -> Located:
    if here.present or here.lost or not holds(workspace.parsed_at(end, anchor.path), anchor):
        return here
    return replace(here, present=True)


class _Walk:
    """The anchors on their way through the commits."""

    def __init__(
        self, workspace: Workspace, anchors: Anchors, routes: Mapping[AnchorKey, Route]
    ) -> None:
        self.located = {key: route.located for key, route in routes.items()}
        self._workspace = workspace
        self._anchors = anchors
        self._ways = {key: route.edges for key, route in routes.items()}
        self._passing = Passing(workspace)
        self._by_path: defaultdict[str, set[AnchorKey]] = defaultdict(set)
        for key, here in self.located.items():
            self._by_path[here.path].add(key)

    def take(self, edge: Edge, changes: Sequence[FileChange]) -> None:
        """Moves the anchors whose way this is and whose files it changed."""
        affected = dict.fromkeys(self._affected(edge, changes))
        if affected:
            paths = {key: self.located[key].path for key in affected}
            crossing = Crossing(self._workspace, edge[1], changes)
            crossing.cross(self._anchors, self.located, list(affected))
            for key, path in paths.items():
                self._by_path[path].discard(key)
                self._by_path[self.located[key].path].add(key)

    def _affected(self, edge: Edge, changes: Sequence[FileChange]) -> Iterator[AnchorKey]:
        for change in changes:
            for key in self._by_path.get(change.old_path or "", ()):
                if edge in self._ways[key] and not self._passing.by(key, self.located[key], change):
                    yield key
            if change.new_path != change.old_path:
                for key in self._by_path.get(change.new_path or "", ()):
                    here = self.located[key]
                    is_waited_for = edge in self._ways[key] and not here.present
                    if is_waited_for and not self._passing.by(key, here, change):
                        yield key
