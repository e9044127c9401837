"""Finds secrets next to their name in XML, HTML tables, name/value lists and `.netrc`."""

import re
from collections.abc import Iterator

from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import is_password
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value, literal_at, quoted_at

_ELEMENT = re.compile(
    r"[\"']?(?:\s[^<>]{0,100})?>\s{0,20}(?:<!\[CDATA\[)?(?P<value>[^<>\s]{3,500})\s{0,20}(?:\]\]"
    r">)?</"
)
_TAG = re.compile(r"<[\w:.-]*(?:\s+[\w:.-]+=[\"'][\w:.-]*)?$")
_BACK = 100
_CELL = re.compile(
    r"[\"']?>?(?:</?[A-Za-z]++[^<>]{0,60}>|\s){1,8}(?P<value>[^<>\s]{3,500})\s{0,20}</"
)
_PAIRED = re.compile(
    r"[\"'`)]{0,2}\s{0,3}[,;}{/\n)\s]{0,40}(?:-\s{1,8})?[\"']?(?:value|val|default|defaultValue|"
    r"plaintext|secretString|--body|-b|--value|--secret-string|data)[\"']?\s{0,4}(?:=>|[:=]|\s)"
    r"\s{0,8}",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:login|user(?:name)?|account)[\s:=]{1,8}[^\s,;]{1,80}[,;]?\s{1,8}(?:and\s+|with\s+)?"
    r"(?:password|passwd|pwd|pass|pw)[\s:=]{1,8}(?P<value>\S{3,200})"
)


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The value whose name is in the preceding attribute, element or field."""
    return _element(reading.text, key) or _paired(reading.text, key)


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Passwords that follow a user name, as in `.netrc`."""
    text = reading.text
    for entry in _MACHINE.finditer(text) if "login" in text or "user" in text else ():
        start, end = entry.span("value")
        quoted = quoted_at(text, start)
        value = quoted or Value(start, end, entry["value"].rstrip(".,;:)'\"`"), quoted=False)
        if is_password(value.text.lstrip("'\"`"), quoted="machine" in text):
            yield Hit(value.start, value.start + len(value.text), "password")


def _element(text: str, key: SensitiveName) -> Value | None:
    if text[key.end : key.end + 1] not in {">", '"', "'", " ", "<"}:
        return None
    element = _ELEMENT.match(text, key.end)
    is_named = element and _TAG.search(text[max(0, key.start - _BACK) : key.start])
    if not is_named:
        element = _CELL.match(text, key.end)
    if element is None:
        return None
    value = Value(*element.span("value"), element["value"], quoted=bool(is_named))
    return value if is_secret(key, value.text, quoted=value.quoted) else None


def _paired(text: str, key: SensitiveName) -> Value | None:
    gap = _PAIRED.match(text, key.end)
    value = gap and literal_at(text, gap.end())
    if not value or (key.strength is Strength.WEAK and not value.quoted):
        return None
    return value if is_secret(key, value.text, quoted=value.quoted) else None
