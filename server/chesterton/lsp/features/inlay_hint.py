"""Inlay hints: the kind of a symbol's first note at the end of its line. Off unless switched on."""

from lsprotocol import types as lsp

from chesterton.lsp import wording
from chesterton.lsp.feature import Lookup
from chesterton.lsp.snapshot import Snapshot
from chesterton.lsp.table import Row


def handle(snapshot: Snapshot, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    """The answer to textDocument/inlayHint."""
    settings = snapshot.settings
    if not (settings.enable and settings.inlay_hints_enabled):
        return []
    wanted = snapshot.span(params.range)
    return [
        _hint(row, snapshot)
        for row in snapshot.table.rows
        if row.entries and wanted.touches(row.name_span.start)
    ]


OFFERS = (Lookup(lsp.TEXT_DOCUMENT_INLAY_HINT, handle),)


def _hint(row: Row, snapshot: Snapshot) -> lsp.InlayHint:
    text = snapshot.text
    line = text.position(row.name_span.start)[0]
    end = text.line_start(line) + len(text.line(line))
    return lsp.InlayHint(
        position=snapshot.position(end),
        label=row.entries[0].entry.note.kind.value,
        padding_left=True,
        tooltip=wording.hint(row),
    )
