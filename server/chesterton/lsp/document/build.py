"""Making the table of a document: parse, place, read the store and git. Runs in the executor.

Imports what is heavy, and is itself imported only after the editor has its answer to initialize.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from chesterton.anchoring.text.quotes import find_quote
from chesterton.lsp.convert import line_span
from chesterton.lsp.document.table import Absent, Row, Shown, Table
from chesterton.lsp.projects import Home
from chesterton.lsp.wording import presence
from chesterton.memory.margin.margin import Entry, Margin, Mark, read_margin
from chesterton.model.anchor import Anchor, State
from chesterton.model.symbol import Span
from chesterton.syntax.comments import comments
from chesterton.syntax.language import language_for, language_named
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import Text
from chesterton.workspace.files import stamp
from chesterton.workspace.stale_buffer import Seen, look
from chesterton.workspace.workspace import Workspace

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

    @property
    def is_typed(self) -> bool:
        """Whether the text is another than the one before."""
        return self.previous is None or self.previous.text is not self.text


@dataclass(frozen=True, slots=True)
class Built:
    """A text as parsed, and its table."""

    parsed: Parsed
    table: Table
    margin: Margin
    seen: Seen | None
    state: Hashable  #: what besides the text it was made of
    is_settled: bool  #: every note surely stands where it is shown, and none is gone
    is_whole: bool = True  #: all of it was looked up, and not only what was typed


def build(order: Order, parsed: Parsed | None = None) -> Built:
    """The whole table of a document as it stands in the editor; `parsed` where that is known."""
    workspace, path, state = order.home.workspace, order.home.path, state_of(order)
    parsed = parsed or parsed_of(order)
    sight = look(workspace, path, order.text, order.seen, typed=order.is_typed)
    order = replace(order, base=order.base or sight.base)
    margin = read_margin(workspace, path, parsed, documents=others_of(order), base=order.base)
    is_settled = sight.base is None and _is_settled(margin)
    return Built(parsed, _table(margin, order), margin, sight.seen, state, is_settled)


def state_of(order: Order) -> Hashable:
    """What a table is made of, besides the text and the other open documents."""
    workspace = order.home.workspace
    head = order.base or workspace.head()
    path = order.home.path
    return (workspace.store.version(), head, path, stamp(workspace.root, path), order.markers)


def others_of(order: Order) -> dict[str, Parsed]:
    """The other open documents of the project, by path."""
    workspace = order.home.workspace
    return {path: parsed for home, path, parsed in order.open_ones if home is workspace}


def parsed_of(order: Order) -> Parsed:
    """The text as parsed."""
    if order.previous is not None and not order.is_typed:
        return order.previous
    path = order.home.path
    if order.previous is None and language_for(path) is not None:
        return order.home.workspace.parsed_text(path, order.text)
    return parse(
        order.text, language_for(path) or language_named(order.language_id), order.previous
    )


def _is_settled(margin: Margin) -> bool:
    unsure = (State.UNCERTAIN, State.LOST)
    return not margin.gone and not any(
        entry.where.state in unsure
        for mark in margin.marks
        for entry in (*mark.entries, *mark.proposed)
    )


def _table(margin: Margin, order: Order) -> Table:
    text = order.text
    rows = (row_of(order, mark) for mark in margin.marks)
    return Table(
        margin.path,
        tuple(row for row in rows if row.entries or row.proposed),
        tuple(
            Absent(line_span(_shown_line(gone.line, text), text).start, gone.name, gone.entries)
            for gone in margin.gone
        ),
        margin.references,
        tuple(marked_comments(margin.parsed, order.markers)),
    )


def _shown_line(line: int, text: Text) -> int:
    """The 0-based line nearest to a 1-based one that has something on it."""
    below = range(min(line, text.line_count) - 1, text.line_count)
    above = range(min(line, text.line_count) - 1, -1, -1)
    return next((n for n in (*below, *above) if text.line(n).strip()), 0)


def row_of(order: Order, mark: Mark) -> Row:
    """A row, which holds nothing where all of its notes are snoozed."""
    workspace, text, base = order.home.workspace, order.text, order.base
    symbol = mark.symbol
    proposed = mark.proposed if workspace.trusted else ()
    row = Row(
        symbol,
        symbol.span if symbol else Span(0, len(text.value)),
        symbol.name_span if symbol else line_span(0, text),
        tuple(_shown(workspace, e, text, base) for e in mark.entries if not e.snoozed),
        tuple(_shown(workspace, e, text, base) for e in proposed if not e.snoozed),
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


def marked_comments(parsed: Parsed, markers: Iterable[str]) -> Iterable[Span]:
    """The comments that begin with a marker."""
    wanted = tuple(marker for marker in markers if marker and marker in parsed.text.value)
    if wanted:
        yield from (each.span for each in comments(parsed) if each.text.startswith(wanted))
