"""Rules for makefiles: file types, rules and variables, normalisation."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.configuration import scalars
from chesterton.syntax.configuration.plain import (
    Form,
    located,
    plain_language,
    ranges_of,
    with_comments_above,
)
from chesterton.syntax.language_rules import LocatedDefinition, PlainSyntax
from chesterton.syntax.pieces import FormNode

_COMMENT = re.compile(rb"[ ]*#")
_COMMENTS = re.compile(rb"(?m)^ *(#[^\r\n]*)")
_LINE = re.compile(rb"((?:\\(?:\r\n|\n|\r|.)|[^\\\r\n])*)(?:\r\n|\n|\r|\Z|\\\Z)", re.DOTALL)
_DEFINE = re.compile(rb"[ ]*(?:(?:override|export|unexport)[ \t]+)*define[ \t]+([^\s=:?+!#]+)")
_ENDEF = re.compile(rb"(?m)^[ ]*endef\b[^\r\n]*")
_VARIABLE = re.compile(
    rb"[ \t]*(?:(?:override|export|private|unexport)[ \t]+)*([^\s:#=]+?)[ \t]*(::?:?=|[?+!]=|=)"
)
_CONDITION = re.compile(
    rb"[ \t]*(?:ifeq|ifneq|ifdef|ifndef|else|endif|include|-include|sinclude)\b"
)
_RULE = re.compile(
    rb"[ ]*((?>\$\([^()\r\n]*\)|\$\{[^{}\r\n]*\}|[^\s:#=]|[ \t])+?)[ \t]*(&?::?)(?!=)"
)
_TARGET = re.compile(rb"(?:\$\([^()]*\)|\$\{[^{}]*\}|[^\s])+")
_TRAILING_COMMENT = re.compile(rb"(?<!\\)#[^\r\n]*\Z")
_CONTINUED = re.compile(rb"\\(?:\r\n|\n|\r)")
_RECIPE = b"\t"


class _Statement(NamedTuple):
    kind: str  #: "variable", "define" or "rule"
    names: tuple[tuple[int, int], ...]
    start: int
    body: int  #: after the operator or the colon
    end: int


def _statements(source: bytes) -> Iterator[_Statement]:
    """The variables and rules, each rule with its recipe."""
    rule: _Statement | None = None
    at, size = 0, len(source)
    while at < size:
        line = _LINE.match(source, at)
        if line is None or line.end() == at:
            break
        start, at = at, line.end()
        if source.startswith(_RECIPE, start) and rule is not None:
            rule = rule._replace(end=line.end(1)) if line[1].strip() else rule
            continue
        if not line[1].strip() or _COMMENT.match(line[1]) or _CONDITION.match(line[1]):
            continue
        statement = _statement(source, start, line.end(1))
        if statement is None:
            continue
        if statement.kind == "define":
            at = max(at, statement.end)
        if rule is not None:
            yield rule
        rule = statement if statement.kind == "rule" else None
        if rule is None:
            yield statement
    if rule is not None:
        yield rule


def _statement(source: bytes, start: int, end: int) -> _Statement | None:
    code = start + len(source[start:end]) - len(source[start:end].lstrip())
    if opening := _DEFINE.match(source, start, end):
        closing = _ENDEF.search(source, end)
        stop = closing.end() if closing else end
        return _Statement("define", (opening.span(1),), code, opening.end(), stop)
    if variable := _VARIABLE.match(source, start, end):
        return _Statement("variable", (variable.span(1),), code, variable.start(2), end)
    if rule := _RULE.match(source, start, end):
        names = tuple(name.span() for name in _TARGET.finditer(source, *rule.span(1)))
        return _Statement("rule", names, code, rule.start(2), end) if names else None
    return None


def _definitions(source: bytes) -> list[LocatedDefinition]:
    found = []
    for kind, names, start, _, end in _statements(source):
        above = with_comments_above(source, start, _COMMENT)
        is_rule = kind == "rule"
        for name in names:
            one = located(
                source[slice(*name)].decode("utf-8", "replace"),
                name,
                (above, start, end),
                kind=SymbolKind.STATEMENT if is_rule else SymbolKind.SETTING,
            )
            alone = one.definition._replace(has_no_members=True)
            found.append(one._replace(definition=alone))
    return found


def _pieces(source: bytes, definition: LocatedDefinition) -> list[FormNode]:
    made = Form(source, definition.definition)
    start, end = definition.code_start, definition.code_end
    for kind, names, first, body, stop in _statements(source[start:end]):
        made.add(0, kind, start + first)
        for name in names:
            made.name(1, start + name[0], start + name[1])
        at = start + body
        for number, line in enumerate(_lines(source[at : start + stop])):
            where, text = at + line[0], line[1]
            if number == 0 and kind == "rule":
                for word in text.split():
                    made.leaf(1, scalars.string(word), where)
            elif text:
                made.leaf(1, scalars.string(text), where)
    return made.nodes


def _lines(text: bytes) -> Iterator[tuple[int, str]]:
    """The logical lines with their offsets: joined where continued, without comments."""
    at, size = 0, len(text)
    while at < size:
        line = _LINE.match(text, at)
        if line is None or line.end() == at:
            return
        joined = _CONTINUED.sub(b" ", line[1])
        bare = b"" if _COMMENT.match(joined) else joined
        if not line[1].startswith(_RECIPE):
            bare = _TRAILING_COMMENT.sub(b"", bare)
        yield at, " ".join(bare.decode("utf-8", "replace").split())
        at = line.end()


MAKEFILE = plain_language(
    "makefile",
    PlainSyntax(_definitions, _pieces, partial(ranges_of, _COMMENTS)),
)
