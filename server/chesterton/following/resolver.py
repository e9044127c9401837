"""Resolves anchors to their positions at HEAD, and remembers those in memory and in the store."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress

from cachetools import LRUCache

from chesterton.following import commit_position as forms
from chesterton.following.commit_paths import Anchors
from chesterton.following.commit_position import AnchorKey, CommitPosition, at_origin, key_of
from chesterton.following.origins import holds, holds_same
from chesterton.following.replay import replay, settled
from chesterton.model.anchor import Anchor, Vouched
from chesterton.model.note import Note
from chesterton.workspace.workspace import Workspace

_REMEMBERED = 50_000
"""Positions kept in memory. One commit with more is kept alone."""


class Resolver:
    """Follows anchors to each commit once, from their last known position. For several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._recent = _Recent()
        self._walking = threading.Lock()

    def resolve(self, notes: Iterable[Note], head: str | None) -> dict[AnchorKey, CommitPosition]:
        """The position of each anchor of the notes in the tree of `head`."""
        found: dict[AnchorKey, CommitPosition] = {}
        waiting: dict[AnchorKey, Anchor] = {}
        for note in notes:
            for index, anchor in enumerate(note.anchors):
                key = key_of(note, index)
                here = self._at_once(anchor, head)
                if here is not None:
                    found[key] = here
                else:
                    waiting[key] = anchor
        if head is not None and waiting:
            found |= settled(self._workspace, head, waiting, self._followed(waiting, head))
        return found

    def _at_once(self, anchor: Anchor, head: str | None) -> CommitPosition | None:
        """The position if the anchor's file did not change; None if commits must be replayed."""
        if anchor.is_project or head is None:
            return at_origin(anchor, present=anchor.is_project)
        blob = self._workspace.blob_id(head, anchor.path)
        if anchor.commit == head or (anchor.commit is None and anchor.is_name_alone):
            return at_origin(anchor, present=self._holds(blob, anchor))
        if anchor.commit is None:
            # of what was noted before the first commit, the name may be another's by now
            is_same = blob is not None and self._is_same(blob, anchor)
            return at_origin(anchor, present=True) if is_same else None
        if blob is not None and blob == self._workspace.blob_id(anchor.commit or "", anchor.path):
            return at_origin(anchor, present=self._holds(blob, anchor))
        return None

    def _holds(self, blob: str | None, anchor: Anchor) -> bool:
        if blob is None or anchor.symbol is None:
            return blob is not None
        return holds(self._workspace.parsed_blob(blob, anchor.path), anchor)

    def _is_same(self, blob: str, anchor: Anchor) -> bool:
        if anchor.symbol is None:
            return True
        return holds_same(self._workspace.parsed_blob(blob, anchor.path), anchor)

    def _followed(self, waiting: Anchors, head: str) -> dict[AnchorKey, CommitPosition]:
        found = self._recent.at(head, waiting)
        if len(found) < len(waiting):
            with self._walking:  # who waits here finds most of it done
                found = self._recent.at(head, waiting)
                found |= self._walked(_without(waiting, found), head)
        return found

    def _walked(self, missing: Anchors, head: str) -> dict[AnchorKey, CommitPosition]:
        """The positions that the store has for the commit; the rest followed from earlier ones."""
        if not missing:
            return {}
        earlier = _Earlier(self._workspace, self._recent, missing)
        stored = dict(earlier.at(head))
        walked = replay(self._workspace, head, _without(missing, stored), earlier.at)
        self._recent.keep(stored | walked, head)
        if rows := {key: forms.to_json(walked[key]) for key in self._lasting(walked)}:
            self._workspace.store.put_placements(head, rows)
        return stored | walked

    def _lasting(self, walked: Mapping[AnchorKey, CommitPosition]) -> Iterator[AnchorKey]:
        """The positions that stay right when more of the history is fetched."""
        repository = self._workspace.repository
        if repository is None or repository.is_shallow:
            return
        is_partial = repository.is_partial
        for key, here in walked.items():
            if not is_partial or (here.present and here.certain):
                yield key


def _without(anchors: Anchors, known: Collection[AnchorKey]) -> dict[AnchorKey, Vouched]:
    return {key: anchor for key, anchor in anchors.items() if key not in known}


class _Recent:
    """Positions found lately, by commit. For several threads."""

    def __init__(self) -> None:
        self._commits: LRUCache[str, dict[AnchorKey, CommitPosition]]
        self._commits = LRUCache(_REMEMBERED, lambda known: min(len(known), _REMEMBERED))
        self._lock = threading.Lock()

    def at(self, commit: str, keys: Iterable[AnchorKey]) -> dict[AnchorKey, CommitPosition]:
        """The known positions of these anchors at a commit."""
        with self._lock:
            known = self._commits.get(commit, {})
            return {key: known[key] for key in keys if key in known} if known else {}

    def keep(self, found: Mapping[AnchorKey, CommitPosition], commit: str) -> None:
        """Remembers positions at a commit."""
        with self._lock:
            known = self._commits.get(commit, {})
            known.update(found)
            self._commits[commit] = known  # set anew, so that its size counts


class _Earlier:
    """Earlier positions of some anchors, from memory and the store."""

    def __init__(self, workspace: Workspace, recent: _Recent, anchors: Anchors) -> None:
        self._store = workspace.store
        self._recent = recent
        self._keys = tuple(anchors)
        self._in_store = self._store.placement_commits(self._keys)
        self._read: dict[str, Mapping[AnchorKey, CommitPosition]] = {}

    def at(self, commit: str) -> Mapping[AnchorKey, CommitPosition]:
        """Their known positions at a commit."""
        if commit not in self._read:
            known = self._recent.at(commit, self._keys)
            if commit in self._in_store:
                known = self._stored(commit) | known
            self._read[commit] = known
        return self._read[commit]

    def _stored(self, commit: str) -> dict[AnchorKey, CommitPosition]:
        found: dict[AnchorKey, CommitPosition] = {}
        for key, data in self._store.placements(commit, self._keys).items():
            with suppress(KeyError, TypeError, ValueError):  # written by another version: redone
                found[key] = forms.from_json(data)
        return found
