"""Making the table of a document: parse, place, read the store and git. Runs in the executor.

Imports what is heavy, and is itself imported only after the editor has its answer to initialize.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chesterton.anchoring.quotes import find_quote
from chesterton.lsp.convert import line_span
from chesterton.lsp.roots import Home
from chesterton.lsp.table import Absent, Row, Shown, Table
from chesterton.lsp.wording import presence
from chesterton.memory.margin import Entry, Margin, Mark, read_margin
from chesterton.memory.reloads import Seen, look
from chesterton.memory.workspace import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.symbol import Span
from chesterton.syntax.comments import comments
from chesterton.syntax.language import language_for, language_named
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import Text

OpenOne = tuple[Workspace, str, Parsed]
"""Another open document: its project, path and text as parsed."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is needed to make a table, as it was when it was ordered."""

    home: Home
    language_id: str
    text: Text
    previous: Parsed | None
    open_ones: tuple[OpenOne, ...]
    markers: tuple[str, ...]
    base: str | None  #: changes count from this commit instead of HEAD
    seen: Seen | None = None  #: when it last showed what its file holds


@dataclass(frozen=True, slots=True)
class Built:
    """A text as parsed, and its table."""

    parsed: Parsed
    table: Table
    seen: Seen | None = None


def build(order: Order) -> Built:
    """The table of a document as it stands in the editor."""
    workspace, path = order.home.workspace, order.home.path
    parsed = _parsed(order)
    sight = look(workspace, path, order.text, order.seen, typed=parsed is not order.previous)
    base = order.base or sight.base
    others = {other: known for home, other, known in order.open_ones if home is workspace}
    margin = read_margin(workspace, path, parsed, documents=others, base=base)
    return Built(parsed, _table(workspace, margin, replace(order, base=base)), sight.seen)


def _parsed(order: Order) -> Parsed:
    if order.previous is not None and order.previous.text is order.text:
        return order.previous
    language = language_for(order.home.path) or language_named(order.language_id)
    return parse(order.text, language, order.previous)


def _table(workspace: Workspace, margin: Margin, order: Order) -> Table:
    text = order.text
    rows = (_row(workspace, mark, text, order.base) for mark in margin.marks)
    return Table(
        margin.path,
        tuple(row for row in rows if row.entries or row.proposed),
        tuple(
            Absent(line_span(_shown_line(gone.line, text), text).start, gone.name, gone.entries)
            for gone in margin.gone
        ),
        margin.references,
        tuple(_marked_comments(margin.parsed, order.markers)),
    )


def _shown_line(line: int, text: Text) -> int:
    """The 0-based line nearest to a 1-based one that has something on it."""
    below = range(min(line, text.line_count) - 1, text.line_count)
    above = range(min(line, text.line_count) - 1, -1, -1)
    return next((n for n in (*below, *above) if text.line(n).strip()), 0)


def _row(workspace: Workspace, mark: Mark, text: Text, base: str | None) -> Row:
    symbol = mark.symbol
    row = Row(
        symbol,
        symbol.span if symbol else Span(0, len(text.value)),
        symbol.name_span if symbol else line_span(0, text),
        tuple(_shown(workspace, e, text, base) for e in mark.entries if not e.snoozed),
        tuple(_shown(workspace, e, text, base) for e in mark.proposed if not e.snoozed),
    )
    return replace(row, title=presence(row)) if row.entries else row


def _shown(workspace: Workspace, entry: Entry, text: Text, base: str | None) -> Shown:
    changed = line_span(entry.edit.line - 1, text) if entry.edit and entry.edit.line else None
    stale = entry.touched and _is_stale(workspace, entry, base)
    return Shown(entry, _quote(entry, text), changed, stale)


def _quote(entry: Entry, text: Text) -> Span | None:
    anchor, placement = entry.where.anchor, entry.where.placement
    if anchor.quote is None or placement is None:
        return None
    if placement.symbol is None:
        first, last = placement.line, placement.end_line
    else:
        match = find_quote(anchor.quote, text, placement.symbol.span)
        if match is None:
            return None
        first, last = match.line, match.end_line
    return Span(line_span(first - 1, text).start, line_span(last - 1, text).end)


def _is_stale(workspace: Workspace, entry: Entry, base: str | None) -> bool:
    """Whether the code was changed, and committed so, before the edit of today."""
    anchor, head = entry.where.anchor, base or workspace.head()
    if head is None or anchor.symbol is None or anchor.symbol_kind is None:
        return False
    parsed = workspace.parsed_at(head, anchor.path)
    symbol = (
        parsed.outline.find(anchor.symbol, anchor.symbol_kind, anchor.ordinal) if parsed else None
    )
    return bool(parsed and symbol and _differs(parsed.fingerprint(symbol), anchor))


def _differs(fingerprint: str, anchor: Anchor) -> bool:
    """Fingerprints of different versions cannot be compared."""
    known = anchor.fingerprint or ""
    same_version = known.partition(":")[0] == fingerprint.partition(":")[0]
    return same_version and known != fingerprint


def _marked_comments(parsed: Parsed, markers: Iterable[str]) -> Iterable[Span]:
    wanted = tuple(marker for marker in markers if marker and marker in parsed.text.value)
    if wanted:
        yield from (each.span for each in comments(parsed) if each.text.startswith(wanted))
