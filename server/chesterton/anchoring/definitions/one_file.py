"""Identifies an overload or container (such as a class) after an edit, from its file alone.

The functions return None or False if one file is not enough evidence.
"""

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.standing import HARDLY_CHANGED, is_standing, word_overlap
from chesterton.anchoring.text import fuzzy
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed

_ALIKE = 50.0
"""Minimum similarity, in per cent, of the only overload that was edited."""


def standing_overload(before: Parsed, old: Symbol, after: Parsed) -> Symbol | None:
    """The overload that is certainly the same: unchanged, or the only one that was edited."""
    olds, news = _overloads(before, old), _overloads(after, old)
    if len(olds) < 2 and len(news) < 2:  # noqa: PLR2004 - not overloaded
        return None
    old_texts = [before.source(one) for one in olds]
    new_texts = [after.source(one) for one in news]
    text = before.source(old)
    if text in new_texts:
        is_only_one = old_texts.count(text) == new_texts.count(text) == 1
        return news[new_texts.index(text)] if is_only_one else None
    if len(olds) != len(news) or _has_new_names(before, after):
        return None
    edited = [one for one, source in zip(news, new_texts, strict=True) if source not in old_texts]
    left = [source for source in old_texts if source not in new_texts]
    if len(edited) != 1 or left != [text]:
        return None
    is_alike = fuzzy.ratio(text, after.source(edited[0]), score_cutoff=_ALIKE)
    return edited[0] if is_alike else None


def stand_containers(before: Parsed, symbol: Symbol, after: Parsed) -> bool:
    """Whether all enclosing containers, and the definition if it is one, kept their names."""
    name = symbol.name if symbol.is_container else symbol.name.rpartition(".")[0]
    while name:
        olds, news = _containers(before, name), _containers(after, name)
        if len(olds) == len(news) == 1:
            old, new = Definition("", olds[0], before), Definition("", news[0], after)
            if old.text == new.text:
                return True
            if word_overlap(old, new) < HARDLY_CHANGED or not is_standing(
                old, new, _without(before, after), _without(after, before)
            ):
                return False
        name = name.rpartition(".")[0]
    return True


def _overloads(parsed: Parsed, like: Symbol) -> list[Symbol]:
    return [one for one in parsed.outline.named(like.name) if one.kind is like.kind]


def _has_new_names(before: Parsed, after: Parsed) -> bool:
    return bool({one.name for one in after.outline.symbols} - _names(before))


def _names(parsed: Parsed) -> set[str]:
    return {one.name for one in parsed.outline.symbols}


def _containers(parsed: Parsed, name: str) -> list[Symbol]:
    return [one for one in parsed.outline.named(name) if one.is_container]


def _without(parsed: Parsed, other: Parsed) -> list[Definition]:
    """The containers whose name the other version lacks."""
    names = _names(other)
    return [
        Definition("", symbol, parsed)
        for symbol in parsed.outline.symbols
        if symbol.is_container and symbol.name not in names
    ]
