"""The notes beside one document, with offsets instead of lines, so that edits can shift them.

Hover, lens, diagnostics and actions look things up here and nowhere else. Light: it is loaded
before an editor has its answer to initialize.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chesterton.memory.margin.spans import shifted_point, shifted_span
from chesterton.model.symbol import Span, Symbol
from chesterton.syntax.text import Edit

if TYPE_CHECKING:  # brings everything that places notes
    from chesterton.memory.margin.margin import Entry


@dataclass(frozen=True, slots=True)
class Shown:
    """One note of a row."""

    entry: Entry
    quote: Span | None = None  #: the lines it quotes
    changed: Span | None = None  #: the first line that the edit changed
    is_stale: bool = False  #: HEAD differs already from what was vouched for


@dataclass(frozen=True, slots=True)
class Row:
    """A symbol with its notes, or the file as a whole."""

    symbol: Symbol | None  #: as it was when the table was made; None for the file
    span: Span  #: the definition
    name_span: Span
    entries: tuple[Shown, ...]  #: confirmed ones that are not snoozed
    proposed: tuple[Shown, ...] = ()
    title: str = ""  #: what its lens says


@dataclass(frozen=True, slots=True)
class Absent:
    """A noted symbol that was deleted."""

    offset: int  #: where it was
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The finished table of a document."""

    path: str
    rows: tuple[Row, ...] = ()
    absent: tuple[Absent, ...] = ()
    references: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    comments: tuple[Span, ...] = ()  #: comments that begin with a marker such as WHY:

    def shifted(self, edits: Sequence[Edit]) -> Table:
        """The table for the text after the edits, as far as can be told without parsing it."""
        if not edits:
            return self
        return replace(
            self,
            rows=tuple(_shifted_row(row, edits) for row in self.rows),
            absent=tuple(
                replace(absent, offset=shifted_point(absent.offset, edits))
                for absent in self.absent
            ),
            comments=tuple(shifted_span(comment, edits) for comment in self.comments),
        )

    def row_at(self, offset: int) -> Row | None:
        """The innermost noted definition around an offset."""
        around = [row for row in self.rows if row.symbol and row.span.touches(offset)]
        return min(around, key=lambda row: row.span.end - row.span.start, default=None)

    @property
    def file_row(self) -> Row | None:
        """The notes about the file."""
        return next((row for row in self.rows if row.symbol is None), None)


def settled(before: Table | None, fresh: Table, broken: str | None) -> Table:
    """The table to show: while the text does not parse, no note disappears or leaves its name.

    `broken` is the text as it is, None where it parses; both tables stand in it. A row is let go
    when its name was deleted; that is no matter of parsing.
    """
    if before is None or broken is None:
        return fresh
    stood = [row for row in before.rows if _was_swallowed(row, fresh, broken)]
    away = frozenset().union(*map(_ids_of, stood))
    rows = [row for row in fresh.rows if not _ids_of(row) <= away]
    known = frozenset().union(*map(_ids_of, rows))
    kept = [
        row
        for row in before.rows
        if row.name_span.start < row.name_span.end and not _ids_of(row) & known
    ]
    if not kept:
        return fresh
    stay = frozenset().union(*map(_ids_of, kept))
    absent = tuple(each for each in fresh.absent if not stay & {e.note.id for e in each.entries})
    rows = sorted([*rows, *kept], key=lambda row: row.span.start)
    return replace(fresh, rows=tuple(rows), absent=absent)


def _was_swallowed(row: Row, fresh: Table, text: str) -> bool:
    """Whether its name is where it was, and its notes are told to be at something else.

    `async def` typed above a definition takes it in until the next key.
    """
    symbol, span = row.symbol, row.name_span
    if symbol is None or text[span.start : span.end] != symbol.last_name:
        return False
    mine = _ids_of(row)
    homes = [each for each in fresh.rows if _ids_of(each) & mine]
    starts = {(home.span.start, home.name_span) for home in homes}
    return bool(homes) and (row.span.start, span) not in starts


def moved(row: Row, by: int, symbol: Symbol | None) -> Row:
    """The row so many code points further on."""
    return _carried(row, symbol, lambda span: Span(span.start + by, span.end + by))


def _carried(row: Row, symbol: Symbol | None, carry: Callable[[Span], Span]) -> Row:
    """The row with all its spans where `carry` puts them."""
    return Row(
        symbol,
        carry(row.span),
        carry(row.name_span),
        tuple(_carried_shown(shown, carry) for shown in row.entries),
        tuple(_carried_shown(shown, carry) for shown in row.proposed),
        row.title,
    )


def _carried_shown(shown: Shown, carry: Callable[[Span], Span]) -> Shown:
    if shown.quote is None and shown.changed is None:
        return shown
    return replace(
        shown,
        quote=carry(shown.quote) if shown.quote else None,
        changed=carry(shown.changed) if shown.changed else None,
    )


def _shifted_row(row: Row, edits: Sequence[Edit]) -> Row:
    end = max(row.span.end, row.name_span.end)
    if all(edit.start > end for edit in edits):
        return row
    by = _pushed(min(row.span.start, row.name_span.start), edits)
    if by is not None:
        return moved(row, by, row.symbol)
    return _carried(row, row.symbol, lambda span: shifted_span(span, edits))


def _pushed(start: int, edits: Sequence[Edit]) -> int | None:
    """How far what starts there moves, where it stands behind all edits."""
    by = 0
    for edit in edits:
        if start + by < edit.end:
            return None
        by += len(edit.replacement) - (edit.end - edit.start)
    return by


def _ids_of(row: Row) -> frozenset[str]:
    return frozenset(shown.entry.note.id for shown in (*row.entries, *row.proposed))
