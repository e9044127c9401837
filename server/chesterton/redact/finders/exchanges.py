"""Finds the old and the new value in text about changing a secret: `... from OLD to NEW`."""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import is_telling, is_worn, without_terms
from chesterton.redact.finders.phrases import EXCHANGE, NOT_ITS_VALUE
from chesterton.redact.harmless import is_harmless, is_hex
from chesterton.redact.password_shapes import is_likely
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import Strength
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_plainly_random,
    is_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText

_VALUE = (
    r"(?:(?P<{0}quote>[\"'`])(?P<{0}quoted>[^\"'`\n]{{6,80}})(?P={0}quote)|"
    r"(?P<{0}bare>[^\s\"'`]{{6,80}}))"
)
_FROM = re.compile(
    rf"(?P<gap>(?:[^\n.:;=]|[.](?=\S)){{0,60}}?)[ ]from[ ]{_VALUE.format('old')}[ ](?:in)?to[ ]"
    rf"{_VALUE.format('new')}"
)
_MARK = re.compile(r"[^\s\w.,/()\[\]{}<>:;-]")
_BEFORE = 70


def find(reading: AnalysedText) -> Iterator[Hit]:
    """The old and the new value of a password."""
    if " from " not in reading.text:
        return
    for key in reading.keys:
        change = _FROM.match(reading.text, key.end) if key.strength is Strength.HUMAN else None
        if change is None or NOT_ITS_VALUE.search(change["gap"]):
            continue
        before = reading.text[max(0, key.start - _BEFORE) : key.start].rpartition("\n")[2]
        spans = [_span(change, side) for side in ("old", "new")]
        values = [reading.text[slice(*span)] for span in spans]
        is_pair = all(map(_may_be, values)) and any(map(_is_seen, values))
        if is_pair and EXCHANGE.search(before + change["gap"]):
            yield from (Hit(*span, "password") for span in spans)


def _span(change: re.Match[str], side: str) -> tuple[int, int]:
    if change[f"{side}quoted"]:
        return change.span(f"{side}quoted")
    start, end = change.span(f"{side}bare")
    return start, end - (len(change[0]) - len(change[0].rstrip(".,;:!?)")) if side == "new" else 0)


def _may_be(value: str) -> bool:
    if is_hex(value) or is_harmless(value) or is_reference(value) or not without_terms(value):
        return False
    if is_compound(value) and not is_telling(value):
        return False
    return has_letter_and_digit(value) or _MARK.search(value) is not None


def _is_seen(value: str) -> bool:
    if is_telling(value) or is_likely(value) or is_worn(value) or is_plainly_random(value):
        return True
    return _MARK.search(value) is not None and is_random(value)
