"""Secrets in Markdown tables and comma-separated lists: named by their column or by their row."""

import re
from collections.abc import Iterator

from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.keys import Key, keys
from chesterton.redact.reading import Reading
from chesterton.redact.rule import Hit
from chesterton.redact.value import has_letter_and_digit, is_random

_RULER = re.compile(r"[\s|:+-]+")
_LIST = re.compile(r"[\w \"-]{2,30}(?P<sign>[,;\t])[\w \"-]{1,40}(?:(?P=sign)[\w \"-]{1,40}){0,20}\r?")
_STRIP = " \t`*_\"'\r"
_LONGEST_NAME = 40
_LONGEST_REST = 12  #: as in "token (prod)"
_MOST_ROWS = 500


def find(reading: Reading) -> Iterator[Hit]:
    """Every cell under a header, or beside a label, that announces a secret."""
    done = 0
    for key in reading.keys:
        if key.start < done:
            continue
        start, done = reading.line(key.start)
        line = reading.text[start:done]
        if "|" in line:
            yield from _cells(line, start, {}, "|")
            if line.count("|") > 1:
                yield from _below(reading, done, _columns(line, "|"), "|")
        elif header := _LIST.fullmatch(line):
            yield from _below(reading, done, _columns(line, header["sign"]), header["sign"])


def _columns(line: str, sign: str) -> dict[int, Key]:
    named = ((number, _name(cell)) for number, cell in enumerate(line.split(sign)))
    return {number: key for number, key in named if key}


def _below(reading: Reading, end: int, header: dict[int, Key], sign: str) -> Iterator[Hit]:
    """The cells of the rows that follow a header."""
    for _ in range(_MOST_ROWS if header else 0):
        start, end = reading.line(end + 1) if end < len(reading.text) else (0, 0)
        row = reading.text[start:end]
        if sign not in row:
            return
        if not _RULER.fullmatch(row):
            yield from _cells(row, start, header, sign)


def _cells(line: str, place: int, header: dict[int, Key], sign: str) -> Iterator[Hit]:
    label: Key | None = None
    for number, cell in enumerate(line.split(sign)):
        value = cell.strip(_STRIP)
        key = header.get(number) or (label if sign == "|" else None)
        if key and value and _is_cell_secret(key, value):
            start = place + cell.index(value)
            yield Hit(start, start + len(value), key.rule_id)
        label = label or _name(cell)
        place += len(cell) + 1


def _name(cell: str) -> Key | None:
    name = cell.strip(_STRIP)
    if not name or len(name) > _LONGEST_NAME:
        return None
    return next((key for key in keys(name, name.lower()) if len(name) - key.end < _LONGEST_REST), None)


def _is_cell_secret(key: Key, value: str) -> bool:
    if " " in value:
        return False
    return is_secret(key, value, quoted=has_letter_and_digit(value) or is_random(value))
