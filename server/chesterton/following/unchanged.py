"""Skips commits that provably do not touch a definition, without parsing them."""

from collections.abc import Sequence

from cachetools import LRUCache

from chesterton.anchoring.text.mention import may_define_words
from chesterton.anchoring.text.untouched import DefinitionLines, LineDiff
from chesterton.following.commit_position import CommitPosition, Spot
from chesterton.git.changes import FileChange
from chesterton.model.note import AnchorKey
from chesterton.workspace.workspace import Workspace

_REMEMBERED = 32
"""File versions cached, and as many diffs; few suffice, because commits are replayed in order."""


class UnchangedDefinitions:
    """Tracks the lines of each definition from commit to commit. Not thread-safe."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stands: dict[AnchorKey, tuple[Spot, str, DefinitionLines]] = {}
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
        if after is None or position.spot is None:
            return False
        self._stands[key] = position.spot, change.new_blob, after
        return True

    def _may_be_back(self, position: CommitPosition, change: FileChange) -> bool:
        """Whether a lost definition may be back in its file, the only place it is looked for."""
        if position.name is None:
            return True
        if change.new_path != position.path or change.new_blob is None:
            return False
        text = self._workspace.text_blob(change.new_blob)
        return text is not None and may_define_words(text.value, position.name)

    def _stand(
        self, key: AnchorKey, position: CommitPosition, change: FileChange
    ) -> DefinitionLines | None:
        last = self._stands.pop(key, None)
        if last is not None and last[:2] == (position.spot, change.old_blob):
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
