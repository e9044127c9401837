"""The text of an open document, kept in sync with the editor, and its recent edits."""

import re
from collections.abc import Sequence
from typing import Final

from lsprotocol import types as lsp

from chesterton.lsp.convert import from_range
from chesterton.memory.margin.spans import difference
from chesterton.syntax.positions import Encoding
from chesterton.syntax.text import Edit, Text

_SURROGATE = re.compile("[\ud800-\udfff]")

Change = lsp.TextDocumentContentChangeEvent
WholeTextChange = lsp.TextDocumentContentChangeWholeDocument


class DocumentText:
    """A document's text, its revision number, and its recent edits."""

    def __init__(self, value: str) -> None:
        self.text: Text = Text(_without_lone_surrogates(value))
        self.opened: Text = self.text  #: as the editor opened it
        self._edits: Final[list[Edit]] = []
        self._first_revision = 0  #: revision before the first edit in `_edits`

    @property
    def revision(self) -> int:
        """The number of edits so far."""
        return self._first_revision + len(self._edits)

    def apply_changes(self, changes: Sequence[Change], encoding: Encoding) -> None:
        """Applies the editor's changes in order, each to the result of the previous one."""
        for change in changes:
            edit = self._edit(change, encoding)
            if edit is not None:
                self.text = self.text.edited((edit,))
                self._edits.append(edit)

    def edits_since(self, revision: int) -> list[Edit]:
        """The edits after a revision, with consecutive edits joined."""
        return coalesced(self._edits[max(0, revision - self._first_revision) :])

    def drop_edits_until(self, revision: int) -> None:
        """Drops the edits up to this revision."""
        count = min(max(0, revision - self._first_revision), len(self._edits))
        del self._edits[:count]
        self._first_revision += count

    def _edit(self, change: Change, encoding: Encoding) -> Edit | None:
        replacement = _without_lone_surrogates(change.text)
        if isinstance(change, WholeTextChange):
            return difference(self.text.value, replacement)
        span = from_range(change.range, self.text, encoding)
        return Edit(span.start, span.end, replacement)


def coalesced(edits: Sequence[Edit]) -> list[Edit]:
    """The edits, joining each to the previous one if it continues typing or deleting there."""
    result: list[Edit] = []
    for edit in edits:
        last = result[-1] if result else None
        if last and last.start <= edit.start and edit.end == last.start + len(last.replacement):
            kept = last.replacement[: edit.start - last.start]
            result[-1] = Edit(last.start, last.end, kept + edit.replacement)
        else:
            result.append(edit)
    return result


def _without_lone_surrogates(text: str) -> str:
    """Replaces lone surrogates with U+FFFD, which has the same length in UTF-16."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text)
