"""Finds the names in prose that can only be code: quoted, compound, dotted or called."""

import re
from collections.abc import Iterator

CODE = re.compile(r"```.*?```|``[^`]+``|`[^`\n]+`", re.DOTALL)
PATH = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*(?:\(\))?")

_QUOTED = re.compile(r"\"([^\"\n]{1,80})\"|(?<!\w)'([^'\n]{1,80})'(?!\w)")
_FLAG = re.compile(r"(?<![\w-])-(?:[A-Za-z]|-?[A-Za-z][\w-]+)(?![\w-])")
_COMPOUND = re.compile(r"\w_\w|[a-z][A-Z]|[A-Za-z]\d|\$|^[A-Z]{2,}$|^_")
_UNLIKE_PROSE = re.compile(r"\w_\w|^[a-z]+\d*[A-Z]|\(\)$")
_SEPARATOR = re.compile(r"\.|::|->")
_REFERENCE = re.compile(
    r"\b(?:e\.g|i\.e)\b|https?://\S+|\b\d{4}-\d\d-\d\d\S*|#\d+|\bv?\d+\.\d+\.\d\S*"
)


def without_references(prose: str) -> str:
    """The text without addresses, dates, issue numbers and versions."""
    return _REFERENCE.sub(" ", prose)


def code_names(prose: str) -> Iterator[str]:
    """Names and string literals, in the order of the text; literals in double quotes."""
    yield from names_in_code(prose)
    rest = CODE.sub(" ", prose)
    yield from _literals(rest)
    for name in PATH.findall(rest):
        if len(name_parts(name)) > 1 or name.endswith("()") or _COMPOUND.search(name):
            yield name


def names_in_code(prose: str) -> Iterator[str]:
    """The names and string literals in back-ticks."""
    for code in CODE.findall(prose):
        yield from PATH.findall(_QUOTED.sub(" ", _FLAG.sub(" ", code)))
        yield from _literals(code)


def name_parts(name: str) -> list[str]:
    """The parts of a dotted path; a literal is one part."""
    return [name] if is_quoted(name) else _SEPARATOR.split(name.removesuffix("()"))


def may_be_missing(name: str) -> bool:
    """Whether a name outside back-ticks means code even if the code lacks it: `user_id`."""
    return bool(_UNLIKE_PROSE.search(name))


def is_quoted(name: str) -> bool:
    """Whether a name is a string literal."""
    return name.startswith('"')


def _literals(text: str) -> Iterator[str]:
    yield from (f'"{double or single}"' for double, single in _QUOTED.findall(text))
    yield from (f'"{flag}"' for flag in _FLAG.findall(text))
