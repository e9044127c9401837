"""Finds secrets in tables, CSV and SQL inserts, identified by a column header or row label."""

import re
from collections.abc import Iterator
from functools import lru_cache

from chesterton.redact.chosen_value import is_given
from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.harmless import is_hex
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import SensitiveName, Strength, keys
from chesterton.redact.secret_value import has_letter_and_digit, is_plainly_random, is_random
from chesterton.redact.text_reading import AnalysedText

_RULER = re.compile(r"[\s|:+-]+")
_LIST = re.compile(
    r"[\w \"-]{2,30}(?P<sign>[,;\t])[\w \"-]{1,40}(?:(?P=sign)[\w \"-]{1,40}){0,20}\r?"
)
_SPACED = re.compile(
    r"[ \t>]*[A-Za-z][\w-]{1,30}(?:(?:\t|"
    r"[ ]{2,60})[A-Za-z][\w-]{1,30}(?:[ ][\w-]{1,20})?){1,12}[ \t\r]*"
    r"|[A-Z][A-Z_-]{1,20}(?:[ ][A-Z][A-Z_-]{1,20}){1,8}[ \t\r]*"
)
_GAP = re.compile(r"\t|[ ]{2,}")
_INSERT = re.compile(
    r"(?i)\b(?:insert|replace)\s+(?:\w{1,10}\s+){0,3}?into\s+[\w.\"`\[\]]{1,100}\s*\((?P<columns>[^()]{1,600})\)"
    r"\s*(?:output\s[^()]{1,100})?values?\s*"
)
_ACCOUNTS = re.compile(
    r"(?i)\binsert\s+into\s+[\w.\"`\[\]]{0,60}(?:user|account|admin|member|login|cred|operator|api_?key|token|secret)\w{0,40}"
    r"[\"`\]]?\s*(?:\([^()]{1,300}\)\s*)?values?\s*"
)
_COPY = re.compile(
    r"(?im)^[ \t]*copy\s+[\w.\"]{1,100}\s*\((?P<columns>[^()]{1,600})\)\s+from\s+stdin[^\n]{0,80}$"
)
_ROW = re.compile(
    r"\s*,?\s*\((?P<row>(?:[^()'\"]|'(?:[^'\\]|''|\\.){0,400}'|\"[^\"]{0,400}\"|\([^()]{0,200}\)){1,200})\)"
)
_FIELD = re.compile(
    r"\s*(?:[NEB]?'((?:[^'\\]|''|\\.){0,400})'|\"([^\"]{0,400})\"|((?:[^,'\"()]|\([^()]{0,200}\)){0,400}))\s*(?:,|$)"
)
_KEY_LENGTHS = frozenset({32, 48, 64})
_MOST_ROWS = 200
_SPACE, _WORD = re.compile(r"\s+"), re.compile(r"\S+")
_CELL = re.compile(r"\S+(?:[ ]\S+)*")
_STRIP = " \t`*_\"'\r"
_LONGEST_NAME = 40
_LONGEST_REST = 12  #: as in "token (prod)"


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Secret cells under a sensitive column header or next to a sensitive row label."""
    yield from _inserted(reading)
    yield from _copied(reading)
    done = 0
    for key in reading.keys:
        if key.start < done:
            continue
        start, done = reading.line(key.start)
        line = reading.text[start:done]
        listed = None if "|" in line else _LIST.fullmatch(line)
        if listed is None and "|" not in line:
            for row, hits in _spaced(reading, line, done) if _SPACED.fullmatch(line) else ():
                yield from hits
                done = row  # a row is not a header
            continue
        sign = listed["sign"] if listed else "|"
        header = _columns(line.replace("||", "|"), sign)
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
        if sign not in row and not _RULER.fullmatch(row):
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


def _spaced(reading: AnalysedText, header: str, end: int) -> Iterator[tuple[int, list[Hit]]]:
    """The rows of a table whose columns are separated by spaces: their ends, and their hits."""
    gap = _SPACE if header.strip().isupper() else _GAP
    names = gap.split(header.strip())
    columns = {number: key for number, cell in enumerate(names) if (key := _name(cell))}
    while columns and end < len(reading.text):
        start, end = reading.line(end + 1)
        cells = list((_CELL if gap is _GAP else _WORD).finditer(reading.text, start, end))
        if len(cells) != len(names):
            return
        yield (
            end,
            [
                Hit(*cells[number].span(), key.rule_id)
                for number, key in columns.items()
                if _is_cell_secret(key, cells[number][0])
            ],
        )


def _inserted(reading: AnalysedText) -> Iterator[Hit]:
    """The values that an SQL statement inserts into a column with a sensitive name."""
    if "insert" not in reading.lowered and "replace" not in reading.lowered:
        return
    for insert in _INSERT.finditer(reading.text):
        columns = [_name(column) for column in insert["columns"].split(",")]
        for fields in _value_rows(reading.text, insert.end()) if any(columns) else ():
            for key, (start, end) in zip(columns, fields, strict=False):
                if key and is_secret(key, reading.text[start:end], quoted=True):
                    yield Hit(start, end, key.rule_id)
    for insert in _ACCOUNTS.finditer(reading.text):
        for fields in _value_rows(reading.text, insert.end()):
            yield from (
                Hit(*span, "password")
                for span in fields
                if _is_inserted(reading.text[slice(*span)])
            )


def _copied(reading: AnalysedText) -> Iterator[Hit]:
    """The values of sensitive columns in the output of `pg_dump`, separated by tabs."""
    for copy in _COPY.finditer(reading.text) if "copy" in reading.lowered else ():
        names = copy["columns"].split(",")
        columns = {number: key for number, cell in enumerate(names) if (key := _name(cell))}
        for start, end in _rows(reading, copy.end(), "\t") if columns else ():
            yield from _cells(reading.text[start:end], start, columns, "\t")


def _is_inserted(value: str) -> bool:
    is_number = is_hex(value) and len(value) in _KEY_LENGTHS and has_letter_and_digit(value)
    return is_number or is_given(value) or is_plainly_random(value)


def _value_rows(text: str, position: int) -> Iterator[list[tuple[int, int]]]:
    """The spans of the fields of each row, without their quotes."""
    for _ in range(_MOST_ROWS):
        row = _ROW.match(text, position)
        if row is None:
            return
        position, (start, end) = row.end(), row.span("row")
        fields = []
        while start < end and (field := _FIELD.match(text, start, end)) and field.end() > start:
            fields.append(field.span(field.lastindex or 0))
            start = field.end()
        yield fields


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
    if key.strength is Strength.WEAK and is_hex(value):
        return len(value) in _KEY_LENGTHS and has_letter_and_digit(value)
    return is_secret(key, value, quoted=has_letter_and_digit(value) or is_random(value))
