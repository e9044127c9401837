"""Where a project's anchors are in the tree at HEAD, remembered from one question to the next."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress

from chesterton.memory import located as forms
from chesterton.memory.located import AnchorKey, Located, at_origin, key_of
from chesterton.memory.replay import replay
from chesterton.memory.workspace import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.note import Note

_KEPT = 50_000


class Locator:
    """Replays anchors to HEAD at most once for each commit. May be used from several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: OrderedDict[tuple[AnchorKey, str], Located] = OrderedDict()
        self._lock = threading.RLock()

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
            found |= self._followed(waiting, head)
        return found

    def _at_once(self, anchor: Anchor, head: str | None) -> Located | None:
        """The answer where the anchor's file is today what it was; None if it must be replayed."""
        if anchor.is_project or head is None:
            return at_origin(anchor, present=anchor.is_project)
        blob = self._workspace.blob_id(head, anchor.path)
        if anchor.commit in {None, head}:
            return at_origin(anchor, present=self._holds(blob, anchor))
        if blob is not None and blob == self._workspace.blob_id(anchor.commit or "", anchor.path):
            return at_origin(anchor, present=self._holds(blob, anchor))
        return None

    def _holds(self, blob: str | None, anchor: Anchor) -> bool:
        if blob is None or anchor.symbol is None:
            return blob is not None
        parsed = self._workspace.parsed_blob(blob, anchor.path)
        if parsed is None:
            return False
        return parsed.outline.find(anchor.symbol, anchor.symbol_kind, anchor.ordinal) is not None

    def _followed(self, waiting: Mapping[AnchorKey, Anchor], head: str) -> dict[AnchorKey, Located]:
        with self._lock:
            found = {key: self._kept[key, head] for key in waiting if (key, head) in self._kept}
        missing = {key: anchor for key, anchor in waiting.items() if key not in found}
        if missing:
            stored = self._stored(missing, head)
            walked = self._walked({k: a for k, a in missing.items() if k not in stored}, head)
            found |= stored | walked
            self._keep(stored | walked, head)
            self._store(walked, head)
        return found

    def _walked(self, anchors: Mapping[AnchorKey, Anchor], head: str) -> dict[AnchorKey, Located]:
        groups: defaultdict[str, dict[AnchorKey, Anchor]] = defaultdict(dict)
        for key, anchor in anchors.items():
            groups[anchor.commit or head][key] = anchor
        walked: dict[AnchorKey, Located] = {}
        for start, group in groups.items():
            walked |= replay(self._workspace, start, head, group)
        return walked

    def _keep(self, located: Mapping[AnchorKey, Located], head: str) -> None:
        with self._lock:
            for key, here in located.items():
                self._kept[key, head] = here
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def _stored(self, anchors: Mapping[AnchorKey, Anchor], head: str) -> dict[AnchorKey, Located]:
        found: dict[AnchorKey, Located] = {}
        for key, data in self._workspace.store.placements(head, list(anchors)).items():
            with suppress(KeyError, TypeError, ValueError):  # written by another version: redone
                found[key] = forms.from_json(data)
        return found

    def _store(self, located: Mapping[AnchorKey, Located], head: str) -> None:
        if located:
            rows = {key: forms.to_json(here) for key, here in located.items()}
            self._workspace.store.put_placements(head, rows)
