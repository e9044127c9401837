"""Finds the value of each sensitive name, whether the value follows or precedes the name."""

import re
from collections.abc import Callable, Iterator

from chesterton.redact.finders import assignments, below, flags, markup, prose, sentences
from chesterton.redact.finders.addresses import is_user_of_address
from chesterton.redact.finders.phrases import ABOUT
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value

_ABOUT = 60  #: characters before a name that are searched for `ABOUT`
_BEFORE = 130  #: farthest that any step looks back
_AFTER = 700  #: farthest that any step looks ahead
_CACHE_SIZE = 500  #: results cached by surrounding text, for repetitive input

_IS_NAME = re.compile(
    r"(?i)(?:\b(?:arn|did):[^\s\"'`]*|\brenam\w{1,3}[ ]+(?:\w+[ ]+){0,3}[\"'`]?[\w.]*)$"
)
"""Text that shows that a name has no value: it is part of a resource's name, or is renamed."""

_SYNTAX = re.compile(
    r"![A-Za-z][A-Za-z_/:.-]*[ \t]+[^\s#]|/\S*[\\^$\[({]\S*/[gimsuyx]{0,6}(?=[\s,;)]|$)"
)
"""Text that is not a value: a YAML tag before another value, or a regular expression."""

_SIGNS = re.compile(r"(?i)(?:signing|default-|trusted-|recv-|sign-|local-)$")
_KEY_ID = re.compile(r"(?:0x)?(?:[0-9A-F]{16}|[0-9A-F]{40})")
"""The id of a PGP key, by which git and gpg select the key to sign with."""

_STEPS: tuple[Callable[[AnalysedText, SensitiveName], Value | None], ...] = (
    assignments.value_of,
    assignments.fallback_of,
    flags.value_of,
    markup.value_of,
    prose.value_of,
    below.value_of,
    sentences.value_of,
)


def find(reading: AnalysedText) -> Iterator[Hit]:
    """The value of each sensitive name; names inside another value are skipped."""
    end = 0
    cache: dict[tuple[str, int, int], tuple[int, int] | None] = {}
    for key in reading.keys:
        if key.start < end:
            continue
        before = max(0, key.start - _BEFORE)
        around = (reading.text[before : key.end + _AFTER], key.start - before, key.end - before)
        if around in cache:
            span = cache[around]
        else:
            span = _relative_span(reading, key)
            if len(cache) < _CACHE_SIZE:
                cache[around] = span
        if span:
            end = key.start + span[1]
            yield Hit(key.start + span[0], end, key.rule_id)


def _relative_span(reading: AnalysedText, key: SensitiveName) -> tuple[int, int] | None:
    """The span of the value, relative to the start of its name."""
    is_human = key.strength is Strength.HUMAN
    if not is_human and ABOUT.search(reading.text, max(0, key.start - _ABOUT), key.start):
        return None
    if _IS_NAME.search(reading.text, max(0, key.start - _BEFORE), key.start):
        return None
    if is_user_of_address(reading.text, key.start, key.end):
        return None
    value = next((value for step in _STEPS if (value := step(reading, key))), None)
    if value is None or _SYNTAX.match(reading.text, value.start):
        return None
    if _KEY_ID.fullmatch(value.text) and _SIGNS.search(
        reading.text, max(0, key.start - _BEFORE), key.start
    ):
        return None
    return value.start - key.start, value.end - key.start
