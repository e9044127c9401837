"""The stored source of one definition, parsed alone."""

from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.rules import Language


def parse_fragment(
    source: str, language: Language, name: str, kind: SymbolKind
) -> tuple[Parsed, Symbol] | None:
    """The definition in `source`, with the fingerprint that it has in its file.

    What it stood in (a class, an object) is put around it as its language needs; None if no way
    to read it gives a definition of that name and kind.
    """
    container, _, last = name.rpartition(".")
    owner = container.rpartition(".")[2]
    best: tuple[Parsed, Symbol] | None = None
    for before, after in language.frames:
        opening = before.replace("{container}", owner if owner.isidentifier() else "_")
        parsed = parse(f"{opening}{source}{after}", language)
        symbol = _found(parsed, last, kind, range(len(opening), len(opening) + len(source)))
        if symbol is not None and not parsed.has_errors:
            return parsed, symbol
        if symbol is not None and best is None:
            best = parsed, symbol
    return best


def _found(parsed: Parsed, last_name: str, kind: SymbolKind, within: range) -> Symbol | None:
    for symbol in parsed.outline.symbols:
        fits = symbol.last_name == last_name and symbol.kind is kind
        if fits and symbol.span.start >= within.start and symbol.span.end <= within.stop:
            return symbol
    return None
