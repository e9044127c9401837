"""Parses the stored source of a single definition, outside its file."""

from collections.abc import Iterator

from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.language_rules import Language
from chesterton.syntax.outline import Parsed, parse

_EQUIVALENT = {
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
    """Parses `source` so that the definition has the same fingerprint as in its file.

    Wraps the source in a container (a class, an object) where its language needs one. None if no
    way of parsing it yields a definition of this name and kind. If several do, the one whose
    fingerprint is `fingerprint` wins.
    """
    best: tuple[int, Parsed, Symbol] | None = None
    for parsed, symbol in _readings(source, language, name, kind):
        doubts = parsed.has_errors + 2 * (symbol.kind is not kind)
        is_match = fingerprint is not None and parsed.fingerprint(symbol) == fingerprint
        if is_match or (fingerprint is None and not doubts):
            return parsed, symbol
        if best is None or doubts < best[0]:
            best = doubts, parsed, symbol
    return best and best[1:]


def _readings(
    source: str, language: Language, name: str, kind: SymbolKind
) -> Iterator[tuple[Parsed, Symbol]]:
    container, _, last = name.rpartition(".")
    owner = container.rpartition(".")[2]
    if last.isdigit() and language.entries:
        last = "0"  # an item without a name is the first one of its fragment
    owners = [owner, "_"] if owner.isidentifier() else ["_"]  # `default` cannot name a class
    for before, after in language.parse_wrappers:
        for owner in owners if "{container}" in before else owners[:1]:
            opening = before.replace("{container}", owner)
            parsed = parse(f"{opening}{source}{after}", language)
            within = range(len(opening), len(opening) + len(source))
            symbol = _find(parsed, last, kind, within)
            if symbol is not None:
                yield parsed, symbol


def _find(parsed: Parsed, last_name: str, kind: SymbolKind, within: range) -> Symbol | None:
    equivalent = _EQUIVALENT.get(kind, kind)
    for symbol in parsed.outline.symbols:
        is_same_kind = _EQUIVALENT.get(symbol.kind, symbol.kind) is equivalent
        if is_same_kind and symbol.last_name == last_name and symbol.name_span.start in within:
            return symbol
    return None
