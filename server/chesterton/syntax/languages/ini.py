"""Rules for INI, Java properties and .env files: file types, sections and keys, values."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from chesterton.syntax.configuration import scalars
from chesterton.syntax.configuration.plain import (
    Form,
    located,
    plain_language,
    ranges_of,
    with_comments_above,
)
from chesterton.syntax.language_rules import LocatedDefinition, PlainSyntax, Scalar
from chesterton.syntax.pieces import FormNode

_COMMENT = re.compile(rb"[ \t]*[#;!]")
_COMMENTS = re.compile(rb"(?m)^[ \t]*([#;!][^\r\n]*)")
_SECTION = re.compile(rb"[ \t]*\[([^\]\r\n]+)\]")
_SUBSECTION = re.compile(r"(\S+)\s+\"(.*)\"")
_INTEGER = re.compile(r"[+-]?\d+")
_MOST_BACKSLASHES = 100
_LINE = re.compile(rb"([ \t]*)([^\r\n]*)(?:\r\n|\n|\r|\Z)")


class _Format(NamedTuple):
    """The differences between these formats."""

    key: re.Pattern[bytes]  #: group 1 is the key; the value follows the match
    trailing_comment: re.Pattern[bytes] | None = None
    has_quotes: bool = True  #: quotes around a value are not part of it
    has_long_quotes: bool = False  #: text in double quotes may contain line ends
    has_backslashes: bool = False  #: a backslash at the end of a line continues it


class _Entry(NamedTuple):
    name: tuple[int, int]
    value: tuple[int, int]
    is_section: bool = False


_INI = _Format(
    re.compile(rb"[ \t]*([^=:\r\n\s\[#;][^=:\r\n]*?)[ \t]*(?:[=:]|(?=[\r\n]|\Z))"),
    re.compile(rb"[ \t][#;](?=[ \t\r\n]|\Z)"),
)
_PROPERTIES = _Format(
    re.compile(
        rb"[ \t]*((?:\\.|[^\s=:\\#!])(?:\\.|[^\s=:\\])*)(?:[ \t]*[=:]|[ \t]+|(?=[\r\n]|\Z))"
    ),
    has_quotes=False,
    has_backslashes=True,
)
_DOTENV = _Format(
    re.compile(rb"[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:]"),
    re.compile(rb"[ \t]#"),
    has_long_quotes=True,
)


def _entries(source: bytes, form: _Format) -> Iterator[_Entry]:
    """The sections and keys, in file order."""
    at, end = 0, len(source)
    while at < end:
        line = _LINE.match(source, at)
        if line is None or line.end() == at:
            return
        after = line.end()
        if section := _SECTION.match(source, at):
            yield _Entry(section.span(1), section.span(1), is_section=True)
        elif line[2] and not _COMMENT.match(source, at):
            key = form.key.match(source, at, line.end(2))
            if key is not None:
                after, stop = _end_of_value(source, key.end(), line, form)
                yield _Entry(key.span(1), (key.end(), stop))
        at = after


def _end_of_value(
    source: bytes, start: int, line: re.Match[bytes], form: _Format
) -> tuple[int, int]:
    """The start of the line after a value, and the end of the value."""
    if form.has_long_quotes and source[start : start + 2].lstrip()[:1] == b'"':
        opening = source.index(b'"', start)
        closing = re.compile(rb'(?<!\\)"').search(source, opening + 1)
        if closing is not None and closing.start() > line.end(2):
            rest = _LINE.match(source, closing.end())
            return (rest.end() if rest else closing.end()), closing.end()
    after, stop, indent = line.end(), line.end(2), len(line[1])
    while following := _LINE.match(source, after):
        is_continued = form.has_backslashes and _is_escaped(source, stop)
        is_deeper = form is _INI and len(following[1]) > indent and following[2].strip()
        if following.end() == after or not (is_continued or is_deeper):
            break
        after, stop = following.end(), following.end(2)
    return after, stop


def _is_escaped(source: bytes, end: int) -> bool:
    """Whether an odd number of backslashes precedes a line end."""
    before = source[max(0, end - _MOST_BACKSLASHES) : end]
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 1


def _definitions(source: bytes, form: _Format) -> list[LocatedDefinition]:
    found: list[LocatedDefinition] = []
    section: int | None = None
    end = 0
    for entry in _entries(source, form):
        line = source.rfind(b"\n", 0, entry.name[0]) + 1
        before = source[line : entry.name[0]]
        code = line + len(before) - len(before.lstrip())
        start = with_comments_above(source, code, _COMMENT)
        if entry.is_section:
            _close(found, section, end)
            section, end = len(found), entry.value[1] + 1
        else:
            end = entry.value[1]
        found.append(located(_name(source, entry), entry.name, (start, code, end)))
    _close(found, section, end)
    return found


def _close(found: list[LocatedDefinition], section: int | None, end: int) -> None:
    """Extends a section to its last key."""
    if section is not None:
        found[section] = found[section]._replace(code_end=end, end=end)


def _name(source: bytes, entry: _Entry) -> str:
    text = source[slice(*entry.name)].decode("utf-8", "replace").strip()
    if entry.is_section and (named := _SUBSECTION.fullmatch(text)):
        return f"{named[1]}.{named[2]}"
    return text


def _value(source: bytes, entry: _Entry, form: _Format) -> Scalar:
    """A value without its quotes, its trailing comment, and the indentation of its lines."""
    text = source[slice(*entry.value)].strip()
    quote = text[:1]
    if form.has_quotes and quote in (b'"', b"'") and (end := text.find(quote, 1)) > 0:
        rest = text[end + 1 :].strip()
        if not rest or (form.trailing_comment and form.trailing_comment.match(b" " + rest + b" ")):
            return scalars.string(text[1:end].decode("utf-8", "replace"))
    lines = text.splitlines()
    if form.trailing_comment:
        lines = [form.trailing_comment.split(line, maxsplit=1)[0] for line in lines]
        lines = [line for line in lines if not _COMMENT.match(line)] or lines[:1]
    if form.has_backslashes:
        lines = [b"".join(line.strip().removesuffix(b"\\") for line in lines)]
    content = b"\n".join(line.strip() for line in lines if line.strip()).decode("utf-8", "replace")
    if _INTEGER.fullmatch(content):
        return Scalar("number", content, content)
    return scalars.string(content)


def _pieces(source: bytes, definition: LocatedDefinition, form: _Format) -> list[FormNode]:
    start, stop = definition.code_start, definition.code_end
    start = source.rfind(b"\n", 0, start) + 1
    made, depth = Form(source, definition.definition), 0
    for entry in _entries_in(source, start, stop, form):
        if entry.is_section:
            made.add(0, "section", entry.name[0])
            made.name(1, *entry.name)
            depth = 1
        else:
            made.add(depth, "pair", entry.name[0])
            made.name(depth + 1, *entry.name)
            made.leaf(depth + 1, _value(source, entry, form), entry.value[0])
    return made.nodes


def _entries_in(source: bytes, start: int, stop: int, form: _Format) -> Iterator[_Entry]:
    for name, value, is_section in _entries(source[start:stop], form):
        yield _Entry(
            (name[0] + start, name[1] + start), (value[0] + start, value[1] + start), is_section
        )


def _syntax(form: _Format) -> PlainSyntax:
    return PlainSyntax(
        partial(_definitions, form=form),
        partial(_pieces, form=form),
        partial(ranges_of, _COMMENTS),
    )


INI = plain_language(
    "ini",
    _syntax(_INI),
)
PROPERTIES = plain_language(
    "properties",
    _syntax(_PROPERTIES),
)
DOTENV = plain_language(
    "dotenv",
    _syntax(_DOTENV),
)
