"""A document's notes, indexed by text offset; edits shift the offsets without a rebuild.

Hovers, lenses, diagnostics and actions read only this table. Keep imports light: this module is
loaded before the initialize response.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chesterton.memory.margin.spans import shifted_point, shifted_span
from chesterton.model.symbol import Span, Symbol
from chesterton.syntax.text import Edit

if TYPE_CHECKING:  # imports everything that locates notes
    from chesterton.memory.margin.margin import Entry


@dataclass(frozen=True, slots=True)
class ShownNote:
    """One note of a row."""

    entry: Entry
    quote: Span | None = None  #: the quoted lines
    changed: Span | None = None  #: the first line changed by the edit
    is_stale: bool = False  #: the code at HEAD already differs from the anchor


@dataclass(frozen=True, slots=True)
class Row:
    """A symbol with its notes, or the whole file with its notes."""

    symbol: Symbol | None  #: as of when the table was built; None for the file
    span: Span  #: the definition
    name_span: Span
    entries: tuple[ShownNote, ...]  #: confirmed and not snoozed
    proposed: tuple[ShownNote, ...] = ()
    title: str = ""  #: the title of its lens


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """A deleted symbol that has notes."""

    offset: int  #: where it was
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The notes of one document, by offset."""

    path: str
    rows: tuple[Row, ...] = ()
    deleted: tuple[DeletedRow, ...] = ()
    references: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    comments: tuple[Span, ...] = ()  #: comments that begin with a marker such as WHY:

    def shifted(self, edits: Sequence[Edit]) -> Table:
        """The table mapped through edits, without parsing the new text."""
        if not edits:
            return self
        return replace(
            self,
            rows=tuple(_shifted_row(row, edits) for row in self.rows),
            deleted=tuple(
                replace(absent, offset=shifted_point(absent.offset, edits))
                for absent in self.deleted
            ),
            comments=tuple(shifted_span(comment, edits) for comment in self.comments),
        )

    def row_at(self, offset: int) -> Row | None:
        """The row of the innermost definition around an offset."""
        around = [row for row in self.rows if row.symbol and row.span.touches(offset)]
        return min(around, key=lambda row: row.span.end - row.span.start, default=None)

    @property
    def file_row(self) -> Row | None:
        """The row of the file as a whole."""
        return next((row for row in self.rows if row.symbol is None), None)


def with_kept_rows(before: Table | None, fresh: Table, broken_text: str | None) -> Table:
    """The table to show: while the text has syntax errors, keep notes at their names.

    `broken_text` is the text, or None if it parses; both tables have offsets into it. A row is
    dropped only if its name was deleted.
    """
    if before is None or broken_text is None:
        return fresh
    swallowed = [row for row in before.rows if _is_misplaced(row, fresh, broken_text)]
    misplaced_ids = frozenset().union(*map(_ids_of, swallowed))
    rows = [row for row in fresh.rows if not _ids_of(row) <= misplaced_ids]
    placed_ids = frozenset().union(*map(_ids_of, rows))
    kept = [
        row
        for row in before.rows
        if row.name_span.start < row.name_span.end and not _ids_of(row) & placed_ids
    ]
    if not kept:
        return fresh
    kept_ids = frozenset().union(*map(_ids_of, kept))
    absent = tuple(
        each for each in fresh.deleted if not kept_ids & {e.note.id for e in each.entries}
    )
    rows = sorted([*rows, *kept], key=lambda row: row.span.start)
    return replace(fresh, rows=tuple(rows), deleted=absent)


def _is_misplaced(row: Row, fresh: Table, text: str) -> bool:
    """Whether the name is unchanged, but its notes were assigned to another definition.

    While `async def` is being typed above a definition, the parser merges the two.
    """
    symbol, span = row.symbol, row.name_span
    if symbol is None or text[span.start : span.end] != symbol.last_name:
        return False
    ids = _ids_of(row)
    homes = [each for each in fresh.rows if _ids_of(each) & ids]
    starts = {(home.span.start, home.name_span) for home in homes}
    return bool(homes) and (row.span.start, span) not in starts


def shifted_by(row: Row, code_points: int, symbol: Symbol | None) -> Row:
    """The row moved by some code points."""
    return _mapped(row, symbol, lambda span: Span(span.start + code_points, span.end + code_points))


def _mapped(row: Row, symbol: Symbol | None, map_span: Callable[[Span], Span]) -> Row:
    """The row with `map_span` applied to all its spans."""
    return Row(
        symbol,
        map_span(row.span),
        map_span(row.name_span),
        tuple(_mapped_shown(shown, map_span) for shown in row.entries),
        tuple(_mapped_shown(shown, map_span) for shown in row.proposed),
        row.title,
    )


def _mapped_shown(shown: ShownNote, map_span: Callable[[Span], Span]) -> ShownNote:
    if shown.quote is None and shown.changed is None:
        return shown
    return replace(
        shown,
        quote=map_span(shown.quote) if shown.quote else None,
        changed=map_span(shown.changed) if shown.changed else None,
    )


def _shifted_row(row: Row, edits: Sequence[Edit]) -> Row:
    end = max(row.span.end, row.name_span.end)
    if all(edit.start > end for edit in edits):
        return row
    by = _offset_delta(min(row.span.start, row.name_span.start), edits)
    if by is not None:
        return shifted_by(row, by, row.symbol)
    return _mapped(row, row.symbol, lambda span: shifted_span(span, edits))


def _offset_delta(start: int, edits: Sequence[Edit]) -> int | None:
    """How far text that starts at an offset moves; None unless it is after all edits."""
    by = 0
    for edit in edits:
        if start + by < edit.end:
            return None
        by += len(edit.replacement) - (edit.end - edit.start)
    return by


def _ids_of(row: Row) -> frozenset[str]:
    return frozenset(shown.entry.note.id for shown in (*row.entries, *row.proposed))
