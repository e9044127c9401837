"""Hover: the notes of the symbol, the quoted line or the claimed word under the cursor."""

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol import types as lsp

from chesterton.lsp.caret_word import word_at
from chesterton.lsp.hover_text import MARKDOWN, PLAIN, Story, tell, tell_reference
from chesterton.lsp.publishing import findings
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory.margin.spans import line_span
from chesterton.memory.margin.table import Row, Shown
from chesterton.memory.problems import Code
from chesterton.model.symbol import Span


@dataclass(frozen=True, slots=True)
class Told:
    """What a hover says, and of which part of the text."""

    text: str
    span: Span


def handle(snapshot: Snapshot, params: lsp.HoverParams) -> lsp.Hover | None:
    """The answer to textDocument/hover."""
    told = hover_at(snapshot, snapshot.offset(params.position))
    if told is None:
        return None
    kind = lsp.MarkupKind.Markdown if snapshot.client.has_markdown else lsp.MarkupKind.PlainText
    return lsp.Hover(lsp.MarkupContent(kind, told.text), snapshot.range(told.span))


def hover_at(snapshot: Snapshot, offset: int) -> Told | None:
    """What is said at an offset: the first that has something to say."""
    if not (snapshot.settings.enable and snapshot.settings.hover_enabled):
        return None
    word = word_at(snapshot.text, offset)
    for told in (
        *_on_names(snapshot, offset),
        *_inside(snapshot, offset, word),
        *_on_the_file(snapshot, offset, word),
        *_on_references(snapshot, word),
    ):
        return told
    return None


def _on_names(snapshot: Snapshot, offset: int) -> Iterator[Told]:
    for row in snapshot.table.rows:
        if row.symbol is not None and row.name_span.touches(offset):
            yield Told(_tell(snapshot, row, row.entries, offset), row.name_span)


def _inside(snapshot: Snapshot, offset: int, word: Span | None) -> Iterator[Told]:
    """On quoted lines and claimed words, in the innermost noted definition that has them."""
    if word is None:
        return
    name = snapshot.text.value[word.start : word.end]
    around = [row for row in snapshot.table.rows if row.symbol and row.span.touches(offset)]
    for row in sorted(around, key=lambda row: row.span.end - row.span.start):
        meant = [
            shown
            for shown in row.entries
            if (shown.quote and shown.quote.touches(offset)) or name in shown.entry.claim
        ]
        if meant:
            yield Told(_tell(snapshot, row, meant, offset), word)


def _on_the_file(snapshot: Snapshot, offset: int, word: Span | None) -> Iterator[Told]:
    row = snapshot.table.file_row
    if row is None or not (row.entries or row.proposed):
        return
    first = line_span(0, snapshot.text)
    quoting = [each for each in row.entries if each.quote and each.quote.touches(offset)]
    if quoting:
        yield Told(_tell(snapshot, row, quoting, offset), word or quoting[0].quote or first)
    elif snapshot.text.position(offset)[0] == 0:
        yield Told(_tell(snapshot, row, row.entries, offset), word or first)


def _on_references(snapshot: Snapshot, word: Span | None) -> Iterator[Told]:
    name = snapshot.text.value[word.start : word.end] if word else ""
    entries = [each for each in snapshot.table.references.get(name, ()) if not each.snoozed]
    if word is not None and entries:
        style = MARKDOWN if snapshot.client.has_markdown else PLAIN
        yield Told(tell_reference(name, entries, style), word)


def _tell(snapshot: Snapshot, row: Row, meant: list[Shown] | tuple[Shown, ...], offset: int) -> str:
    story = Story(
        row.symbol,
        [shown.entry for shown in meant],
        [shown.entry for shown in row.proposed],
        _shown_beside(snapshot, offset),
        snapshot.settings.hover_max_notes,
        snapshot.views,
        snapshot.origin,
    )
    return tell(story, MARKDOWN if snapshot.client.has_markdown else PLAIN)


def _shown_beside(snapshot: Snapshot, offset: int) -> frozenset[str]:
    """Notes whose title stands in a diagnostic that the editor shows in the same box."""
    if not snapshot.client.repeats_in_hover:
        return frozenset()
    return frozenset(
        finding.notes[0].id
        for finding in findings(snapshot)
        if finding.code is not Code.DELETED and finding.span.touches(offset)
    )
