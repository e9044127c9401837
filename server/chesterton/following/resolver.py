"""Where a project's anchors are in the tree at HEAD, remembered from one question to the next."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress

from chesterton.following import located as forms
from chesterton.following.commit_paths import Anchors
from chesterton.following.located import AnchorKey, Located, at_origin, key_of
from chesterton.following.origins import holds, holds_same
from chesterton.following.replay import replay, settled
from chesterton.model.anchor import Anchor, Vouched
from chesterton.model.note import Note
from chesterton.workspace.workspace import Workspace

_KEPT = 50_000


class Locator:
    """Follows anchors to each commit once, from where they were last. For several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept = _Kept()
        self._walking = threading.Lock()

    def locate(self, notes: Iterable[Note], head: str | None) -> dict[AnchorKey, Located]:
        """Where each anchor of the notes is in the tree of `head`."""
        found: dict[AnchorKey, Located] = {}
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

    def _at_once(self, anchor: Anchor, head: str | None) -> Located | None:
        """The answer where the anchor's file is today what it was; None if it must be replayed."""
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

    def _followed(self, waiting: Anchors, head: str) -> dict[AnchorKey, Located]:
        found = self._kept.at(head, waiting)
        if len(found) < len(waiting):
            with self._walking:  # who waits here finds most of it done
                found = self._kept.at(head, waiting)
                found |= self._walked(_without(waiting, found), head)
        return found

    def _walked(self, missing: Anchors, head: str) -> dict[AnchorKey, Located]:
        """What the store knows of the commit, and the rest followed from where it was known."""
        if not missing:
            return {}
        earlier = _Earlier(self._workspace, self._kept, missing)
        stored = dict(earlier.at(head))
        walked = replay(self._workspace, head, _without(missing, stored), earlier.at)
        self._kept.keep(stored | walked, head)
        if rows := {key: forms.to_json(walked[key]) for key in self._lasting(walked)}:
            self._workspace.store.put_placements(head, rows)
        return stored | walked

    def _lasting(self, walked: Mapping[AnchorKey, Located]) -> Iterator[AnchorKey]:
        """What will be found in the same way when more of the history is here."""
        repository = self._workspace.repository
        if repository is None or repository.is_shallow:
            return
        is_partial = repository.is_partial
        for key, here in walked.items():
            if not is_partial or (here.present and here.certain):
                yield key


def _without(anchors: Anchors, known: Collection[AnchorKey]) -> dict[AnchorKey, Vouched]:
    return {key: anchor for key, anchor in anchors.items() if key not in known}


class _Kept:
    """What was found lately, in memory."""

    def __init__(self) -> None:
        self._commits: OrderedDict[str, dict[AnchorKey, Located]] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, commit: str, keys: Iterable[AnchorKey]) -> dict[AnchorKey, Located]:
        """What is known of these anchors at a commit."""
        with self._lock:
            known = self._commits.get(commit, {})
            return {key: known[key] for key in keys if key in known} if known else {}

    def keep(self, found: Mapping[AnchorKey, Located], commit: str) -> None:
        """Remembers where anchors are at a commit, and lets go of the commits longest unused."""
        with self._lock:
            self._commits.setdefault(commit, {}).update(found)
            self._commits.move_to_end(commit)
            while len(self._commits) > 1 and sum(map(len, self._commits.values())) > _KEPT:
                self._commits.popitem(last=False)


class _Earlier:
    """Where some anchors are known to have been, in memory or in the store."""

    def __init__(self, workspace: Workspace, kept: _Kept, anchors: Anchors) -> None:
        self._store = workspace.store
        self._kept = kept
        self._keys = tuple(anchors)
        self._in_store = self._store.placement_commits(self._keys)
        self._read: dict[str, Mapping[AnchorKey, Located]] = {}

    def at(self, commit: str) -> Mapping[AnchorKey, Located]:
        """Where they are known to have been at a commit."""
        if commit not in self._read:
            known = self._kept.at(commit, self._keys)
            if commit in self._in_store:
                known = self._stored(commit) | known
            self._read[commit] = known
        return self._read[commit]

    def _stored(self, commit: str) -> dict[AnchorKey, Located]:
        found: dict[AnchorKey, Located] = {}
        for key, data in self._store.placements(commit, self._keys).items():
            with suppress(KeyError, TypeError, ValueError):  # written by another version: redone
                found[key] = forms.from_json(data)
        return found
