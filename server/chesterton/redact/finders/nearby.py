"""Finds random-looking words close to a sensitive name."""

import re
from collections.abc import Iterator

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import Strength
from chesterton.redact.secret_value import has_letter_and_digit, is_plainly_random
from chesterton.redact.text_reading import AnalysedText

_WORD = re.compile(
    r"(?<![\w/=.@%#~$&-])[A-Za-z0-9](?:[A-Za-z0-9+/_.~!@#$%^*-]|&(?!\w{1,30}=)){15,255}={0,2}"
)
_DIGEST_OF = re.compile(r"(?<![a-z])(?:h1|sha-?\d+|md5|blake\w{1,3}):$")
_BEFORE = 100
_AFTER = 200
_STRANGE = 6.4


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Random-looking words within a sentence or two of a sensitive name."""
    for start, end, rule_id in _windows(reading):
        for match in _WORD.finditer(reading.text, start, end):
            word = match[0].rstrip(".!*~_-")
            if (
                has_letter_and_digit(word)
                and not _DIGEST_OF.search(reading.text, max(0, match.start() - 12), match.start())
                and bits_per_letter(word) > _STRANGE
                and is_plainly_random(word)
                and not reading.is_public(match.start(), match.end())
            ):
                yield Hit(match.start(), match.start() + len(word), rule_id)


def _windows(reading: AnalysedText) -> Iterator[tuple[int, int, str]]:
    """Spans of text around sensitive names; overlapping ones are merged."""
    strong = [key for key in reading.keys if key.strength is not Strength.WEAK]
    start, end, rule_id = 0, -1, ""
    for key in strong:
        if end < 0 or key.start - _BEFORE > end:
            if end >= 0:
                yield start, end, rule_id
            start, rule_id = max(0, key.start - _BEFORE), key.rule_id
        end = key.end + _AFTER
    if strong:
        yield start, end, rule_id
