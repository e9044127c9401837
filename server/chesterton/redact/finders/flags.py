"""Finds secrets on command lines: long flags like `--password`, short flags of known tools."""

import re
from collections.abc import Iterator
from functools import lru_cache

from chesterton.redact.chosen_value import is_worn
from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.finders.tools import ANY, TOOLS, TRIGGERS, Tool
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import is_reference
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value, bare_at, quoted_at
from chesterton.redact.vocabulary import COMMON

_FLAG = re.compile(r"(?:^|[\s\[(`\"'])--?(?:[a-zA-Z][\w-]*)?$")
_NAME = re.compile(r"(?<![\w./-])[A-Za-z7][\w.-]{0,30}(?=\s)")
_GAP = re.compile(r"(?:[ \t]+|=)(?:\\\r?\n[ \t]*)?")
_HELP = re.compile(r"(?:\t|[ ]{2,})[^\W\d_]+[ ][\w'(<[][^\n]*")
"""The description of a flag, in the next column: `--password  asks for it`."""
_SHORTEST = 3


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The value of a long flag whose name indicates a secret."""
    text = reading.text
    gap = _GAP.match(text, key.end)
    if not gap or not _FLAG.search(text[max(0, key.start - 40) : key.start]):
        return None
    value = quoted_at(text, gap.end()) or bare_at(text, gap.end())
    if not value or value.text.startswith("-"):
        return None
    if not value.quoted and _HELP.fullmatch(text, gap.start(), reading.line(value.end)[1]):
        return None
    is_word = key.strength is Strength.HUMAN and value.text.islower() and value.text not in COMMON
    if is_secret(key, value.text, quoted=value.quoted) or (
        is_word and len(value.text) > _SHORTEST and not is_reference(value.text)
    ):
        return value
    return None


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Secrets on the command lines of known tools."""
    end = 0
    for trigger in TRIGGERS.finditer(reading.text):
        if trigger.start() >= end:
            start = max(end, _command_start(reading.text, trigger.start()))
            end = _command_end(reading.text, trigger.start())
            yield from _in_command(reading.text, start, end)


def _command_start(text: str, position: int) -> int:
    """The start of the logical line; a backslash continues a line."""
    start = text.rfind("\n", 0, position)
    while start > 0 and text[start - 1] == "\\":
        start = text.rfind("\n", 0, start)
    return start + 1


def _command_end(text: str, start: int) -> int:
    """The end of the logical line; a backslash continues a line."""
    end = text.find("\n", start)
    while end > 0 and text[end - 1] == "\\":
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end


def _in_command(text: str, start: int, end: int) -> Iterator[Hit]:
    command = text[start:end]
    for name in dict.fromkeys(_NAME.findall(command)):
        for tool in _tools(name):
            for match in tool.secret.finditer(command, command.index(name) + len(name)):
                value = match[1].strip("\"'`.,;)")
                position = start + match.start(1) + match[1].index(value)
                if len(value) >= _SHORTEST and not is_reference(value) and "<" not in value:
                    yield Hit(position, position + len(value), "password")
    for match in ANY.finditer(command):
        value = match[match.lastindex or 0].strip("\"'`.,;)")
        if is_worn(value):
            position = start + match.start(match.lastindex or 0)
            yield Hit(position, position + len(match[match.lastindex or 0]), "password")


@lru_cache(maxsize=1024)
def _tools(name: str) -> tuple[Tool, ...]:
    return tuple(tool for tool in TOOLS if tool.names.fullmatch(name))
