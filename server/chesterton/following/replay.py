"""Replays commits in a single walk to follow anchors (links from notes to code).

Every commit that touches an anchor's file is replayed, because comparing only the first and the
last commit finds fewer than half as many definitions after a few years of history.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cachetools import LRUCache

from chesterton.anchoring.text.mention import contains_words_of
from chesterton.anchoring.text.untouched import DefinitionLines, LineDiff
from chesterton.following.baseline import has_symbol
from chesterton.following.commit_position import (
    Anchors,
    CommitPosition,
    SymbolLocation,
    baseline_position,
)
from chesterton.following.commit_step import CommitStep
from chesterton.following.origins import start_commit
from chesterton.git import log
from chesterton.git.ancestry import Ancestry
from chesterton.git.changes import FileChange
from chesterton.git.log import Edge
from chesterton.git.repository import Repository
from chesterton.model.anchor import Baseline
from chesterton.model.note import AnchorKey
from chesterton.workspace.files import is_redacted
from chesterton.workspace.workspace import Workspace

_FEW_PATHS, _LONG_HISTORY, _PASSES = 8, 200, 3
"""Maximum paths, minimum edges and maximum passes for asking git first which edges touch the paths:
with few paths, twice as fast as comparing whole trees. Each new path of an anchor costs a pass."""

_REMEMBERED = 32
"""File versions cached, and as many diffs; few suffice, because commits are replayed in order."""

PositionsAt = Callable[[str], Mapping[AnchorKey, CommitPosition]]
"""Looks up the known positions of anchors at a commit."""

_NO_COMMIT = ""
"""Stands for the commit of notes that were written before the first commit."""


@dataclass(frozen=True, slots=True)
class CommitPath:
    """An anchor's position at the start of a path of commits, and the edges of the path."""

    located: CommitPosition
    edges: frozenset[Edge]


def replay(
    workspace: Workspace, end: str, anchors: Anchors, known_at: PositionsAt
) -> dict[AnchorKey, CommitPosition]:
    """The position of each anchor in the tree of `end`, starting from its last known one.

    Results can later serve as known positions, because they do not depend on where a walk starts.
    """
    commit_paths = workspace.singleton(CommitPaths)
    paths = commit_paths.to(end, anchors, known_at)
    edges = commit_paths.in_order({edge for path in paths.values() for edge in path.edges})
    walk = _Walk(workspace, anchors, paths)
    if workspace.repository:
        _apply(walk, workspace, workspace.repository, edges)
    return walk.located


def _apply(
    walk: "_Walk", workspace: Workspace, repository: Repository, edges: Sequence[Edge]
) -> None:
    """Applies the edges in order; in a long history, only those that touch the anchors' files.

    Once an anchor moves to another file, git is asked again which edges those are.
    """
    for _ in range(_PASSES):
        paths = walk.paths
        is_narrow = len(paths) <= _FEW_PATHS and not any(map(is_redacted, paths))
        if len(edges) < _LONG_HISTORY or not is_narrow:
            break
        touching = log.changes(repository, edges, paths)
        near = [edge for edge in edges if touching[edge]]
        changes = log.changes(repository, near)
        for edge in near:
            walk.apply(edge, _as_stored(workspace, changes[edge]))
            if not walk.paths <= paths:
                edges = edges[edges.index(edge) + 1 :]
                break
        else:
            return
    changes = log.changes(repository, edges)
    for edge in edges:
        walk.apply(edge, _as_stored(workspace, changes[edge]))


def _as_stored(workspace: Workspace, changes: Iterable[FileChange]) -> list[FileChange]:
    """The changes with their paths in the form in which anchors store them."""
    return [_renamed(each, workspace.paths.stored) for each in changes]


def _renamed(change: FileChange, stored: Callable[[str], str]) -> FileChange:
    paths = change.old_path and stored(change.old_path), change.new_path and stored(change.new_path)
    if paths == (change.old_path, change.new_path):
        return change
    return replace(change, old_path=paths[0], new_path=paths[1])


