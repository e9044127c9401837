"""Commits that change a file and leave a definition in it alone are passed by without parsing."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import TypeVar

from chesterton.anchoring.text.mention import may_hold
from chesterton.anchoring.text.untouched import Edit, Stand
from chesterton.following.located import AnchorKey, Located, Spot
from chesterton.git.changes import FileChange
from chesterton.workspace.workspace import Workspace

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

_KEPT = 32


class Passing:
    """Where each anchor's definition stands in the last state of its file that was looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stands: dict[AnchorKey, tuple[Spot, str, Stand]] = {}
        self._lines: OrderedDict[str, Sequence[str] | None] = OrderedDict()
        self._edits: OrderedDict[tuple[str, str], Edit | None] = OrderedDict()

    def by(self, key: AnchorKey, here: Located, change: FileChange | None) -> bool:
        """Whether a commit surely left the definition as it was, where it was."""
        if change is None:
            return False
        if here.lost:
            return not self._may_be_back(here, change)
        if change.old_path != change.new_path or not here.present:
            return False
        stand = self._stand(key, here, change)
        if stand is None or change.old_blob is None or change.new_blob is None:
            return False
        edit = self._edit(change.old_blob, change.new_blob)
        after = stand.after(edit) if edit else None
        if after is None or here.spot is None:
            return False
        self._stands[key] = here.spot, change.new_blob, after
        return True

    def _may_be_back(self, here: Located, change: FileChange) -> bool:
        """Whether a lost definition may stand in its file again; only there it is looked for."""
        if here.name is None:
            return True
        if change.new_path != here.path or change.new_blob is None:
            return False
        text = self._workspace.text_blob(change.new_blob)
        return text is not None and may_hold(text.value, here.name)

    def _stand(self, key: AnchorKey, here: Located, change: FileChange) -> Stand | None:
        known = self._stands.pop(key, None)
        if known is not None and known[:2] == (here.spot, change.old_blob):
            return known[2]
        if change.old_blob is None or here.name is None:
            return None
        parsed = self._workspace.parsed_blob(change.old_blob, here.path)
        symbol = parsed.outline.find(here.name, here.kind, here.ordinal) if parsed else None
        return Stand.of(parsed, symbol) if parsed and symbol else None

    def _edit(self, old: str, new: str) -> Edit | None:
        if (old, new) not in self._edits:
            before, after = self._read(old), self._read(new)
            known = before is not None and after is not None
            self._edits[old, new] = Edit(before or (), after or ()) if known else None
            _shorten(self._edits)
        return self._edits[old, new]

    def _read(self, blob: str) -> Sequence[str] | None:
        if blob not in self._lines:
            text = self._workspace.text_blob(blob)
            self._lines[blob] = text.value.split("\n") if text is not None else None
            _shorten(self._lines)
        return self._lines[blob]


def _shorten(kept: OrderedDict[_Key, _Value]) -> None:
    while len(kept) > _KEPT:
        kept.popitem(last=False)
