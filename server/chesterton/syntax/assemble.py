"""Builds symbols from collected definitions: qualified names, kinds, ordinals and spans."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chesterton.model.symbol import Span, Symbol, SymbolKind
from chesterton.syntax.collect import Found
from chesterton.syntax.incremental import Renewed
from chesterton.syntax.positions import ByteMap
from chesterton.syntax.text import Text

NESTING_LIMIT = 40
"""Definitions inside definitions; deeper ones are left out, or names would grow without bound."""

SYMBOL_LIMIT = 50_000
"""Definitions of one file."""

_AS_MEMBER = {
    SymbolKind.FUNCTION: SymbolKind.METHOD,
    SymbolKind.VARIABLE: SymbolKind.FIELD,
}


_Named = tuple[Found, str, SymbolKind, int | None]
"""A definition with its qualified name, its kind and the position of the one around it."""

_Open = tuple[int, int, str, bool]
"""A definition that others may stand in: its end, position, name, whether those are members."""


def assemble(
    found: Sequence[Found], text: Text, points: ByteMap
) -> tuple[list[Symbol], list[Found], list[str]]:
    """The symbols, what was found of each, and what was left out."""
    named, problems = _named(found[:SYMBOL_LIMIT])
    if len(found) > SYMBOL_LIMIT:
        problems.append(f"only the first {SYMBOL_LIMIT} definitions are listed")
    symbols = [
        _symbol(one, ordinal, text, *_spans(one[0], points))
        for one, ordinal in zip(named, _ordinals(named), strict=True)
    ]
    return symbols, [one[0] for one in named], problems


class Moved(NamedTuple):
    """By how much what stands behind an edit moved."""

    points: int
    lines: int


def assemble_again(
    before: Sequence[Symbol],
    old: Sequence[Found],
    new: Renewed,
    text: Text,
    source: bytes,
    moved: Moved,
) -> list[Symbol] | None:
    """As `assemble`, where the same definitions stand as before; None where others do."""
    if _names(old, new.around, new.former) != _names(new.found, new.around, new.inside):
        return None

    def symbol(index: int, spans: tuple[Span, Span]) -> Symbol:
        one = before[index]
        named = new.found[index], one.name, one.kind, one.parent
        return _symbol(named, one.ordinal, text, *spans)

    first, last = new.inside.start, new.inside.stop
    symbols = list(before[:first])
    for index in new.around:
        symbols[index] = symbol(index, _stretched(before[index], new.found[index], source, moved))
    points = _points_inside(symbols, new, source)
    symbols += [symbol(index, _spans(new.found[index], points)) for index in new.inside]
    symbols += [_moved(one, moved) for one in before[last:]] if any(moved) else before[last:]
    return symbols


def _stretched(before: Symbol, found: Found, source: bytes, moved: Moved) -> tuple[Span, Span]:
    """The spans of a definition in which something was edited."""
    start, end = before.span
    told = found.definition
    points = _piece(source, found.start, told.name_end, start).to_point
    name_span = Span(points(told.name_start), points(told.name_end))
    return Span(start, end + moved.points), name_span


def _points_inside(symbols: Sequence[Symbol], new: Renewed, source: bytes) -> ByteMap:
    """The code points of what was collected anew, counted from the definition before it."""
    first = new.inside.start
    start, point = (new.found[first - 1].start, symbols[-1].span.start) if first else (0, 0)
    end = max((new.found[index].end for index in new.inside), default=start)
    return _piece(source, start, end, point)


def _piece(source: bytes, start: int, end: int, point: int) -> ByteMap:
    return ByteMap(source[start:end].decode("utf-8", "surrogatepass"), start, point)


def _names(
    found: Sequence[Found], around: Iterable[int], inside: Iterable[int]
) -> list[tuple[str, SymbolKind, int | None, bool, bool]]:
    named, _ = _named(found[index] for index in (*around, *inside))
    return [
        (name, kind, parent, one.definition.is_container, one.definition.is_declaration)
        for one, name, kind, parent in named
    ]


def _moved(symbol: Symbol, by: Moved) -> Symbol:
    name, kind, ordinal, span, name_span, line, first_line, end_line, parent, is_container = symbol
    (start, end), (name_start, name_end), (points, lines) = span, name_span, by
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


def _named(found: Iterable[Found]) -> tuple[list[_Named], list[str]]:
    """Definitions named by those around them, and what was left out."""
    named, stack, problems = list[_Named](), list[_Open](), list[str]()
    for one in found:
        told, _, code_start, code_end, _ = one
        kind, name, parent = told.kind, told.name, None
        while stack and stack[-1][0] <= code_start:
            stack.pop()
        if len(stack) >= NESTING_LIMIT:
            problems = [f"definitions nested deeper than {NESTING_LIMIT} levels are not listed"]
            continue
        if stack:
            _, parent, around, has_members = stack[-1]
            name = f"{around}.{name}"
            kind = _AS_MEMBER.get(kind, kind) if has_members else kind
        if not told.is_closed:
            has_members = told.is_container and kind is not SymbolKind.NAMESPACE
            stack.append((code_end, len(named), name, has_members))
        named.append((one, name, kind, parent))
    return named, problems


def _ordinals(named: Sequence[_Named]) -> list[int]:
    """Positions among equals: definitions first, then what only tells of one elsewhere."""
    ordinals, seen = [0] * len(named), dict[tuple[str, SymbolKind], int]()
    for wanted in (False, True):
        for index, (found, name, kind, _) in enumerate(named):
            if found.definition.is_declaration is wanted:
                ordinals[index] = seen[name, kind] = seen.get((name, kind), -1) + 1
    return ordinals


def _spans(found: Found, points: ByteMap) -> tuple[Span, Span]:
    point, told = points.to_point, found.definition
    return (
        Span(point(found.start), point(found.end)),
        Span(point(told.name_start), point(told.name_end)),
    )


def _symbol(named: _Named, ordinal: int, text: Text, span: Span, name_span: Span) -> Symbol:
    (found, name, kind, parent), (start, end), line = named, span, text.line_number
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
        found.definition.is_container,
    )
