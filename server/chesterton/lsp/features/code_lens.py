"""Code lens: above each noted symbol, what stands there and how it does."""

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol import types as lsp

from chesterton.config import Settings
from chesterton.lsp.convert import line_range
from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory import sentences
from chesterton.memory.margin.table import Absent, Row

METHOD = lsp.TEXT_DOCUMENT_CODE_LENS


@dataclass(frozen=True, slots=True)
class Lens:
    """One lens, before it is put into the protocol's words."""

    line: int  #: 0-based
    title: str
    ids: tuple[str, ...]
    symbol: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Lenses as they were told under some settings."""

    settings: Settings
    lenses: list[lsp.CodeLens]


def handle(snapshot: Snapshot, _params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
    """The answer to textDocument/codeLens, made once for each table."""
    made = snapshot.answers.get(METHOD)
    if not isinstance(made, Answer) or made.settings is not snapshot.settings:
        found = [to_code_lens(lens, snapshot) for lens in lenses(snapshot)]
        made = snapshot.answers[METHOD] = Answer(snapshot.settings, found)
    return made.lenses


def push(session: Session, document: Document) -> None:
    """Has the editor ask again, where what it shows is not what it would be told."""
    if session.client.lens_refresh:
        session.refresh_changed(document, lsp.WORKSPACE_CODE_LENS_REFRESH, lenses)


def lenses(snapshot: Snapshot) -> Iterator[Lens]:
    """The lenses of a document."""
    settings = snapshot.settings
    if not (settings.enable and settings.code_lens_enabled):
        return
    if snapshot.client.shows_lenses(settings.signals):
        yield from (_lens(row, snapshot) for row in snapshot.table.rows if row.entries)
        yield from (_lens_of_absent(each, snapshot) for each in snapshot.table.absent)


def to_code_lens(lens: Lens, snapshot: Snapshot) -> lsp.CodeLens:
    """A lens as the protocol writes it; the command carries all it needs."""
    argument = {"ids": list(lens.ids), "uri": snapshot.uri, "symbol": lens.symbol}
    command = lsp.Command(title=lens.title, command="chesterton.open", arguments=[argument])
    place = line_range(lens.line, snapshot.text, snapshot.client.encoding)
    return lsp.CodeLens(place, command=command)


def _lens(row: Row, snapshot: Snapshot) -> Lens:
    span = row.name_span if snapshot.client.lens_at_line_end else row.span
    line = snapshot.text.position(span.start)[0] if row.symbol else 0
    ids = tuple(shown.entry.note.id for shown in row.entries)
    return Lens(
        line, row.title or sentences.presence(row), ids, row.symbol.name if row.symbol else None
    )


def _lens_of_absent(absent: Absent, snapshot: Snapshot) -> Lens:
    """A deleted symbol keeps its lens where it was."""
    line = snapshot.text.position(absent.offset)[0]
    ids = tuple(entry.note.id for entry in absent.entries)
    return Lens(line, sentences.bereft(absent.entries), ids, absent.name)
