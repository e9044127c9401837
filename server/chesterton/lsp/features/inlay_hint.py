"""Inlay hints: the kind of a symbol's first note at the end of its line. Off unless switched on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from lsprotocol import types as lsp

from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory import sentences
from chesterton.model.note import Kind
from chesterton.model.symbol import Span


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint, before it is put into the protocol's words."""

    offset: int  #: of the name; the hint stands at the end of its line
    kind: Kind
    tooltip: str


def handle(snapshot: Snapshot, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    """The answer to textDocument/inlayHint."""
    wanted = snapshot.span(params.range)
    return [_to_inlay_hint(each, snapshot) for each in hints(snapshot, wanted)]


def push(session: Session, document: Document) -> None:
    """Has the editor ask again, where what it shows is not what it would be told."""
    if session.client.inlay_refresh:
        everywhere = Span(0, len(document.text.value))
        told = partial(hints, wanted=everywhere)
        session.refresh_changed(document, lsp.WORKSPACE_INLAY_HINT_REFRESH, told)


def hints(snapshot: Snapshot, wanted: Span) -> Iterator[Hint]:
    """The hints in a part of a document."""
    settings = snapshot.settings
    if not (settings.enable and settings.inlay_hints_enabled):
        return
    for row in snapshot.table.rows:
        offset = row.name_span.start
        if row.entries and wanted.touches(offset):
            yield Hint(offset, row.entries[0].entry.note.kind, sentences.hint(row))


def _to_inlay_hint(hint: Hint, snapshot: Snapshot) -> lsp.InlayHint:
    text = snapshot.text
    line = text.position(hint.offset)[0]
    end = text.line_start(line) + len(text.line(line))
    return lsp.InlayHint(
        position=snapshot.position(end),
        label=hint.kind.value,
        padding_left=True,
        tooltip=hint.tooltip,
    )
