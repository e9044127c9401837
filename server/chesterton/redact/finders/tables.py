"""Finds secrets in Markdown tables and CSV, identified by a column header or row label."""

import re
from collections.abc import Iterator
from functools import lru_cache

from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import SensitiveName, keys
from chesterton.redact.secret_value import has_letter_and_digit, is_random
from chesterton.redact.text_reading import AnalysedText

_RULER = re.compile(r"[\s|:+-]+")
_LIST = re.compile(
    r"[\w \"-]{2,30}(?P<sign>[,;\t])[\w \"-]{1,40}(?:(?P=sign)[\w \"-]{1,40}){0,20}\r?"
)
_STRIP = " \t`*_\"'\r"
_LONGEST_NAME = 40
_LONGEST_REST = 12  #: as in "token (prod)"


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Secret cells under a sensitive column header or next to a sensitive row label."""
    done = 0
    for key in reading.keys:
        if key.start < done:
            continue
        start, done = reading.line(key.start)
        line = reading.text[start:done]
        listed = None if "|" in line else _LIST.fullmatch(line)
        if listed is None and "|" not in line:
            continue
        sign = listed["sign"] if listed else "|"
        header = _columns(line, sign)
        if not listed:
            yield from _cells(line, start, {}, sign)
        for start, end in _rows(reading, done, sign) if header else ():
            yield from _cells(reading.text[start:end], start, header, sign)
            done = end


def _columns(line: str, sign: str) -> dict[int, SensitiveName]:
    named = ((number, _name(cell)) for number, cell in enumerate(line.split(sign)))
    return {number: key for number, key in named if key}


def _rows(reading: AnalysedText, end: int, sign: str) -> Iterator[tuple[int, int]]:
    """The spans of the rows below a header."""
    while end < len(reading.text):
        start, end = reading.line(end + 1)
        row = reading.text[start:end]
        if sign not in row:
            return
        if not _RULER.fullmatch(row):
            yield start, end


def _cells(line: str, offset: int, header: dict[int, SensitiveName], sign: str) -> Iterator[Hit]:
    label: SensitiveName | None = None
    for number, cell in enumerate(line.split(sign)):
        value = cell.strip(_STRIP)
        key = header.get(number) or (label if sign == "|" else None)
        if key and value and _is_cell_secret(key, value):
            start = offset + cell.index(value)
            yield Hit(start, start + len(value), key.rule_id)
        label = label or _name(cell)
        offset += len(cell) + 1


@lru_cache(maxsize=1024)
def _name(cell: str) -> SensitiveName | None:
    name = cell.strip(_STRIP)
    if not name or len(name) > _LONGEST_NAME:
        return None
    return next(
        (key for key in keys(name, name.lower()) if len(name) - key.end < _LONGEST_REST), None
    )


def _is_cell_secret(key: SensitiveName, value: str) -> bool:
    if " " in value:
        return False
    return is_secret(key, value, quoted=has_letter_and_digit(value) or is_random(value))
