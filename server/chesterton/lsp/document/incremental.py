"""The table after an edit that brings no definition and takes none: only what it touches is made.

Typing is mostly of this kind. Everything else, and a pause in typing, makes the whole table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chesterton.lsp.document.table_builder import (
    Built,
    Order,
    build,
    others_of,
    parsed_of,
    state_of,
)
from chesterton.memory.margin.margin import Entry, Mark, read_marks
from chesterton.memory.margin.parsed_document import Parsed, marked_comments
from chesterton.memory.margin.table import Row, Table, moved
from chesterton.memory.margin.table_rows import row_of
from chesterton.model.note import NoteId
from chesterton.model.symbol import Symbol

Key = object
"""The identity of a mark's symbol; None for the file."""


def made(order: Order, before: Built | None) -> Built:
    """The table of a document: from the one before it where that can be, else the whole one."""
    if before is None:
        # a tree that was mended edit by edit may know less than one made anew
        broken = order.previous is not None and order.previous.has_errors
        return build(order, parsed_of(replace(order, previous=None)) if broken else None)
    parsed = parsed_of(order)
    return _remade(order, before, parsed) or build(order, parsed)


def _remade(order: Order, before: Built, parsed: Parsed) -> Built | None:
    """The table of the text as `parsed`, whose previous state was the text of `before`."""
    if parsed.renewed is None or parsed is before.parsed or not before.is_settled:
        return None
    if before.state != state_of(order):
        return None
    marks = before.margin.marks
    stale = _with_their_notes(marks, _touched(before, parsed.renewed))
    fresh = _read(order, parsed, [mark for mark in marks if _key(mark) in stale])
    if fresh is None or fresh.keys() != stale:
        return None
    today = {_key(mark): _today(mark, before.parsed, parsed) for mark in marks}
    marks = tuple(
        fresh.get(key) or Mark(symbol, mark.entries, mark.proposed)
        for mark, (key, symbol) in zip(marks, today.items(), strict=True)
    )
    margin = replace(before.margin, parsed=parsed, marks=marks)
    table = Table(
        before.table.path,
        tuple(_rows(order, before.table.rows, today, fresh)),
        references={**before.table.references, **_named(fresh.values())},
        comments=tuple(marked_comments(parsed, order.markers)),
    )
    return replace(before, parsed=parsed, table=table, margin=margin, is_whole=False)


def _touched(before: Built, renewed: frozenset[int]) -> set[Key]:
    outline = before.parsed.outline
    return {
        _key(mark)
        for mark in before.margin.marks
        if mark.symbol is None or outline.index(mark.symbol) in renewed
    }


def _with_their_notes(marks: Sequence[Mark], keys: set[Key]) -> set[Key]:
    """With the other marks of the notes that stand there, which may have several places."""
    notes: set[NoteId] = set()
    while True:
        notes |= {note for mark in marks if _key(mark) in keys for note in _ids(mark)}
        more = {_key(mark) for mark in marks if not notes.isdisjoint(_ids(mark))}
        if more <= keys:
            return keys
        keys = keys | more


def _read(order: Order, parsed: Parsed, stale: Iterable[Mark]) -> dict[Key, Mark] | None:
    notes = {entry.note.id: entry.note for mark in stale for entry in _entries(mark)}
    if not notes:
        return {}
    home = order.home
    marks = read_marks(
        home.workspace,
        home.path,
        parsed,
        list(notes.values()),
        documents=others_of(order),
        base=order.base,
    )
    return None if marks is None else {_key(mark): mark for mark in marks}


def _today(mark: Mark, before: Parsed, parsed: Parsed) -> Symbol | None:
    if mark.symbol is None:
        return None
    return parsed.outline.symbols[before.outline.index(mark.symbol)]


def _rows(
    order: Order,
    rows: Iterable[Row],
    today: Mapping[Key, Symbol | None],
    fresh: Mapping[Key, Mark],
) -> Iterable[Row]:
    for row in rows:
        key = row.symbol.key if row.symbol else None
        if key in fresh:
            yield row_of(order.home.workspace, fresh[key], order.text, order.base)
        elif (symbol := today[key]) is not None:
            by = symbol.span.start - row.span.start
            yield moved(row, by, symbol) if by else row


def _named(marks: Iterable[Mark]) -> dict[str, tuple[Entry, ...]]:
    return {mark.symbol.last_name: mark.entries for mark in marks if mark.symbol and mark.entries}


def _entries(mark: Mark) -> tuple[Entry, ...]:
    return (*mark.entries, *mark.proposed)


def _ids(mark: Mark) -> set[NoteId]:
    return {entry.note.id for entry in _entries(mark)}


def _key(mark: Mark) -> Key:
    return mark.symbol.key if mark.symbol else None
