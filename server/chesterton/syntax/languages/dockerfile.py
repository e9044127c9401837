"""Rules for Dockerfiles: file types, stages and instructions, arguments."""

import json
import re
from collections.abc import Iterator, Sequence
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
from chesterton.syntax.language_rules import ITEM, LocatedDefinition, PlainSyntax, words
from chesterton.syntax.pieces import FormNode

_COMMENT = re.compile(rb"[ \t]*#")
_COMMENTS = re.compile(rb"(?m)^[ \t]*(#[^\r\n]*)")
_INSTRUCTION = re.compile(rb"[ \t]*([A-Za-z]+)(?=[ \t\r\n\\]|\Z)")
_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_HEREDOC = re.compile(rb"<<-?[ \t]*[\"']?(\w+)[\"']?")
_QUOTED = rb"\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'"
_TOKEN = re.compile(rb"(?:" + _QUOTED + rb"|[^\s\"'\\]|\\[^\r\n])+|[\"'\\]")
_SEGMENT = re.compile(_QUOTED.decode())
_PLAIN = re.compile(r"[\w./:@%+,=~-]+")
_EXPANDED = re.compile(r"[$`\\!\"']")
_STAGE = re.compile(rb"(?i)\bAS[ \t]+(\S+)\s*\Z")
_PAIR = re.compile(rb"([^\s=]+)=(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|\\.|[^\s\"'\\])*", re.DOTALL)
_LEGACY_PAIR = re.compile(rb"([^\s=]+)[ \t]+\S")
_PROGRAM = re.compile(r"[A-Za-z_][\w.+-]*")
_KEYED = words("ENV ARG LABEL")
_INTO = words("COPY ADD")
_SETUP = words("set cd export exec sudo mkdir if for true")
_CONTINUATION = re.compile(rb"\\[ \t]*\Z")


class _Instruction(NamedTuple):
    keyword: str
    start: int
    arguments: int  #: where they start
    end: int


def _instructions(source: bytes) -> Iterator[_Instruction]:
    """The instructions, with their continued lines and here-documents."""
    at, end = 0, len(source)
    while at < end:
        line = _LINE.match(source, at)
        if line is None or line.end() == at:
            return
        found = None if _COMMENT.match(source, at) else _INSTRUCTION.match(source, at)
        at = line.end()
        if found is not None:
            at, stop = _end_of(source, line)
            keyword = found[1].decode("ascii").upper()
            yield _Instruction(keyword, found.start(1), found.end(), stop)


def _end_of(source: bytes, line: re.Match[bytes]) -> tuple[int, int]:
    """The start of the next instruction and the end of this one."""
    tags = [tag[1] for tag in _HEREDOC.finditer(line[1])]
    stop = line.end(1)
    while _CONTINUATION.search(line[1]) or _COMMENT.match(line[1]):
        following = _LINE.match(source, line.end())
        if following is None or following.end() == line.end():
            break
        line, stop = following, following.end(1)
        tags += [tag[1] for tag in _HEREDOC.finditer(line[1])]
    for tag in tags:
        ending = re.compile(rb"(?m)^[ \t]*" + re.escape(tag) + rb"[ \t]*$")
        closing = ending.search(source, line.end())
        if closing is not None:
            stop = closing.end()
            line = _LINE.match(source, closing.start()) or line
    return line.end(), stop


def _definitions(source: bytes) -> list[LocatedDefinition]:
    found: list[LocatedDefinition] = []
    instructions = list(_instructions(source))
    stages = [at for at, one in enumerate(instructions) if one.keyword == "FROM"]
    names = [_stage_name(source, instructions[at]) for at in stages]
    is_staged = len(stages) > 1 or any(names)
    for number, (first, after) in enumerate(
        zip([0, *stages], [*stages, len(instructions)], strict=True)
    ):
        own = instructions[first:after]
        if number and is_staged and own:
            found.append(_stage(source, own, names[number - 1]))
        for one in own:
            found.extend(_read(source, one))
    return found


def _stage_name(source: bytes, instruction: _Instruction) -> tuple[int, int] | None:
    match = _STAGE.search(source, instruction.arguments, instruction.end)
    return match.span(1) if match else None


def _stage(
    source: bytes, own: Sequence[_Instruction], name: tuple[int, int] | None
) -> LocatedDefinition:
    start, end = own[0].start, own[-1].end
    above = with_comments_above(source, start, _COMMENT)
    shown = source[slice(*name)].decode("utf-8", "replace") if name else ""
    word = name or (start, start + len(own[0].keyword))
    return located(
        f"{ITEM}{shown}",
        word,
        (above, start, end),
        kind=SymbolKind.STATEMENT,
        own=name or (start, start),
    )


