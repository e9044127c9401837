"""A symbol paired with the parsed file that it belongs to."""

from typing import NamedTuple

from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.outline import Parsed
from chesterton.syntax.shape import Shape


class ParsedSymbol(NamedTuple):
    """A symbol in one version of its file."""

    parsed: Parsed
    symbol: Symbol

    @property
    def source(self) -> str:
        """The symbol's text."""
        return self.parsed.source(self.symbol)

    @property
    def fingerprint(self) -> str:
        """A hash that is equal for definitions with the same meaning."""
        return self.parsed.fingerprint(self.symbol)

    @property
    def shape(self) -> Shape:
        """The symbol's tree without layout, comments and local names."""
        return self.parsed.shape(self.symbol)


def find_symbol(
    parsed: Parsed | None, name: str | None, kind: SymbolKind | None, ordinal: int
) -> ParsedSymbol | None:
    """The symbol with this identity; None if the file or the symbol does not exist."""
    if parsed is None or name is None:
        return None
    symbol = parsed.outline.find(name, kind, ordinal)
    return ParsedSymbol(parsed, symbol) if symbol is not None else None
