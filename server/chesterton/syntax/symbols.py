"""`Outline`: the symbols in a source file, indexed by offset, line, name and parent."""

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from chesterton.model.hidden_characters import visible_name
from chesterton.model.symbol import Symbol, SymbolKind

_REDACTED = "[redacted:"
_PLACEHOLDER = re.compile(r"\[redacted:[a-z0-9-]{2,40}\]")
_Key = TypeVar("_Key", bound=Hashable)


class Outline:
    """The definitions in a source file, in file order, outer before inner."""

    def __init__(self, symbols: Iterable[Symbol], parse_warnings: Iterable[str] = ()) -> None:
        self.symbols = tuple(symbols)
        self.parse_warnings = tuple(parse_warnings)

    @property
    def keys(self) -> list[tuple[str, SymbolKind, int]]:
        """The identities of all definitions, in file order."""
        return [symbol.key for symbol in self.symbols]

    def at(self, offset: int) -> Symbol | None:
        """The innermost definition that contains the code point."""
        index = bisect_right(self._starts, offset) - 1
        inner = self._innermost_covering(index, lambda symbol: offset in symbol.span)
        return inner and self._sibling_named_at(inner, offset)

    def at_line(self, line: int) -> Symbol | None:
        """The innermost definition that covers the 1-based line."""
        index = bisect_right(self._lines, line) - 1
        return self._innermost_covering(
            index, lambda symbol: symbol.first_line <= line <= symbol.end_line
        )

    def named(self, name: str) -> tuple[Symbol, ...]:
        """The definitions with this qualified name, in file order.

        Hidden characters of the name may be escaped or not. A part of the name may be redacted, as
        `[redacted:kind]`; such a part matches any text.
        """
        name = visible_name(name)
        if _REDACTED not in name:
            return self._by_name.get(name, ())
        pattern = re.compile(".+".join(map(re.escape, _PLACEHOLDER.split(name))))
        return tuple(each for each in self.symbols if pattern.fullmatch(each.name))

    def find(self, name: str, kind: SymbolKind | None, ordinal: int = 0) -> Symbol | None:
        """The definition with this identity; without a kind, the first of this name."""
        for symbol in self.named(name):
            if kind is None or (symbol.kind is kind and symbol.ordinal == ordinal):
                return symbol
        return None

    def parent(self, symbol: Symbol) -> Symbol | None:
        """The definition that directly contains this one."""
        return None if symbol.parent is None else self.symbols[symbol.parent]

    def children(self, symbol: Symbol | None) -> tuple[Symbol, ...]:
        """The definitions directly inside this one; for None, the top-level ones."""
        return self._by_parent.get(None if symbol is None else self.index(symbol), ())

    def index(self, symbol: Symbol) -> int:
        """The index in `symbols`. Raises KeyError for a symbol of another outline."""
        return self._indexes[symbol.key]

    def _innermost_covering(self, index: int, holds: Callable[[Symbol], bool]) -> Symbol | None:
        symbol = self.symbols[index] if index >= 0 else None
        while symbol is not None and not holds(symbol):
            symbol = self.parent(symbol)
        return symbol

    def _sibling_named_at(self, inner: Symbol, offset: int) -> Symbol:
        """Among definitions introduced by one statement, the one whose name is at the offset."""
        equals = [other for other in self.children(self.parent(inner)) if other.span == inner.span]
        return next((other for other in equals if offset in other.name_span), equals[0])

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [symbol.span.start for symbol in self.symbols]

    @cached_property
    def _lines(self) -> Sequence[int]:
        return [symbol.first_line for symbol in self.symbols]

    @cached_property
    def _indexes(self) -> dict[tuple[str, SymbolKind, int], int]:
        return {symbol.key: index for index, symbol in enumerate(self.symbols)}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Symbol, ...]]:
        return _grouped((symbol.name, symbol) for symbol in self.symbols)

    @cached_property
    def _by_parent(self) -> dict[int | None, tuple[Symbol, ...]]:
        return _grouped((symbol.parent, symbol) for symbol in self.symbols)


def _grouped(pairs: Iterable[tuple[_Key, Symbol]]) -> dict[_Key, tuple[Symbol, ...]]:
    groups: dict[_Key, list[Symbol]] = {}
    for key, symbol in pairs:
        groups.setdefault(key, []).append(symbol)
    return {key: tuple(symbols) for key, symbols in groups.items()}
