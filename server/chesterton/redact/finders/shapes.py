"""Finds secrets that a rule recognises by their format alone."""

from collections.abc import Iterator

from chesterton.redact.rule import Hit, Rule
from chesterton.redact.rules import RULES
from chesterton.redact.text_reading import AnalysedText

_NARROW = tuple((word, rule) for rule in RULES if not rule.is_wide for word in rule.keywords)
_WIDE = tuple((word, rule) for rule in RULES if rule.is_wide for word in rule.keywords)

KEYWORDS = tuple({word for rule in RULES for word in rule.keywords})
"""No rule matches in a text without one of these."""


def find(reading: AnalysedText) -> Iterator[Hit]:
    """The secrets that the rules match."""
    words = reading.long_words
    for hit in _found(_NARROW, words.text):
        yield words.to_original(hit)
    yield from _found(_WIDE, reading.text)


def matching_rule(text: str) -> str | None:
    """The id of the first rule that matches in a text, or None."""
    return next((hit.rule_id for hit in _found((*_NARROW, *_WIDE), text)), None)


def _found(rules: tuple[tuple[str, Rule], ...], text: str) -> Iterator[Hit]:
    if not text:
        return
    tried: Rule | None = None
    for word, rule in rules:
        if word in text and rule is not tried:
            tried = rule
            yield from rule.find(text)
