"""Finds secrets that line wrapping has split across lines."""

import re
from collections.abc import Iterator

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.decoded_view import View, with_replacements
from chesterton.redact.finders import blocks, encoded, shapes
from chesterton.redact.harmless import is_hex
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import has_letter_and_digit
from chesterton.redact.text_reading import AnalysedText

_BREAK = (
    r"(?:(?:[ \t]*[\\+]?|=)[ \t]*\r?\n[ \t]{0,60}(?:(?:[>#*|]|//|--)[ \t]*){0,3}"
    r"|[\"'][ \t]*[\\+.&]?[ \t]*\r?\n[ \t]{0,60}(?:[+.&][ \t]*)?[\"'])"
)
_WRAP = re.compile(_BREAK)
_NEXT_LINE = re.compile(
    r"\n[ \t]{0,60}(?:(?:[>#*|]|//|--)[ \t]*){0,3}[\"']?(?=[\w+/=.:~-]{0,60}(?:\d|[a-z][A-Z]))"
)
_CHUNK = re.compile(rf"[\w+/=.:~-]{{3,}}+(?:{_BREAK}[\w+/=.:~-]{{3,}}+)+")
_TAIL = re.compile(r"(?:[^\s]*[^\w+/=.:~-])?(?P<tail>[\w+/=.:~-]{3,})")
_JOINERS = " \t\r\\+&"
_MORE = re.compile(rf"{_BREAK}(?P<more>[\w+/=.~-]{{4,}}+)")
_ALONE = re.compile(r"[\"'`,;.)\\]*[ \t]*(?:\r?\n|$)")
_SHORTEST = 16
_LONGEST_TAIL = 300
_FULL_LINE = 50
_STRANGE = 5.6
_MOST_LINES = 40


def wrapped(view: View) -> Iterator[Hit]:
    """Secrets that are recognised only once wrapped lines are joined, as spans of the view."""
    end = 0
    for line in _NEXT_LINE.finditer(view.text):
        start = _tail(view.text, max(end, line.start() - _LONGEST_TAIL), line.start())
        if chunk := _CHUNK.match(view.text, start):
            end = chunk.end()
            pieces = _WRAP.split(chunk[0])
            if len(chunk[0]) >= _SHORTEST and any(map(looks_like_secret_part, pieces)):
                yield from _in_chunk(chunk)


def _tail(text: str, start: int, end: int) -> int:
    """The start of the last word of a line."""
    line = text[start:end].rstrip(_JOINERS).rstrip("\"'")
    tail = _TAIL.fullmatch((line.rsplit(None, 1) or [""])[-1])
    return start + len(line) - len(tail["tail"]) if tail else start


def _in_chunk(chunk: re.Match[str]) -> Iterator[Hit]:
    joined = with_replacements(View(chunk[0]), _WRAP, lambda _: "")
    reading = AnalysedText(joined.text)
    for find in (shapes.find, blocks.find, encoded.find):
        for hit in find(reading):
            inner = joined.to_original(hit)
            tail = chunk[0][inner.start : inner.end].rpartition("\n")[2].strip(" \t>#*|/\"'")
            if "\n" in chunk[0][inner.start : inner.end] and looks_like_secret_part(tail):
                yield Hit(inner.start + chunk.start(), inner.end + chunk.start(), hit.rule_id)


def extended_over_wrap(text: str, hit: Hit) -> Hit:
    """Extends a hit over the following lines if a line break cut it off."""
    secret = text[hit.start : hit.end]
    if not _looks_cut(secret):
        return hit
    end = hit.end
    for _ in range(_MOST_LINES):
        more = _MORE.match(text, end)
        if not more or not looks_like_secret_part(more["more"].rstrip("=.-")):
            break
        line = end - text.rfind("\n", 0, end) - 1
        if not _ALONE.match(text, more.end()) and line < _FULL_LINE:
            break
        end = more.start("more") + len(more["more"].rstrip(".-"))
    return Hit(hit.start, end, hit.rule_id)


def looks_like_secret_part(text: str) -> bool:
    """Whether a piece of text looks like part of a secret."""
    if not text.strip("=") or len(text) < 2:  # noqa: PLR2004 - padding
        return True
    if is_hex(text):
        return has_letter_and_digit(text) or len(text) > 5  # noqa: PLR2004
    return has_letter_and_digit(text) or bits_per_letter(text) > _STRANGE


def _looks_cut(secret: str) -> bool:
    return len(secret) >= 8 and has_letter_and_digit(secret) and " " not in secret  # noqa: PLR2004
