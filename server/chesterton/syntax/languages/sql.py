"""Rules for SQL of any dialect: file types, definitions, tokens."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.configuration import scalars
from chesterton.syntax.configuration.plain import Form, located, plain_language, with_comments_above
from chesterton.syntax.language_rules import LocatedDefinition, PlainSyntax, Scalar, words
from chesterton.syntax.pieces import FormNode

_COMMENT = re.compile(rb"[ \t]*(?:--|#)")
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_TOKEN = re.compile(
    rb"(?P<comment>--[^\r\n]*|/\*.*?(?:\*/|\Z)|(?m:^[ \t]*#[^\r\n]*))"
    rb"|(?P<dollar>\$(?P<tag>[A-Za-z_]*)\$.*?(?:\$(?P=tag)\$|\Z))"
    rb"|(?P<string>[NnEeBbXx]?'(?:[^'\\]|''|\\.)*(?:'|\Z))"
    rb"|(?P<quoted>\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[A-Za-z_][^\]\r\n]*\])"
    rb"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    rb"|(?P<separator>(?m:^[ \t]*(?:GO|go|/)[ \t]*\r?$))"
    rb"|(?P<delimiter>(?m:^[ \t]*(?i:DELIMITER)[ \t]+(?P<sign>[^\s\r\n]+)[^\r\n]*))"
    rb"|(?P<word>[^\W\d][\w$]*|[@:#$]+\w+)"
    rb"|(?P<sign_>::|<=|>=|<>|!=|\|\||:=|->>?|\S)",
    re.DOTALL,
)
_OBJECTS = words("""
    table view index function procedure proc trigger type sequence schema database extension domain
    role user policy rule event package aggregate operator server publication subscription macro
""")
_ROUTINES = words("function procedure proc trigger event package")
_DECLARING = words("function procedure proc package")
"""Routines that may declare variables between `AS` and `BEGIN`."""

_SKIPPED = words("""
    or replace alter global local temp temporary unlogged external materialized unique clustered
    nonclustered recursive foreign algorithm definer sql security invoker editionable force no
    fulltext spatial columnstore bitmap constraint virtual transient volatile secure body public
    current_user undefined merge temptable
