"""From what was found in a tree to symbols: qualified names, kinds, ordinals, lines."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chesterton.model.symbol import Span, Symbol, SymbolKind
from chesterton.syntax.again import Renewed
from chesterton.syntax.collect import Found
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


class _Named(NamedTuple):
    """A definition with its qualified name."""

    found: Found
    name: str
    kind: SymbolKind
    parent: int | None


class _Open(NamedTuple):
    """A definition that others may stand in."""

    position: int
    end: int
    name: str
    has_members: bool


def assemble(
    found: Sequence[Found], text: Text, points: ByteMap
) -> tuple[list[Symbol], list[Found], list[str]]:
    """The symbols, what was found of each, and what was left out."""
    namer = _Namer()
    for one in found[:SYMBOL_LIMIT]:
        namer.add(one)
    if len(found) > SYMBOL_LIMIT:
        namer.problems.add(f"only the first {SYMBOL_LIMIT} definitions are known")
    ordinals = _ordinals(namer.named)
    symbols = [
        _symbol(one, ordinal, text, points)
        for one, ordinal in zip(namer.named, ordinals, strict=True)
    ]
    return symbols, [one.found for one in namer.named], sorted(namer.problems)


class Moved(NamedTuple):
    """By how much what stands behind an edit moved."""

    points: int
    lines: int


def assemble_again(
    before: Sequence[Symbol], old: Sequence[Found], new: Renewed, text: Text, moved: Moved
) -> list[Symbol] | None:
    """As `assemble`, where the same definitions stand as before; None where others do."""
    if _names(old, new.around, new.former) != _names(new.found, new.around, new.inside):
        return None
    points = ByteMap(text.value)
    symbols = list(before)
    for index in (*new.around, *new.inside):
        one = before[index]
        named = _Named(new.found[index], one.name, one.kind, one.parent)
        symbols[index] = _symbol(named, one.ordinal, text, points)
    for index in range(new.inside.stop, len(symbols)):
        symbols[index] = _moved(before[index], moved)
    return symbols


def _names(
    found: Sequence[Found], around: Iterable[int], inside: Iterable[int]
) -> list[tuple[str, SymbolKind, int | None, bool, bool]]:
    namer = _Namer()
    for index in (*around, *inside):
        namer.add(found[index])
    return [
        (
            one.name,
            one.kind,
            one.parent,
            one.found.definition.is_container,
            one.found.definition.is_declaration,
        )
        for one in namer.named
    ]


def _moved(symbol: Symbol, by: Moved) -> Symbol:
    span, name_span, points, lines = symbol.span, symbol.name_span, by.points, by.lines
    return Symbol(
        symbol.name,
        symbol.kind,
        symbol.ordinal,
        Span(span.start + points, span.end + points),
        Span(name_span.start + points, name_span.end + points),
        symbol.line + lines,
        symbol.first_line + lines,
        symbol.end_line + lines,
        symbol.parent,
        symbol.is_container,
    )


class _Namer:
    def __init__(self) -> None:
        self.named: list[_Named] = []
        self.problems: set[str] = set()
        self.stack: list[_Open] = []

    def add(self, found: Found) -> None:
        """Names the definition by those around it."""
        told = found.definition
        while self.stack and self.stack[-1].end <= found.code_start:
            self.stack.pop()
        if len(self.stack) >= NESTING_LIMIT:
            self.problems.add(f"definitions nested deeper than {NESTING_LIMIT} are left out")
            return
        around = self.stack[-1] if self.stack else None
        is_member = around is not None and around.has_members
        kind = _AS_MEMBER.get(told.kind, told.kind) if is_member else told.kind
        name = f"{around.name}.{told.name}" if around else told.name
        if not told.is_closed:
            has_members = told.is_container and kind is not SymbolKind.NAMESPACE
            self.stack.append(_Open(len(self.named), found.code_end, name, has_members))
        self.named.append(_Named(found, name, kind, around.position if around else None))


def _ordinals(named: Sequence[_Named]) -> list[int]:
    """Positions among equals: definitions first, then what only tells of one elsewhere."""
    ordinals, seen = [0] * len(named), dict[tuple[str, int], int]()  # a kind's own hash is slow
    for wanted in (False, True):
        for index, one in enumerate(named):
            if one.found.definition.is_declaration is wanted:
                key = one.name, id(one.kind)
                ordinals[index] = seen[key] = seen.get(key, -1) + 1
    return ordinals


def _symbol(named: _Named, ordinal: int, text: Text, points: ByteMap) -> Symbol:
    found, point = named.found, points.to_point
    told = found.definition
    span = Span(point(found.start), point(found.end))
    name_span = Span(point(told.name_start), point(told.name_end))
    return Symbol(
        name=named.name,
        kind=named.kind,
        ordinal=ordinal,
        span=span,
        name_span=name_span,
        line=text.line_number(name_span.start),
        first_line=text.line_number(span.start),
        end_line=text.line_number(max(span.end - 1, span.start)),
        parent=named.parent,
        is_container=told.is_container,
    )
