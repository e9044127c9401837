"""textDocument/codeLens: a lens per symbol with notes, showing the first note and its state."""

from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol import types as lsp

from chesterton.lsp.convert import line_range
from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory import sentences
from chesterton.memory.margin.table import DeletedRow, Row
from chesterton.memory.visible_text import literal_icons

METHOD = lsp.TEXT_DOCUMENT_CODE_LENS


class Lens(NamedTuple):
    """One lens, independent of the protocol."""

    line: int  #: 0-based
    title: str
    ids: tuple[str, ...]
    symbol: str | None


def handle(snapshot: Snapshot, _params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    """The response to textDocument/codeLens, cached per table and settings."""
    settings, response = snapshot.answers.get(METHOD, (None, []))
    if settings is not snapshot.settings:
        response = [to_code_lens(lens, snapshot) for lens in lenses(snapshot)]
        snapshot.answers[METHOD] = (snapshot.settings, response)
    return response


def refresh_if_changed(session: Session, document: Document) -> None:
    """Requests a refresh if the lenses changed."""
    if session.client.lens_refresh:
        session.refresh_changed(document, lsp.WORKSPACE_CODE_LENS_REFRESH, lenses)


def lenses(snapshot: Snapshot) -> Iterator[Lens]:
    """The lenses of a document."""
    settings = snapshot.settings
    if not (settings.enable and settings.code_lens_enabled):
        return
    if snapshot.client.shows_lenses(settings.signals):
        yield from (_lens(row, snapshot) for row in snapshot.table.rows if row.entries)
        yield from (_lens_of_absent(each, snapshot) for each in snapshot.table.deleted)


def to_code_lens(lens: Lens, snapshot: Snapshot) -> lsp.CodeLens:
    """The LSP code lens, already complete so that no codeLens/resolve is needed."""
    argument = {"ids": list(lens.ids), "uri": snapshot.uri, "symbol": lens.symbol}
    title = literal_icons(lens.title) if snapshot.client.draws_icons else lens.title
    command = lsp.Command(title=title, command="chesterton.open", arguments=[argument])
    line = line_range(lens.line, snapshot.text, snapshot.client.encoding)
    return lsp.CodeLens(line, command=command)


def _lens(row: Row, snapshot: Snapshot) -> Lens:
    span = row.name_span if snapshot.client.lens_at_line_end else row.span
    line = snapshot.text.position(span.start)[0] if row.symbol else 0
    ids = tuple(shown.entry.note.id for shown in row.entries)
    return Lens(
        line, row.title or sentences.lens_title(row), ids, row.symbol.name if row.symbol else None
    )


def _lens_of_absent(absent: DeletedRow, snapshot: Snapshot) -> Lens:
    """The lens of a deleted symbol, at its former position."""
    line = snapshot.text.position(absent.offset)[0]
    ids = tuple(entry.note.id for entry in absent.entries)
    return Lens(line, sentences.deleted_lens(absent.entries), ids, absent.name)
