"""Resolves anchors (links from notes to code) at HEAD, with caches in memory and in the store."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from cachetools import LRUCache

from chesterton.following import commit_position
from chesterton.following.baseline import has_symbol, has_unchanged_symbol
from chesterton.following.commit_position import (
    Anchors,
    CommitPosition,
    baseline_position,
    key_of,
)
from chesterton.model.anchor import Anchor, Baseline
from chesterton.model.note import AnchorKey, Note
from chesterton.redact.clean import cleaned_json
from chesterton.workspace.workspace import Workspace

_REMEMBERED = 50_000
"""Positions cached in memory. A single commit may exceed this."""


class Resolver:
    """Follows anchors to HEAD from their last known positions. Thread-safe.

    Each commit is replayed only once.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._recent = _PositionCache()
        self._walking = threading.Lock()

    def resolve(self, notes: Iterable[Note], head: str | None) -> dict[AnchorKey, CommitPosition]:
        """The position of each anchor of the notes in the tree of `head`."""
        positions: dict[AnchorKey, CommitPosition] = {}
        pending: dict[AnchorKey, Anchor] = {}
        notes = list(notes)
        if head is not None:
            anchors = (a for note in notes for a in note.anchors if not a.is_project)
            self._workspace.look_up_blobs(((a.commit, a.path) for a in anchors), head)
        for note in notes:
            for index, anchor in enumerate(note.anchors):
                key = key_of(note, index)
                position = self._without_replay(anchor, head)
                if position is not None:
                    positions[key] = position
                else:
                    pending[key] = anchor
        if head is not None and pending:
            positions |= with_presence_at(
                self._workspace, head, pending, self._followed(pending, head)
            )
        return positions

    def _without_replay(self, anchor: Anchor, head: str | None) -> CommitPosition | None:
        """The position if the anchor's file did not change; None if commits must be replayed."""
        if anchor.is_project or head is None:
            return baseline_position(anchor, present=anchor.is_project)
        blob = self._workspace.blob_id(head, anchor.path)
        if anchor.commit == head or (anchor.commit is None and anchor.is_name_alone):
            return baseline_position(anchor, present=self._holds(blob, anchor))
        if anchor.commit is None:
            # linked before the first commit: another definition may have taken the name since
            is_same = blob is not None and self._is_same(blob, anchor)
            return baseline_position(anchor, present=True) if is_same else None
        if blob is not None and blob == self._workspace.blob_id(anchor.commit or "", anchor.path):
            return baseline_position(anchor, present=self._holds(blob, anchor))
        return None

    def _holds(self, blob: str | None, anchor: Anchor) -> bool:
        if blob is None or anchor.symbol is None:
            return blob is not None
        return has_symbol(self._workspace.parsed_blob(blob, anchor.path), anchor)

    def _is_same(self, blob: str, anchor: Anchor) -> bool:
        if anchor.symbol is None:
            return True
        return has_unchanged_symbol(self._workspace.parsed_blob(blob, anchor.path), anchor)

    def _followed(self, anchors: Anchors, head: str) -> dict[AnchorKey, CommitPosition]:
        positions = self._recent.at(head, anchors)
        if len(positions) < len(anchors):
            with self._walking:  # a thread that had to wait finds most positions cached
                positions = self._recent.at(head, anchors)
                positions |= self._stored_or_replayed(_without(anchors, positions), head)
        return positions

    def _stored_or_replayed(self, missing: Anchors, head: str) -> dict[AnchorKey, CommitPosition]:
        """The positions stored for `head`; for the others, a replay from earlier ones."""
        if not missing:
            return {}
        earlier = _EarlierPositions(self._workspace, self._recent, missing)
        stored = dict(earlier.at(head))
        replayed = self._replayed(_without(missing, stored), head, earlier)
        self._recent.keep(stored | replayed, head)
        rows = {
            key: commit_position.to_json(replayed[key]) for key in self._cacheable_keys(replayed)
        }
        rows = {key: row for key, row in rows.items() if cleaned_json(row) == row}
        if rows:
            self._workspace.store.put_placements(head, rows)
        return stored | replayed

    def _replayed(
        self, missing: Anchors, head: str, earlier: "_EarlierPositions"
    ) -> dict[AnchorKey, CommitPosition]:
        if not missing:
            return {}
        from chesterton.following.replay import replay  # noqa: PLC0415 - 20 ms, only after a commit

        return replay(self._workspace, head, missing, earlier.at)

    def _cacheable_keys(self, positions: Mapping[AnchorKey, CommitPosition]) -> Iterator[AnchorKey]:
        """The positions that remain valid when more of the history is fetched."""
        repository = self._workspace.repository
        if repository is None or repository.is_shallow:
            return
        is_partial = repository.is_partial
        for key, position in positions.items():
            if not is_partial or (position.present and position.certain):
                yield key


def with_presence_at(
    workspace: Workspace, end: str, anchors: Anchors, located: Mapping[AnchorKey, CommitPosition]
) -> dict[AnchorKey, CommitPosition]:
    """Marks anchors as present if they exist at `end` but in no commit on their path."""
    return {key: _with_presence(workspace, end, anchors[key], at) for key, at in located.items()}


def _with_presence(
    workspace: Workspace, end: str, anchor: Baseline, position: CommitPosition
) -> CommitPosition:
    if position.present or position.lost:
        return position
    return replace(position, present=has_symbol(workspace.parsed_at(end, anchor.path), anchor))


def _without(anchors: Anchors, keys: Collection[AnchorKey]) -> dict[AnchorKey, Baseline]:
    return {key: anchor for key, anchor in anchors.items() if key not in keys}


class _PositionCache:
    """Recently computed positions, by commit. Thread-safe."""

    def __init__(self) -> None:
        self._commits: LRUCache[str, dict[AnchorKey, CommitPosition]]
        self._commits = LRUCache(_REMEMBERED, lambda positions: min(len(positions), _REMEMBERED))
        self._lock = threading.Lock()

    def at(self, commit: str, keys: Iterable[AnchorKey]) -> dict[AnchorKey, CommitPosition]:
        """The cached positions of these anchors at a commit."""
        with self._lock:
            cached = self._commits.get(commit, {})
            return {key: cached[key] for key in keys if key in cached} if cached else {}

    def keep(self, positions: Mapping[AnchorKey, CommitPosition], commit: str) -> None:
        """Caches positions at a commit."""
        with self._lock:
            cached = self._commits.get(commit, {})
            cached.update(positions)
            self._commits[commit] = cached  # assigned again, so that the cache updates its size


class _EarlierPositions:
    """Earlier positions of some anchors, from memory and the store."""

    def __init__(self, workspace: Workspace, recent: _PositionCache, anchors: Anchors) -> None:
        self._store = workspace.store
        self._recent = recent
        self._keys = tuple(anchors)
        self._in_store = self._store.placement_commits(self._keys)
        self._by_commit: dict[str, Mapping[AnchorKey, CommitPosition]] = {}

    def at(self, commit: str) -> Mapping[AnchorKey, CommitPosition]:
        """Their known positions at a commit."""
        if commit not in self._by_commit:
            positions = self._recent.at(commit, self._keys)
            if commit in self._in_store:
                positions = self._stored(commit) | positions
            self._by_commit[commit] = positions
        return self._by_commit[commit]

    def _stored(self, commit: str) -> dict[AnchorKey, CommitPosition]:
        positions: dict[AnchorKey, CommitPosition] = {}
        for key, data in self._store.placements(commit, self._keys).items():
            # written by another version: compute it again
            with suppress(KeyError, TypeError, ValueError):
                positions[key] = commit_position.from_json(data)
        return positions
