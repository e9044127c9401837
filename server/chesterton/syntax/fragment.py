"""Parses the stored source of a single definition, outside its file."""

from collections.abc import Iterator

from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.language_rules import Language
from chesterton.syntax.outline import Parsed, parse

_ALIKE = {
    SymbolKind.METHOD: SymbolKind.FUNCTION,
    SymbolKind.CONSTANT: SymbolKind.VARIABLE,
    SymbolKind.FIELD: SymbolKind.VARIABLE,
}


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
    best: tuple[int, Parsed, Symbol] | None = None
    for parsed, symbol in _readings(source, language, name, kind):
        doubts = parsed.has_errors + 2 * (symbol.kind is not kind)
        is_known = fingerprint is not None and parsed.fingerprint(symbol) == fingerprint
        if is_known or (fingerprint is None and not doubts):
            return parsed, symbol
        if best is None or doubts < best[0]:
            best = doubts, parsed, symbol
    return best and best[1:]


def _readings(
    source: str, language: Language, name: str, kind: SymbolKind
) -> Iterator[tuple[Parsed, Symbol]]:
    container, _, last = name.rpartition(".")
    owner = container.rpartition(".")[2]
    owners = [owner, "_"] if owner.isidentifier() else ["_"]  # `default` is no name of a class
    for before, after in language.frames:
        for owner in owners if "{container}" in before else owners[:1]:
            opening = before.replace("{container}", owner)
            parsed = parse(f"{opening}{source}{after}", language)
            symbol = _found(parsed, last, kind, range(len(opening), len(opening) + len(source)))
            if symbol is not None:
                yield parsed, symbol


def _found(parsed: Parsed, last_name: str, kind: SymbolKind, within: range) -> Symbol | None:
    alike = _ALIKE.get(kind, kind)
    for symbol in parsed.outline.symbols:
        is_alike = _ALIKE.get(symbol.kind, symbol.kind) is alike
        if is_alike and symbol.last_name == last_name and symbol.name_span.start in within:
            return symbol
    return None
