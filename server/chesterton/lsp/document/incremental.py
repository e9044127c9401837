"""Updates a document's table of notes after an edit, without building all of it again.

This works if the set of definitions stays the same, as it does for most typing. Any other edit, or
a pause in typing, triggers a full build.
"""

from collections.abc import Iterable, Mapping, Sequence

from chesterton.lsp.document.table_builder import (
    BuildInput,
    TableBuild,
    build,
    input_fingerprint,
    parsed_of,
)
from chesterton.memory.margin.margin import Entry, MarginReader, SymbolNotes
from chesterton.memory.margin.parsed_document import Parsed, marked_comments
from chesterton.memory.margin.table import Row, Table, shifted_by
from chesterton.memory.margin.table_rows import row_of
from chesterton.model.note import NoteId
from chesterton.model.symbol import Symbol

Key = object
"""The key of a mark's symbol; None for the file."""


def update_or_build(inputs: BuildInput, before: TableBuild | None) -> TableBuild:
    """Builds a document's table, updating the previous one if possible."""
    if inputs.is_decoded_otherwise:
        return build(inputs)
    if before is None:
        # after syntax errors an incrementally edited tree may be less precise than a fresh one
        broken = inputs.previous is not None and inputs.previous.has_errors
        return build(inputs, parsed_of(inputs._replace(previous=None)) if broken else None)
    parsed = parsed_of(inputs)
    return _updated(inputs, before, parsed) or build(inputs, parsed)


def _updated(order: BuildInput, before: TableBuild, parsed: Parsed) -> TableBuild | None:
    """The updated table for `parsed`, the text of `before` after an edit; None if not possible."""
    if parsed.changed_indexes is None or parsed is before.parsed or not before.is_settled:
        return None
    if before.input_fingerprint != input_fingerprint(order):
        return None
    marks = before.margin.symbols
    stale = _with_shared_notes(marks, _touched(before, parsed.changed_indexes))
    fresh = _read(order, parsed, [mark for mark in marks if _key(mark) in stale])
    if fresh is None or fresh.keys() != stale:
        return None
    symbols = {_key(mark): _current_symbol(mark, before.parsed, parsed) for mark in marks}
    marks = tuple(
        fresh.get(key) or SymbolNotes(symbol, mark.entries, mark.proposed)
        for mark, (key, symbol) in zip(marks, symbols.items(), strict=True)
    )
    margin = before.margin._replace(parsed=parsed, symbols=marks)
    table = Table(
        before.table.path,
        tuple(_rows(order, before.table.rows, symbols, fresh)),
        references={**before.table.references, **_references(fresh.values())},
        comments=tuple(marked_comments(parsed, order.markers)),
    )
    return before._replace(
        parsed=parsed, table=table, margin=margin, is_full=False, is_as_on_disk=False
    )


def _touched(before: TableBuild, renewed: frozenset[int]) -> set[Key]:
    outline = before.parsed.outline
    return {
        _key(mark)
        for mark in before.margin.symbols
        if mark.symbol is None or outline.index(mark.symbol) in renewed
    }


def _with_shared_notes(marks: Sequence[SymbolNotes], keys: set[Key]) -> set[Key]:
    """The keys, plus those of all marks that share notes with them, transitively."""
    notes: set[NoteId] = set()
    while True:
        notes |= {note for mark in marks if _key(mark) in keys for note in _ids(mark)}
        more = {_key(mark) for mark in marks if not notes.isdisjoint(_ids(mark))}
        if more <= keys:
            return keys
        keys = keys | more


def _read(
    order: BuildInput, parsed: Parsed, stale: Iterable[SymbolNotes]
) -> dict[Key, SymbolNotes] | None:
    notes = {entry.note.id: entry.note for mark in stale for entry in _entries(mark)}
    if not notes:
        return {}
    home = order.home
    reader = MarginReader(home.workspace, home.path, parsed, order.others, order.base)
    marks = reader.marks_of(list(notes.values()))
    return None if marks is None else {_key(mark): mark for mark in marks}


def _current_symbol(mark: SymbolNotes, before: Parsed, parsed: Parsed) -> Symbol | None:
    if mark.symbol is None:
        return None
    return parsed.outline.symbols[before.outline.index(mark.symbol)]


def _rows(
    order: BuildInput,
    rows: Iterable[Row],
    symbols: Mapping[Key, Symbol | None],
    fresh: Mapping[Key, SymbolNotes],
) -> Iterable[Row]:
    for row in rows:
        key = row.symbol.key if row.symbol else None
        if key in fresh:
            yield row_of(order.home.workspace, fresh[key], order.text, order.base)
        elif (symbol := symbols[key]) is not None:
            shift = symbol.span.start - row.span.start
            yield shifted_by(row, shift, symbol) if shift else row


def _references(marks: Iterable[SymbolNotes]) -> dict[str, tuple[Entry, ...]]:
    return {mark.symbol.last_name: mark.entries for mark in marks if mark.symbol and mark.entries}


def _entries(mark: SymbolNotes) -> tuple[Entry, ...]:
    return (*mark.entries, *mark.proposed)


def _ids(mark: SymbolNotes) -> set[NoteId]:
    return {entry.note.id for entry in _entries(mark)}


def _key(mark: SymbolNotes) -> Key:
    return mark.symbol.key if mark.symbol else None
