"""Looks up symbols by the name a user typed, and suggests corrections."""

from chesterton.anchoring.text import fuzzy
from chesterton.model.symbol import Symbol, location_text
from chesterton.syntax.outline import Parsed

_MOST_SUGGESTIONS = 3
_SIMILAR = 60.0
"""Minimum similarity in per cent for a misspelling."""


def symbols_named(parsed: Parsed, name: str) -> tuple[Symbol, ...]:
    """The definitions with this qualified name, or else with the only name that ends in it."""
    return parsed.outline.named(name) or _only(parsed, name)


def suggestion(path: str, parsed: Parsed, name: str) -> str | None:
    """A "did you mean" suggestion: symbols with the same last name, or else similar spelling."""
    last = name.rsplit(".", 1)[-1]
    names = [symbol.name for symbol in parsed.outline.symbols if symbol.last_name == last]
    names = names or _similarly_spelled(parsed, last)
    suggestions = list(dict.fromkeys(location_text(path, each) for each in names))[
        :_MOST_SUGGESTIONS
    ]
    return f"did you mean {' or '.join(suggestions)}?" if suggestions else None


def _only(parsed: Parsed, name: str) -> tuple[Symbol, ...]:
    ending = f".{name}"
    matches = tuple(
        symbol
        for symbol in parsed.outline.symbols
        if symbol.last_name == name or symbol.name.endswith(ending)
    )
    return matches if len({symbol.name for symbol in matches}) == 1 else ()


def _similarly_spelled(parsed: Parsed, last: str) -> list[str]:
    by_last: dict[str, list[str]] = {}
    for symbol in parsed.outline.symbols:
        by_last.setdefault(symbol.last_name.lower(), []).append(symbol.name)
    close = fuzzy.most_alike(last.lower(), {each: each for each in by_last}, _SIMILAR, 1)
    return by_last[close[0][2]] if close else []
