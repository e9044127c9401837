"""The stored source of one definition, parsed alone."""

from collections.abc import Iterator

from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.rules import Language


def parse_fragment(
    source: str,
    language: Language,
    name: str,
    kind: SymbolKind,
    fingerprint: str | None = None,
) -> tuple[Parsed, Symbol] | None:
    """The definition in `source`, with the fingerprint that it has in its file.

    What it stood in (a class, an object) is put around it as its language needs; None if no way
    to read it gives a definition of that name and kind. Where several do, the one with the known
    `fingerprint` is right.
    """
    best = None
    for parsed, symbol in _readings(source, language, name, kind):
        if fingerprint is None and not parsed.has_errors:
            return parsed, symbol
        if fingerprint is not None and parsed.fingerprint(symbol) == fingerprint:
            return parsed, symbol
        if best is None or (best[0].has_errors and not parsed.has_errors):
            best = parsed, symbol
    return best


def _readings(
    source: str, language: Language, name: str, kind: SymbolKind
) -> Iterator[tuple[Parsed, Symbol]]:
    container, _, last = name.rpartition(".")
    owner = container.rpartition(".")[2]
    # what stood in nothing is first read so
    for before, after in sorted(language.frames, key=lambda each: not owner and "{con" in each[0]):
        opening = before.replace("{container}", owner if owner.isidentifier() else "_")
        parsed = parse(f"{opening}{source}{after}", language)
        symbol = _found(parsed, last, kind, range(len(opening), len(opening) + len(source)))
        if symbol is not None:
            yield parsed, symbol


def _found(parsed: Parsed, last_name: str, kind: SymbolKind, within: range) -> Symbol | None:
    for symbol in parsed.outline.symbols:
        fits = symbol.last_name == last_name and _alike(symbol.kind) == _alike(kind)
        if fits and symbol.span.start >= within.start and symbol.span.end <= within.stop:
            return symbol
    return None


_ALIKE = {
    SymbolKind.METHOD: SymbolKind.FUNCTION,
    SymbolKind.CONSTANT: SymbolKind.VARIABLE,
    SymbolKind.FIELD: SymbolKind.VARIABLE,
}


def _alike(kind: SymbolKind) -> SymbolKind:
    """What a kind is without regard to what it stands in, which may be missing here."""
    return _ALIKE.get(kind, kind)
