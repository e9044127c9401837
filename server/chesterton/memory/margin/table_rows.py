"""Builds a document's table of notes, resolving quotes and changed lines to spans of the text."""

from collections.abc import Iterable
from dataclasses import replace

from chesterton.following.api import find_stored_quote
from chesterton.memory.margin.margin import Entry, Margin, SymbolNotes
from chesterton.memory.margin.parsed_document import marked_comments
from chesterton.memory.margin.spans import line_span
from chesterton.memory.margin.table import DeletedRow, Row, ShownNote, Table
from chesterton.memory.opening import Workspace
from chesterton.memory.sentences import lens_title
from chesterton.model.anchor import Anchor, State
from chesterton.model.symbol import Span
from chesterton.syntax.parsed_symbol import find_symbol
from chesterton.syntax.text import Text

_UNSURE = frozenset({State.UNCERTAIN, State.LOST})


def table_of(
    workspace: Workspace, margin: Margin, markers: Iterable[str], base: str | None
) -> Table:
    """The table of a margin, including comments that start with one of `markers`.

    With `base`, edits are relative to that commit, not HEAD.
    """
    text = margin.parsed.text
    rows = (row_of(workspace, mark, text, base) for mark in margin.symbols)
    return Table(
        margin.path,
        tuple(row for row in rows if row.entries or row.proposed),
        tuple(
            DeletedRow(line_span(_shown_line(gone.line, text), text).start, gone.name, gone.entries)
            for gone in margin.deleted
        ),
        margin.references,
        tuple(marked_comments(margin.parsed, markers)),
    )


def row_of(workspace: Workspace, mark: SymbolNotes, text: Text, base: str | None) -> Row:
    """The row of a symbol with notes; it has no entries if all of them are snoozed."""
    symbol = mark.symbol
    proposed = mark.proposed if workspace.trusted else ()
    row = Row(
        symbol,
        symbol.span if symbol else Span(0, len(text.value)),
        symbol.name_span if symbol else line_span(0, text),
        tuple(_shown(workspace, e, text, base) for e in mark.entries if not e.snoozed),
        tuple(_shown(workspace, e, text, base) for e in proposed if not e.snoozed),
    )
    return replace(row, title=lens_title(row)) if row.entries else row


def is_settled(margin: Margin) -> bool:
    """Whether every note is located with certainty and no symbol with notes is deleted."""
    return not margin.deleted and not any(
        entry.where.state in _UNSURE
        for mark in margin.symbols
        for entry in (*mark.entries, *mark.proposed)
    )


def _shown_line(line: int, text: Text) -> int:
    """The 0-based non-blank line nearest to a 1-based line, preferably below it."""
    below = range(min(line, text.line_count) - 1, text.line_count)
    above = range(min(line, text.line_count) - 1, -1, -1)
    return next((n for n in (*below, *above) if text.line(n).strip()), 0)


def _shown(workspace: Workspace, entry: Entry, text: Text, base: str | None) -> ShownNote:
    changed = line_span(entry.edit.line - 1, text) if entry.edit and entry.edit.line else None
    stale = entry.touched and _is_stale(workspace, entry, base)
    return ShownNote(entry, _quote(entry, text), changed, stale)


def _quote(entry: Entry, text: Text) -> Span | None:
    anchor, placement = entry.where.anchor, entry.where.placement
    if anchor.quote is None or placement is None:
        return None
    if placement.symbol is None:
        first, last = placement.line, placement.end_line
    else:
        match = find_stored_quote(anchor.quote, text, placement.symbol.span)
        if match is None:
            return None
        first, last = match.line, match.end_line
    return Span(line_span(first - 1, text).start, line_span(last - 1, text).end)


def _is_stale(workspace: Workspace, entry: Entry, base: str | None) -> bool:
    """Whether the code at HEAD already differs from the anchor."""
    anchor, head = entry.where.anchor, base or workspace.head()
    if head is None or anchor.symbol is None or anchor.symbol_kind is None:
        return False
    parsed = workspace.parsed_at(head, anchor.path)
    definition = find_symbol(parsed, anchor.symbol, anchor.symbol_kind, anchor.ordinal)
    return definition is not None and _differs(definition.fingerprint, anchor)


def _differs(fingerprint: str, anchor: Anchor) -> bool:
    """Whether two fingerprints differ; those of different versions cannot be compared."""
    anchored = anchor.fingerprint or ""
    same_version = anchored.partition(":")[0] == fingerprint.partition(":")[0]
    return same_version and anchored != fingerprint