def _read(source: bytes, one: _Instruction) -> Iterator[LocatedDefinition]:
    """`ENV.PATH`, `COPY./app`, `RUN.apt-get`; others are named by their keyword."""
    above = with_comments_above(source, one.start, _COMMENT)
    word = one.start, one.start + len(one.keyword)
    if one.keyword in _KEYED and (pairs := _pairs(source, one)):
        for key, extent in pairs:
            name = f"{one.keyword}.{source[slice(*key)].decode('utf-8', 'replace')}"
            whole = (above, one.start, one.end) if len(pairs) == 1 else (extent[0], *extent)
            yield located(name, key, whole, own=key)
        return
    stage = _stage_name(source, one) if one.keyword == "FROM" else None
    detail = _detail(source, one)
    yield located(
        f"{one.keyword}.{detail}" if detail else one.keyword,
        word,
        (above, one.start, one.end),
        kind=SymbolKind.STATEMENT,
        own=stage or (one.start, one.start),
    )


def _pairs(source: bytes, one: _Instruction) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The ranges of the keys, and of the pairs: `ENV A=1 B=2`, `ENV A 1`, `ARG A`."""
    start = one.arguments
    first = re.compile(rb"[ \t\\\r\n]*").match(source, start, one.end)
    start = first.end() if first else start
    if legacy := _LEGACY_PAIR.match(source, start, one.end) if one.keyword != "ARG" else None:
        return [(legacy.span(1), (start, one.end))]
    pairs = [(pair.span(1), pair.span()) for pair in _PAIR.finditer(source, start, one.end)]
    if not pairs and one.keyword == "ARG":
        tokens = [token.span() for token in _TOKEN.finditer(source, start, one.end)]
        pairs = [(token, token) for token in tokens]
    return pairs


def _detail(source: bytes, one: _Instruction) -> str:
    """The part that distinguishes instructions of one kind: the target, or the first program."""
    tokens = [text for _, text in _tokens(source, one.arguments, one.end)]
    plain = [token for token in tokens if not token.startswith("--")]
    if one.keyword in _INTO and len(plain) > 1:
        return plain[-1]
    if one.keyword != "RUN":
        return ""
    is_first = True
    for token in plain:
        if is_first and _PROGRAM.fullmatch(token) and token not in _SETUP:
            return token
        is_first = token in {"&&", "||", ";", "then"} or token.endswith(";")
    return ""


def _tokens(source: bytes, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The words of the arguments, without quotes, continuations and comments."""
    text = source[start:end]
    if text.lstrip().startswith(b"[") and (array := _array(text)) is not None:
        yield from ((start, word) for word in ("[", *array, "]"))
        return
    at = start
    for line in text.splitlines(keepends=True):
        if not _COMMENT.match(line) or at == start:
            stop = len(_CONTINUATION.sub(b"", line.rstrip(b"\r\n")))
            for token in _TOKEN.finditer(line, 0, stop):
                word = token[0].decode("utf-8", "replace")
                yield at + token.start(), _SEGMENT.sub(_unquoted, word)
        at += len(line)


def _unquoted(segment: re.Match[str]) -> str:
    """Quoted text without its quotes, if the shell treats both alike."""
    content = segment[0][1:-1]
    if _PLAIN.fullmatch(content):
        return content
    return segment[0] if _EXPANDED.search(content) else f'"{content}"'


def _array(text: bytes) -> list[str] | None:
    """The arguments in exec form."""
    try:
        value = json.loads(re.sub(rb"\\[ \t]*\r?\n", b" ", text))
    except (ValueError, RecursionError):
        return None
    return [str(word) for word in value] if isinstance(value, list) else None


def _pieces(source: bytes, definition: LocatedDefinition) -> list[FormNode]:
    made = Form(source, definition.definition)
    start, end = definition.code_start, definition.code_end
    own = definition.definition
    name = own.own_name_start, own.own_name_end
    instructions = list(_instructions(source[start:end]))
    depth = 0
    if definition.definition.kind is SymbolKind.SETTING:
        made.add(0, "pair", name[0])
        made.name(1, *name)
        rest = source[name[1] : end].lstrip(b"= \t")
        at = end - len(rest)
        for where, word in _tokens(source, at, end):
            made.leaf(1, scalars.string(word), where)
        return made.nodes
    if len(instructions) > 1:
        made.add(0, "stage", start)
        depth = 1
    for keyword, first, arguments, stop in instructions:
        made.add(depth, "instruction", start + first)
        made.leaf(depth + 1, scalars.constant(keyword), start + first)
        for where, word in _tokens(source, start + arguments, start + stop):
            if (where, where + len(word.encode())) == name:
                made.name(depth + 1, *name)
            elif keyword == "FROM" and word.upper() == "AS":
                made.leaf(depth + 1, scalars.constant("as"), where)
            else:
                made.leaf(depth + 1, scalars.string(word), where)
    return made.nodes


DOCKERFILE = plain_language(
    "dockerfile",
    PlainSyntax(_definitions, _pieces, partial(ranges_of, _COMMENTS)),
    parse_wrappers=(("", ""), ("ENV ", ""), ("ARG ", ""), ("LABEL ", ""), ("", "\nFROM _ AS _\n")),
)
