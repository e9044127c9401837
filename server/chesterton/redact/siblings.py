"""Finds secrets next to a known one: other list items, or an old value beside the new one."""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import is_namesake, is_telling
from chesterton.redact.finders.lists import is_listed
from chesterton.redact.finders.phrases import NOT_ITS_VALUE
from chesterton.redact.finders.sentences import is_number
from chesterton.redact.harmless import is_hex, is_uuid
from chesterton.redact.password_shapes import is_likely
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import has_letter_and_digit, is_plainly_random

_WORD = re.compile(r"(?<![\w./@%#$&+~^\\-])[A-Za-z0-9][^\s\"'`<>()\[\]{},;|:=/&]{5,127}")
_SLOT = re.compile(
    r"[ \t]*(?:[-+*>|]|"
    r"\d{1,2}[.)])?[ \t]*(?:[\"'`]?[\w.-]{1,40}[\"'`]?[ \t]*[:=][ \t]*)?(?:[\w.@-]{2,40}[ \t]*[/|"
    r",:][ \t]*)?[\"'`]?"
)
_END = re.compile(r"[\"'`,;|]*[ \t\r]*(?:#.*)?$")
_LINK = re.compile(
    r"(?i)(?:[:=>\u2192,;|+/&]|\b(?:to|and|or|with|is|was|by|statt|instead of|jetzt|one|now|new|"
    r"old|then|from|und|et|y|e))"
    r"[\s\"'`(*]*$"
)
_NUMBER, _MOST, _NEAR, _LINES = 20, 60, 40, 8


def siblings(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Values of the same kind on a secret's line, and in its position on the adjacent lines."""
    for hit in hits[:_MOST]:
        value = text[hit.start : hit.end]
        if "\n" in value or not has_letter_and_digit(value):
            continue
        line, end = _line(text, hit.start)
        yield from _in_line(text, line, end, value, hit)
        if _is_slot(text, line, hit.start, hit.end, end):
            yield from _around(text, line, end, value, hit)


def _line(text: str, position: int) -> tuple[int, int]:
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


def _in_line(text: str, line: int, end: int, value: str, hit: Hit) -> Iterator[Hit]:
    for word in _WORD.finditer(text, max(line, hit.start - 200), min(end, hit.end + 200)):
        before = text[max(line, word.start() - _NEAR) : word.start()]
        if word.end() <= hit.start or word.start() >= hit.end:
            found = word[0].rstrip(".!?*_")
            if _LINK.search(before) and _is_alike(value, found) and not _is_other(before):
                yield Hit(word.start(), word.start() + len(found), hit.rule_id)


def _around(text: str, line: int, end: int, value: str, hit: Hit) -> Iterator[Hit]:
    for step in (-1, 1):
        first, last = line, end
        for _ in range(_LINES):
            if (step < 0 and first == 0) or (step > 0 and last >= len(text)):
                break
            first, last = _line(text, first - 1 if step < 0 else last + 1)
            slot = _SLOT.match(text, first, last)
            word = _WORD.match(text, slot.end(), last) if slot else None
            if slot is None or word is None or not _END.match(text, word.end(), last):
                break
            if not _is_alike(value, word[0]) or _is_other(slot[0].replace("_", " ")):
                break
            yield Hit(*word.span(), hit.rule_id)


def _is_slot(text: str, line: int, start: int, stop: int, end: int) -> bool:
    """Whether the line contains only the secret, apart from a bullet or a label."""
    return bool(_SLOT.fullmatch(text, line, start) and _END.match(text, stop, end))


def _is_other(before: str) -> bool:
    return NOT_ITS_VALUE.search(before[-_NEAR:]) is not None


def _is_alike(secret: str, word: str) -> bool:
    """Whether a word is a value of the same kind: a number, a random string or a password."""
    if is_number(secret):
        return is_number(word)
    if is_hex(word) or is_uuid(word):
        return False
    if len(secret) >= _NUMBER:
        return abs(len(secret) - len(word)) < 3 and is_plainly_random(word)  # noqa: PLR2004
    return is_likely(word) or is_telling(word) or is_namesake(word) or is_listed(word)
