"""textDocument/hover: notes on the symbol, line or word under the cursor."""

import asyncio
import re
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from itertools import chain

from lsprotocol import types as lsp

from chesterton.lsp.hover_text import MARKDOWN, PLAIN, HoverContent, render, render_reference
from chesterton.lsp.publishing import findings
from chesterton.lsp.snapshot import Snapshot
from chesterton.memory.margin.spans import line_span
from chesterton.memory.margin.table import Row, ShownNote
from chesterton.memory.problems import FindingCode
from chesterton.model.symbol import Span
from chesterton.syntax.text import Text

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class HoverText:
    """The text of a hover and the span it applies to."""

    text: str
    span: Span


def handle(
    snapshot: Snapshot, params: lsp.HoverParams
) -> lsp.Hover | Awaitable[lsp.Hover | None] | None:
    """The response to textDocument/hover; awaitable if a claim has to be computed first."""
    offset = snapshot.offset(params.position)
    unknown = _unknown_claims(snapshot, offset)
    return _answer_later(snapshot, offset, unknown) if unknown else _answer(snapshot, offset)


async def _answer_later(
    snapshot: Snapshot, offset: int, unknown: list[ShownNote]
) -> lsp.Hover | None:
    for shown in unknown:
        await asyncio.to_thread(shown.entry.claim.words)
    return _answer(snapshot, offset)


def _unknown_claims(snapshot: Snapshot, offset: int) -> list[ShownNote]:
    """The notes for which it is not yet known whether they claim the word under the cursor."""
    word, around = word_at(snapshot.text, offset), _around(snapshot, offset)
    if word is None or any(row.name_span.touches(offset) for row in around):
        return []
    name = snapshot.text.value[word.start : word.end]
    shown = (shown for row in around for shown in row.entries)
    return [each for each in shown if each.entry.claim.has(name) is None]


def _around(snapshot: Snapshot, offset: int) -> list[Row]:
    """The rows of the definitions around an offset."""
    return [row for row in snapshot.table.rows if row.symbol and row.span.touches(offset)]


def _answer(snapshot: Snapshot, offset: int) -> lsp.Hover | None:
    hover = hover_at(snapshot, offset)
    if hover is None:
        return None
    kind = lsp.MarkupKind.Markdown if snapshot.client.has_markdown else lsp.MarkupKind.PlainText
    return lsp.Hover(lsp.MarkupContent(kind, hover.text), snapshot.range(hover.span))


def hover_at(snapshot: Snapshot, offset: int) -> HoverText | None:
    """The hover at an offset: the first available one of name, content, file and reference."""
    if not (snapshot.settings.enable and snapshot.settings.hover_enabled):
        return None
    word = word_at(snapshot.text, offset)
    hovers = chain(
        _on_names(snapshot, offset),
        _inside(snapshot, offset, word),
        _on_the_file(snapshot, offset, word),
        _on_references(snapshot, word),
    )
    return next(hovers, None)


def word_at(text: Text, offset: int) -> Span | None:
    """The word that contains or touches the offset."""
    line, column = text.position(offset)
    start = text.line_start(line)
    for word in _WORD.finditer(text.line(line)):
        if word.start() <= column <= word.end():
            return Span(start + word.start(), start + word.end())
    return None


def _on_names(snapshot: Snapshot, offset: int) -> Iterator[HoverText]:
    for row in snapshot.table.rows:
        if row.symbol is not None and row.name_span.touches(offset):
            yield HoverText(_rendered(snapshot, row, row.entries, offset), row.name_span)


def _inside(snapshot: Snapshot, offset: int, word: Span | None) -> Iterator[HoverText]:
    """Hovers for a quoted line or claimed word, innermost definition first."""
    if word is None:
        return
    name = snapshot.text.value[word.start : word.end]
    for row in sorted(_around(snapshot, offset), key=lambda row: row.span.end - row.span.start):
        matching = [
            shown
            for shown in row.entries
            if (shown.quote and shown.quote.touches(offset)) or shown.entry.claim.has(name)
        ]
        if matching:
            yield HoverText(_rendered(snapshot, row, matching, offset), word)


def _on_the_file(snapshot: Snapshot, offset: int, word: Span | None) -> Iterator[HoverText]:
    row = snapshot.table.file_row
    if row is None or not (row.entries or row.proposed):
        return
    first = line_span(0, snapshot.text)
    quoting = [each for each in row.entries if each.quote and each.quote.touches(offset)]
    if quoting:
        span = word or quoting[0].quote or first
        yield HoverText(_rendered(snapshot, row, quoting, offset), span)
    elif snapshot.text.position(offset)[0] == 0:
        yield HoverText(_rendered(snapshot, row, row.entries, offset), word or first)


def _on_references(snapshot: Snapshot, word: Span | None) -> Iterator[HoverText]:
    name = snapshot.text.value[word.start : word.end] if word else ""
    entries = [each for each in snapshot.table.references.get(name, ()) if not each.snoozed]
    if word is not None and entries:
        style = MARKDOWN if snapshot.client.has_markdown else PLAIN
        yield HoverText(render_reference(name, entries, style), word)


def _rendered(
    snapshot: Snapshot, row: Row, notes: list[ShownNote] | tuple[ShownNote, ...], offset: int
) -> str:
    content = HoverContent(
        row.symbol,
        [shown.entry for shown in notes],
        [shown.entry for shown in row.proposed],
        _titled_by_diagnostic(snapshot, offset),
        snapshot.settings.hover_max_notes,
        snapshot.views,
        snapshot.origin,
    )
    return render(content, MARKDOWN if snapshot.client.has_markdown else PLAIN)


def _titled_by_diagnostic(snapshot: Snapshot, offset: int) -> frozenset[str]:
    """Ids of notes whose title is in a diagnostic that the editor shows in the same hover."""
    if not snapshot.client.repeats_in_hover:
        return frozenset()
    return frozenset(
        finding.notes[0].id
        for finding in findings(snapshot)
        if finding.code is not FindingCode.DELETED and finding.span.touches(offset)
    )
