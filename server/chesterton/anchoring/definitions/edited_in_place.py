"""Fast path: recognises a definition edited in place, without comparing candidates."""

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.text import fuzzy
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed

_ALIKE = 75.0
"""Minimum similarity in per cent of an edited definition; one that reuses a name has less."""

_LOOSE = 50.0
"""The minimum if no definition of the file was added or removed; it may still have moved."""


def is_edited_in_place(before: Parsed, old: Symbol, after: Parsed, new: Symbol) -> bool:
    """Whether `new`, which has the name of `old`, is certainly the same definition.

    A name can only have been reused if definitions were added or removed, or if another definition
    gave up its own name. If the answer is no, all definitions in the change must be compared.
    """
    if len(before.outline.named(old.name)) > 1 or len(after.outline.named(new.name)) > 1:
        return False  # overloads may have been reordered
    old_code = _code(before, old)
    old_symbols = {symbol.key: symbol for symbol in before.outline.symbols}
    added = [symbol for symbol in after.outline.symbols if symbol.key not in old_symbols]
    is_same_set = not added and len(old_symbols) == len(after.outline.symbols)
    cutoff = _LOOSE if is_same_set else _ALIKE
    ratio = fuzzy.ratio(old_code, _code(after, new), score_cutoff=cutoff)
    if not ratio or any(fuzzy.ratio(old_code, _code(after, s), score_cutoff=ratio) for s in added):
        return False
    new_symbols, new_code = {symbol.key for symbol in after.outline.symbols}, _code(after, new)
    removed = (symbol for symbol in before.outline.symbols if symbol.key not in new_symbols)
    if any(fuzzy.ratio(_code(before, s), new_code, score_cutoff=ratio) > ratio for s in removed):
        return False
    return not any(
        symbol.kind == new.kind
        and symbol != new
        and before.source(old_symbol) != after.source(symbol)
        and fuzzy.ratio(old_code, _code(after, symbol), score_cutoff=ratio) > ratio
        for symbol in after.outline.symbols
        if (old_symbol := old_symbols.get(symbol.key)) is not None
    )


def _code(parsed: Parsed, symbol: Symbol) -> str:
    """The code without comments, because comments may stay behind when the code moves."""
    return " ".join(Definition("", symbol, parsed).code.split())
