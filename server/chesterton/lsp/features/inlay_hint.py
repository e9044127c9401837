"""textDocument/inlayHint: the kind of a symbol's first note, at the end of its line. Opt-in."""

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
    """One hint, independent of the protocol."""

    offset: int  #: of the name; the hint is shown at the end of its line
    kind: Kind
    tooltip: str


def handle(snapshot: Snapshot, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    """The response to textDocument/inlayHint."""
    span = snapshot.span(params.range)
    return [_to_inlay_hint(each, snapshot) for each in hints(snapshot, span)]


def push(session: Session, document: Document) -> None:
    """Requests a refresh if the hints changed."""
    if session.client.inlay_refresh:
        all_hints = partial(hints, span=Span(0, len(document.text.value)))
        session.refresh_changed(document, lsp.WORKSPACE_INLAY_HINT_REFRESH, all_hints)


def hints(snapshot: Snapshot, span: Span) -> Iterator[Hint]:
    """The hints in a span of a document."""
    settings = snapshot.settings
    if not (settings.enable and settings.inlay_hints_enabled):
        return
    for row in snapshot.table.rows:
        offset = row.name_span.start
        if row.entries and span.touches(offset):
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
