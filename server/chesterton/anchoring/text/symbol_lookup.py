"""Looks up symbols by the name a user typed, and suggests corrections."""

from chesterton.anchoring.text import fuzzy
from chesterton.model.symbol import Symbol, written
from chesterton.syntax.outline import Parsed

_TOLD = 3
_ALIKE = 60.0
"""Per cent of its letters that a slip of the fingers leaves."""


def named(parsed: Parsed, name: str) -> tuple[Symbol, ...]:
    """The definitions of this qualified name, else the only one of this last name."""
    return parsed.outline.named(name) or _only(parsed, name)


def nearest(path: str, parsed: Parsed, name: str) -> str | None:
    """A question that names what may have been meant: same last name, else spelt much the same."""
    last = name.rsplit(".", 1)[-1]
    alike = [symbol.name for symbol in parsed.outline.symbols if symbol.last_name == last]
    meant = dict.fromkeys(written(path, each) for each in alike or _spelt_alike(parsed, last))
    told = list(meant)[:_TOLD]
    return f"did you mean {' or '.join(told)}?" if told else None


def _only(parsed: Parsed, name: str) -> tuple[Symbol, ...]:
    found = tuple(symbol for symbol in parsed.outline.symbols if symbol.last_name == name)
    return found if len(found) == 1 else ()


def _spelt_alike(parsed: Parsed, last: str) -> list[str]:
    by_last: dict[str, list[str]] = {}
    for symbol in parsed.outline.symbols:
        by_last.setdefault(symbol.last_name.lower(), []).append(symbol.name)
    close = fuzzy.most_alike(last.lower(), {each: each for each in by_last}, _ALIKE, 1)
    return by_last[close[0][2]] if close else []
