"""Inlay hints: the kind of a symbol's first note at the end of its line. Off unless switched on."""

from lsprotocol import types as lsp

from chesterton.lsp import wording
from chesterton.lsp.document import Document
from chesterton.lsp.feature import Lookup, Push
from chesterton.lsp.session import Session
from chesterton.lsp.snapshot import Snapshot
from chesterton.lsp.table import Row, Table
from chesterton.model.symbol import Span


def handle(snapshot: Snapshot, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    """The answer to textDocument/inlayHint."""
    return hints(snapshot, snapshot.span(params.range))


def push(session: Session, document: Document) -> None:
    """Has the editor ask again, where what it shows is not what it would be told."""
    if not (document.is_renewed and session.client.inlay_refresh):
        return
    now, everywhere = session.snapshot(document), Span(0, len(document.text.value))
    before = now.with_table(document.before or Table(now.table.path))
    if hints(now, everywhere) != hints(before, everywhere):
        session.want_refresh(lsp.WORKSPACE_INLAY_HINT_REFRESH)


OFFERS = (Lookup(lsp.TEXT_DOCUMENT_INLAY_HINT, handle), Push(push))


def hints(snapshot: Snapshot, wanted: Span) -> list[lsp.InlayHint]:
    """The hints in a part of a document."""
    settings = snapshot.settings
    if not (settings.enable and settings.inlay_hints_enabled):
        return []
    return [
        _hint(row, snapshot)
        for row in snapshot.table.rows
        if row.entries and wanted.touches(row.name_span.start)
    ]


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