""")
_BEFORE_NAME = words("if not exists concurrently only")
_NO_COLUMN = words("primary foreign unique check constraint key index like exclude period fulltext")
_NO_COLUMN_NAME = _NO_COLUMN - {"constraint"}
_BLOCK_STARTS = words("begin case loop")
_UNCOUNTED = words("if while repeat for")
"""Blocks whose start is not counted; their end is followed by the same word."""
_NO_BLOCK = words("transaction tran work ;")
_MOST_WORDS_BEFORE_NAME = 16


class _Token(NamedTuple):
    kind: str
    start: int
    end: int
    text: str  #: in lower case for words, and without quotes for names


def _tokens(source: bytes) -> Iterator[_Token]:
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup or ""
        kind = "dollar" if kind == "tag" else "delimiter" if kind == "sign" else kind
        if kind == "comment":
            continue
        raw = match[0].decode("utf-8", "replace")
        text = raw.lower() if kind == "word" else _unquoted(raw) if kind == "quoted" else raw
        yield _Token(kind, match.start(), match.end(), text)


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"')


def _statements(source: bytes) -> Iterator[Sequence[_Token]]:
    """The tokens of each statement, without its terminator."""
    statement, end_sign = _Tokens(), b";"
    for token in _tokens(source):
        if token.kind == "delimiter":
            end_sign = token.text.split()[1].encode()
        is_sign = source.startswith(end_sign, token.start) and token.kind != "string"
        if token.kind in {"separator", "delimiter"} or (
            is_sign and (end_sign != b";" or not statement.is_open)
        ):
            if statement.tokens:
                yield statement.tokens
            statement = _Tokens()
            continue
        if statement.may_have_ended and token.text in {"create", "alter"}:
            yield statement.tokens
            statement = _Tokens()
        statement.add(token)
    if statement.tokens:
        yield statement.tokens


class _Tokens:
    """The tokens of a statement and, in a routine, the blocks that are open."""

    def __init__(self) -> None:
        self.tokens: list[_Token] = []
        self._kind = ""
        self._depth = 0
        self._is_declaring = False

    @property
    def is_open(self) -> bool:
        """Whether a semicolon would be part of the statement."""
        return self._depth > 0 or self._is_declaring

    @property
    def may_have_ended(self) -> bool:
        """Whether the next statement may start here; not every routine has blocks."""
        return self._is_declaring and self._depth == 0 and self.tokens[-1].text == ";"

    def add(self, token: _Token) -> None:
        """Adds a token."""
        before = self.tokens[-1].text if self.tokens else ""
        self.tokens.append(token)
        is_word = token.kind == "word"
        if is_word and not self._kind and len(self.tokens) <= _MOST_WORDS_BEFORE_NAME:
            is_new = self.tokens[0].text in {"create", "alter"}
            self._kind = token.text if is_new and token.text in _OBJECTS else ""
        if self._kind not in _ROUTINES:
            return
        if before in {"as", "is"} and self._kind in _DECLARING and self._depth == 0:
            self._is_declaring = token.kind not in {"string", "dollar"} and token.text != "("
        was_open = self._depth > 0
        if is_word or token.kind == "sign_":
            self._depth = _depth(self._depth, before, token.text)
        is_end = token.text == "end" and is_word
        if is_end and self._depth == 0 and (was_open or self._is_declaring):
            self._is_declaring = False


def _depth(depth: int, before: str, text: str) -> int:
    """The number of open blocks after a word in a routine."""
    if before == "begin" and text in _NO_BLOCK:
        return max(0, depth - 1)
    if before == "end":
        return depth + (text in _UNCOUNTED)
    if text == "end":
        return max(0, depth - 1)
    return depth + (text in _BLOCK_STARTS)


def _definitions(source: bytes) -> list[LocatedDefinition]:
    found = []
    for tokens in _statements(source):
        named = _named(tokens)
        if named is None:
            continue
        kind, name, after = named
        start, end = tokens[0].start, tokens[-1].end
        above = with_comments_above(source, start, _COMMENT)
        found.append(
            located(
                ".".join(_spelled(source, part) for part in name if part.text != "."),
                (name[0].start, name[-1].end),
                (above, start, end),
                kind=SymbolKind.STATEMENT,
                own=(name[-1].start, name[-1].end),
                is_declaration=tokens[0].text == "alter",
            )
        )
        if kind == "table" and tokens[0].text == "create":
            found.extend(_columns(source, tokens[after:]))
    return found


def _named(tokens: Sequence[_Token]) -> tuple[str, Sequence[_Token], int] | None:
    """The object a statement creates or alters: its type, the tokens of its name, the next index.

    None if that is not certain.
    """
    if tokens[0].text not in {"create", "alter"} or tokens[0].kind != "word":
        return None
    kind = ""
    for index, token in enumerate(tokens[1:_MOST_WORDS_BEFORE_NAME], start=1):
        if kind and token.text not in _BEFORE_NAME:
            return _name_at(tokens, index, kind)
        if token.text in _OBJECTS and token.kind == "word":
            kind = token.text
        elif not kind and token.kind == "word" and token.text not in _SKIPPED:
            return None
    return None


def _name_at(
    tokens: Sequence[_Token], index: int, kind: str
) -> tuple[str, Sequence[_Token], int] | None:
    end = index
    while end < len(tokens) and tokens[end].kind in {"word", "quoted"}:
        end += 1
        if end + 1 >= len(tokens) or tokens[end].text != ".":
            break
        end += 1
    name = tokens[index:end]
    is_unnamed = not name or (kind == "index" and name[0].text == "on")
    return None if is_unnamed else (kind, name, end)


def _spelled(source: bytes, name: _Token) -> str:
    if name.kind == "quoted":
        return name.text
    return source[name.start : name.end].decode("utf-8", "replace")


def _columns(source: bytes, tokens: Sequence[_Token]) -> Iterator[LocatedDefinition]:
    """The columns and named constraints of a table."""
    if not tokens or tokens[0].text != "(":
        return
    depth, column = 0, list[_Token]()
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")") if token.kind == "sign_" else 0
        is_end = (depth == 1 and token.text == ",") or depth == 0
        if is_end:
            if one := _column(source, column):
                yield one
            column = []
            if depth == 0:
                return
        elif depth > 1 or token.text != "(":
            column.append(token)


def _column(source: bytes, tokens: Sequence[_Token]) -> LocatedDefinition | None:
    if not tokens or tokens[0].kind not in {"word", "quoted"}:
        return None
    name = tokens[0]
    if name.kind == "word" and name.text in _NO_COLUMN_NAME:
        return None
    if name.kind == "word" and name.text == "constraint":
        if len(tokens) == 1 or tokens[1].kind not in {"word", "quoted"}:
            return None
        name = tokens[1]
    start, end = tokens[0].start, tokens[-1].end
    above = with_comments_above(source, start, _COMMENT)
    return located(_spelled(source, name), (name.start, name.end), (above, start, end))


def _pieces(source: bytes, definition: LocatedDefinition) -> list[FormNode]:
    made = Form(source, definition.definition)
    start, end = definition.code_start, definition.code_end
    own = definition.definition.own_name_start
    made.add(0, "statement", start)
    depth = 1
    for kind, first, last, text in _with_bodies(source[start:end]):
        where = start + first
        if where == own:
            made.name(depth, where, start + last)
        elif kind == "sign_" and text == "(":
            made.add(depth, "list", where)
            made.add(depth + 1, "item", where)
            depth += 2
        elif kind == "sign_" and text == ")":
            depth = max(1, depth - 2)
        elif kind == "sign_" and text == "," and depth > 1:
            made.add(depth - 1, "item", where)
        elif kind not in {"separator", "delimiter"}:
            made.leaf(depth, _scalar(kind, text), where)
    return made.nodes


def _with_bodies(source: bytes) -> Iterator[_Token]:
    """The tokens, with those between dollar quotes in place."""
    for token in _tokens(source):
        if token.kind != "dollar":
            yield token
            continue
        opening = source.index(b"$", token.start + 1) + 1
        closing = source.rfind(b"$", opening, token.end - 1)
        for kind, start, end, text in _tokens(source[opening : max(closing, opening)]):
            yield _Token(kind, start + opening, end + opening, text)


def _scalar(kind: str, text: str) -> Scalar:
    if kind == "number":
        return scalars.number(text)
    if kind == "string":
        return scalars.string(text[text.index("'") + 1 :].removesuffix("'"))
    is_plain = kind != "quoted" or _PLAIN_NAME.fullmatch(text)  # "state" is the same as state
    return Scalar("word" if is_plain else kind, text, text)


def _comments(source: bytes) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _TOKEN.finditer(source) if match["comment"])


SQL = plain_language(
    "sql",
    PlainSyntax(_definitions, _pieces, _comments),
    parse_wrappers=(("", ""), ("create table _ (\n", "\n)")),
)
