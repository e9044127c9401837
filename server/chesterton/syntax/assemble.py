"""From what was found in a tree to symbols: qualified names, kinds, ordinals, lines."""

from collections.abc import Sequence
from typing import NamedTuple

from chesterton.model.symbol import Span, Symbol, SymbolKind
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
    SymbolKind.CONSTANT: SymbolKind.FIELD,
}


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
    assembler = _Assembler(text, points)
    kept = [one for one in found[:SYMBOL_LIMIT] if assembler.add(one)]
    problems = [*assembler.problems]
    if len(found) > SYMBOL_LIMIT:
        problems.append(f"only the first {SYMBOL_LIMIT} definitions are known")
    return assembler.symbols, kept, problems


class _Assembler:
    def __init__(self, text: Text, points: ByteMap) -> None:
        self.text = text
        self.points = points
        self.symbols: list[Symbol] = []
        self.problems: set[str] = set()
        self.stack: list[_Open] = []
        self.ordinals: dict[tuple[str, SymbolKind], int] = {}

    def add(self, found: Found) -> bool:
        """Whether the definition became a symbol."""
        told = found.definition
        while self.stack and self.stack[-1].end <= found.code_start:
            self.stack.pop()
        if len(self.stack) >= NESTING_LIMIT:
            self.problems.add(f"definitions nested deeper than {NESTING_LIMIT} are left out")
            return False
        around = self.stack[-1] if self.stack else None
        is_member = around is not None and around.has_members
        kind = _AS_MEMBER.get(told.kind, told.kind) if is_member else told.kind
        name = f"{around.name}.{told.name}" if around else told.name
        self.symbols.append(self._symbol(found, name, kind, around))
        if not told.is_shared:
            has_members = told.is_container and kind is not SymbolKind.NAMESPACE
            self.stack.append(_Open(len(self.symbols) - 1, found.code_end, name, has_members))
        return True

    def _symbol(self, found: Found, name: str, kind: SymbolKind, around: _Open | None) -> Symbol:
        told, point = found.definition, self.points.to_point
        span = Span(point(found.start), point(found.end))
        name_span = Span(point(told.name_start), point(told.name_end))
        ordinal = self.ordinals.get((name, kind), 0)
        self.ordinals[name, kind] = ordinal + 1
        return Symbol(
            name=name,
            kind=kind,
            ordinal=ordinal,
            span=span,
            name_span=name_span,
            line=self.text.position(name_span.start)[0] + 1,
            first_line=self.text.position(span.start)[0] + 1,
            end_line=self.text.position(max(span.end - 1, span.start))[0] + 1,
            parent=around.position if around else None,
            is_container=told.is_container,
        )
