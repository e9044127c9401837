"""Builds symbols from collected definitions: qualified names, kinds, ordinals and spans."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chesterton.model.hidden_characters import visible_name
from chesterton.model.symbol import Span, Symbol, SymbolKind
from chesterton.syntax.collect import SYMBOL_LIMIT
from chesterton.syntax.incremental import CollectionUpdate
from chesterton.syntax.language_rules import ITEM, LocatedDefinition
from chesterton.syntax.positions import ByteMap
from chesterton.syntax.text import Text

NESTING_LIMIT = 40
"""Maximum nesting of definitions; deeper ones are skipped, to bound the length of names."""

_AS_MEMBER = {
    SymbolKind.FUNCTION: SymbolKind.METHOD,
    SymbolKind.VARIABLE: SymbolKind.FIELD,
}


_Qualified = tuple[LocatedDefinition, str, SymbolKind, int | None]
"""A definition with its qualified name, its kind and the index of its parent."""

_Parent = tuple[int, int, str, bool]
"""A possible parent: its end, its index, its name, and whether its children are members."""


def assemble(
    definitions: Sequence[LocatedDefinition], text: Text, points: ByteMap
) -> tuple[list[Symbol], list[LocatedDefinition], list[str]]:
    """The symbols, the definition behind each, and messages about skipped definitions."""
    qualified, problems = _qualified(definitions[:SYMBOL_LIMIT])
    if len(definitions) > SYMBOL_LIMIT:
        problems.append(f"only the first {SYMBOL_LIMIT} definitions are listed")
    symbols = [
        _symbol(entry, ordinal, text, *_spans(entry[0], points))
        for entry, ordinal in zip(qualified, _ordinals(qualified), strict=True)
    ]
    return symbols, [entry[0] for entry in qualified], problems


class Shift(NamedTuple):
    """How far an edit moved everything after it."""

    points: int
    lines: int


def assemble_incrementally(
    before: Sequence[Symbol],
    old: Sequence[LocatedDefinition],
    update: CollectionUpdate,
    text: Text,
    source: bytes,
    shift: Shift,
) -> list[Symbol] | None:
    """Like `assemble`, reusing the symbols of `before`; None if the set of definitions changed."""
    new, enclosing, recollected = update.definitions, update.enclosing_indexes, update.new_indexes
    if _identities(old, enclosing, update.replaced_indexes) != _identities(
        new, enclosing, recollected
    ):
        return None

    def symbol(index: int, spans: tuple[Span, Span]) -> Symbol:
        old_symbol = before[index]
        qualified = new[index], old_symbol.name, old_symbol.kind, old_symbol.parent
        return _symbol(qualified, old_symbol.ordinal, text, *spans)

    first, last = recollected.start, recollected.stop
    symbols = list(before[:first])
    for index in enclosing:
        symbols[index] = symbol(index, _edited_spans(before[index], new[index], source, shift))
    points = _recollected_points(symbols, update, source)
    symbols += [symbol(index, _spans(new[index], points)) for index in recollected]
    symbols += [_shifted(kept, shift) for kept in before[last:]] if any(shift) else before[last:]
    return symbols


def _edited_spans(
    old: Symbol, located: LocatedDefinition, source: bytes, by: Shift
) -> tuple[Span, Span]:
    """The spans of a definition that contains the edit."""
    start, end = old.span
    definition = located.definition
    points = _slice_map(source, located.start, definition.name_end, start).to_point
    name_span = Span(points(definition.name_start), points(definition.name_end))
    return Span(start, end + by.points), name_span


def _recollected_points(
    symbols: Sequence[Symbol], update: CollectionUpdate, source: bytes
) -> ByteMap:
    """A byte map of the re-collected region, starting at the definition before it."""
    first, definitions = update.new_indexes.start, update.definitions
    start, point = (definitions[first - 1].start, symbols[-1].span.start) if first else (0, 0)
    end = max((definitions[index].end for index in update.new_indexes), default=start)
    return _slice_map(source, start, end, point)


def _slice_map(source: bytes, start: int, end: int, point: int) -> ByteMap:
    return ByteMap(source[start:end].decode("utf-8", "surrogatepass"), start, point)


def _identities(
    definitions: Sequence[LocatedDefinition], enclosing: Iterable[int], recollected: Iterable[int]
) -> list[tuple[str, SymbolKind, int | None, bool, bool]]:
    qualified, _ = _qualified(definitions[index] for index in (*enclosing, *recollected))
    return [
        (name, kind, parent, located.definition.is_container, located.definition.is_declaration)
        for located, name, kind, parent in qualified
    ]


def _shifted(symbol: Symbol, shift: Shift) -> Symbol:
    name, kind, ordinal, span, name_span, line, first_line, end_line, parent, is_container = symbol
    (start, end), (name_start, name_end), (points, lines) = span, name_span, shift
    return Symbol(
        name,
        kind,
        ordinal,
        Span(start + points, end + points),
        Span(name_start + points, name_end + points),
        line + lines,
        first_line + lines,
        end_line + lines,
        parent,
        is_container,
    )


def _qualified(definitions: Iterable[LocatedDefinition]) -> tuple[list[_Qualified], list[str]]:
    """Definitions with qualified names, and messages about skipped ones."""
    qualified, stack, problems = list[_Qualified](), list[_Parent](), list[str]()
    items = Counter[tuple[int | None, str]]()
    for located in definitions:
        definition, _, code_start, code_end, _ = located
        kind, name = definition.kind, definition.name
        while stack and stack[-1][0] <= code_start:
            stack.pop()
        if len(stack) >= NESTING_LIMIT:
            problems = [f"definitions nested deeper than {NESTING_LIMIT} levels are not listed"]
            continue
        parent = stack[-1][1] if stack else None
        if ITEM in name:
            owner, _, name = name.partition(ITEM)
            position = items[parent, owner]
            items[parent, owner] += 1
            name = f"{owner}{name or position}"
        name = visible_name(name)
        if stack:
            _, _, container, has_members = stack[-1]
            name = f"{container}.{name}"
            kind = _AS_MEMBER.get(kind, kind) if has_members else kind
        if not definition.has_no_members:
            has_members = definition.is_container and kind is not SymbolKind.NAMESPACE
            stack.append((code_end, len(qualified), name, has_members))
        qualified.append((located, name, kind, parent))
    return qualified, problems


def _ordinals(qualified: Sequence[_Qualified]) -> list[int]:
    """The ordinal of each among equal names and kinds: definitions first, then declarations."""
    ordinals, seen = [0] * len(qualified), dict[tuple[str, SymbolKind], int]()
    for is_declaration in (False, True):
        for index, (located, name, kind, _) in enumerate(qualified):
            if located.definition.is_declaration is is_declaration:
                ordinals[index] = seen[name, kind] = seen.get((name, kind), -1) + 1
    return ordinals


def _spans(located: LocatedDefinition, points: ByteMap) -> tuple[Span, Span]:
    point, definition = points.to_point, located.definition
    return (
        Span(point(located.start), point(located.end)),
        Span(point(definition.name_start), point(definition.name_end)),
    )


def _symbol(qualified: _Qualified, ordinal: int, text: Text, span: Span, name_span: Span) -> Symbol:
    (located, name, kind, parent), (start, end), line = qualified, span, text.line_number
    return Symbol(
        name,
        kind,
        ordinal,
        span,
        name_span,
        line(name_span.start),
        line(start),
        line(max(end - 1, start)),
        parent,
        located.definition.is_container,
    )