class _Walk:
    """The positions of all anchors during a walk."""

    def __init__(
        self, workspace: Workspace, anchors: Anchors, paths: Mapping[AnchorKey, CommitPath]
    ) -> None:
        self.located = {key: path.located for key, path in paths.items()}
        self._workspace = workspace
        self._anchors = anchors
        self._edges = {key: path.edges for key, path in paths.items()}
        self._unchanged = _UnchangedDefinitions(workspace)
        self._by_path: defaultdict[str, set[AnchorKey]] = defaultdict(set)
        for key, position in self.located.items():
            self._by_path[position.path].add(key)

    @property
    def paths(self) -> set[str]:
        """The files that contain the anchors, or contained them last."""
        return {path for path, keys in self._by_path.items() if keys}

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


class _UnchangedDefinitions:
    """Tracks the lines of each definition, to skip commits that provably do not touch it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stands: dict[AnchorKey, tuple[SymbolLocation, str, DefinitionLines]] = {}
        self._lines: LRUCache[str, Sequence[str] | None] = LRUCache(_REMEMBERED)
        self._edits: LRUCache[tuple[str, str], LineDiff | None] = LRUCache(_REMEMBERED)

    def is_untouched(
        self, key: AnchorKey, position: CommitPosition, change: FileChange | None
    ) -> bool:
        """Whether the commit provably neither changed nor moved the definition."""
        if change is None:
            return False
        if position.lost:
            return not self._may_be_back(position, change)
        if change.old_path != change.new_path or not position.present:
            return False
        stand = self._stand(key, position, change)
        if stand is None or change.old_blob is None or change.new_blob is None:
            return False
        edit = self._edit(change.old_blob, change.new_blob)
        after = stand.after(edit) if edit else None
        if after is None or position.symbol_location is None:
            return False
        self._stands[key] = position.symbol_location, change.new_blob, after
        return True

    def _may_be_back(self, position: CommitPosition, change: FileChange) -> bool:
        """Whether a lost definition may be back in its file; other files are not searched."""
        if position.name is None:
            return True
        if change.new_path != position.path or change.new_blob is None:
            return False
        text = self._workspace.text_blob(change.new_blob)
        return text is not None and contains_words_of(text.value, position.name)

    def _stand(
        self, key: AnchorKey, position: CommitPosition, change: FileChange
    ) -> DefinitionLines | None:
        last = self._stands.pop(key, None)
        if last is not None and last[:2] == (position.symbol_location, change.old_blob):
            return last[2]
        if change.old_blob is None or position.name is None:
            return None
        definition = position.in_file(self._workspace.parsed_blob(change.old_blob, position.path))
        return DefinitionLines.of(*definition) if definition else None

    def _edit(self, old: str, new: str) -> LineDiff | None:
        if (old, new) not in self._edits:
            before, after = self._read(old), self._read(new)
            is_text = before is not None and after is not None
            self._edits[old, new] = LineDiff(before or (), after or ()) if is_text else None
        return self._edits[old, new]

    def _read(self, blob: str) -> Sequence[str] | None:
        if blob not in self._lines:
            text = self._workspace.text_blob(blob)
            self._lines[blob] = text.value.split("\n") if text is not None else None
        return self._lines[blob]


class CommitPaths:
    """Finds paths through the commit graph, which is cached. Thread-safe."""

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
                self._ancestry.load(groups, end)
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
        for commit in self._ancestry.longest_path(start, end) if self._ancestry else ():
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

        They begin at the last commit that has the definition; if there is none, one edge joins
        `start` to `end`.
        """
        exists = self._exists(start)
        entries: defaultdict[str, dict[AnchorKey, Baseline]] = defaultdict(dict)
        for key, anchor in group.items():
            entry = start_commit(self._workspace, end, anchor, start if exists else None)
            if entry is not None:
                entries[entry][key] = anchor
            elif exists:
                yield key, CommitPath(self._origin(start, anchor), frozenset({(start, end)}))
            else:
                yield key, CommitPath(baseline_position(anchor, present=False), frozenset())
        if self._ancestry is not None:
            self._ancestry.load(entries, end)
        for entry, anchors in entries.items():
            yield from self._paths(entry, end, anchors, known_at)

    def _origin(self, start: str, anchor: Baseline) -> CommitPosition:
        parsed = self._workspace.parsed_at(start, anchor.path)
        return baseline_position(anchor, present=has_symbol(parsed, anchor))


def _edges(commits: Sequence[str]) -> frozenset[Edge]:
    """The edges of a path that is given newest commit first."""
    return frozenset((parent, commit) for commit, parent in pairwise(commits))
