"""Finds the values listed after a plural name: `passwords: A and B`, lines under "Logins"."""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import is_telling, without_terms
from chesterton.redact.harmless import is_harmless, is_hex
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_password,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText

_PLURAL = re.compile(
    r"(?<![a-z])(?:(?P<sure>pass(?:words|phrases|codes)|passw\u00f6rter|kennw\u00f6rter|pins|pws|"
    r"mots de passe|contrase\u00f1as|senhas|wachtwoorden|credentials|creds|zugangsdaten|"
    r"identifiants|credenciales|credenciais|credenziali|\u043f\u0430\u0440\u043e\u043b\u0438)|"
    r"(?:log-?ins|accounts|users))(?![\w-]|[ ][a-z]{4,20}(?:tion|ing|ment|file|page|policy)\b)"
)
_STATES = re.compile(
    r"[^\n.;:=]{0,60}?(?:[:=\u2192]|[-=]>|\b(?:are|were|sind|sont|son|s\u00e3o|zijn|sono)\b)[ \t]*"
)
_ITEM = re.compile(r"[^\s,;|\"'`\]})]{6,80}")
_SKIPPED = re.compile(r"(?:\([^()\n]{1,40}\)|and|or|und|oder|et|ou|y|e|en|then|[,;&/|+])(?!\w)")
_LINE = re.compile(
    r"[ \t]*(?:[-*+\u2022>|]|\d{1,2}[.)])?[ \t]*[\"'`*]{0,2}(?P<label>[\w.@+-]{2,60})[\"'`*]{0,2}"
    r"(?P<sign>[ \t]*(?:[:=/|,\u2192\u2013\u2014]|[-=]>|[ \t]-[ \t])[ \t]*|[ \t]{1,8})"
    r"[\"'`*]{0,2}(?P<value>[^\s\"'`|]{5,80})[\"'`*]{0,2}[ \t|,;.]*(?:\([^()\n]{0,60}\))?[ \t\r]*"
)
_STRONG = re.compile(r"[A-Z_!#$%^&*~+]")
_MOST_LINES, _FEWEST_LINES, _LONGEST_LINE = 30, 2, 200
_LONGEST_TITLE = 90


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Values in a row after a plural name, and on the lines below it."""
    for name in _PLURAL.finditer(reading.lowered):
        if name["sure"]:
            yield from _in_a_row(reading, name.end())
        yield from _below(reading, name)


def _in_a_row(reading: AnalysedText, position: int) -> Iterator[Hit]:
    """Values listed in a row: `passwords A, B (of the lab) and C`."""
    text, end = reading.text, min(position + _LONGEST_LINE, reading.line(position)[1])
    states = _STATES.match(reading.lowered, position, end)
    position = states.end() if states else end
    found = []
    while position < end:
        if text[position].isspace() or text[position] in "\"'`[({":
            position += 1
        elif skipped := _SKIPPED.match(text, position, end):
            position = skipped.end()
        elif (item := _ITEM.match(text, position, end)) and is_listed(item[0].rstrip(".)")):
            found.append(Hit(position, position + len(item[0].rstrip(".)")), "password"))
            position = item.end()
        else:
            break
    yield from found


def _below(reading: AnalysedText, name: re.Match[str]) -> Iterator[Hit]:
    """Labelled values on separate lines, if there are several in a block."""
    text = reading.text
    start, end = reading.line(name.end())
    if end - start > _LONGEST_TITLE:
        return
    position = end + 1 + (text[end + 1 : end + 2] == "\n")
    found: list[Hit] = []
    for _ in range(_MOST_LINES):
        last = text.find("\n", position, position + _LONGEST_LINE)
        last = last if last >= 0 else len(text)
        line = _LINE.fullmatch(text, position, last) if last - position < _LONGEST_LINE else None
        value = line["value"].rstrip(".,;") if line else ""
        if line is None or not is_listed(value) or not (name["sure"] or _STRONG.search(value)):
            break
        found.append(Hit(line.start("value"), line.start("value") + len(value), "password"))
        position = last + 1
    if len(found) >= _FEWEST_LINES:
        yield from found


def is_listed(value: str) -> bool:
    """Whether a value in a list is a password: letters and digits that form no term or id."""
    if is_telling(value):
        return True
    if is_hex(value) or is_harmless(value) or is_reference(value) or is_compound(value):
        return False
    is_mixed = has_letter_and_digit(without_terms(value)) and _STRONG.search(value) is not None
    return is_mixed and "/" not in value and "(" not in value and is_password(value, quoted=False)
