"""Support for languages without a grammar: finds definitions and builds normalised trees."""

import re
from collections.abc import Iterable, Sequence

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import (
    Definition,
    Language,
    LocatedDefinition,
    PlainSyntax,
    Scalar,
    Scoping,
    words,
)
from chesterton.syntax.pieces import OWN_NAME_MARK, FormNode
from chesterton.syntax.readers import NAME_LIMIT

NO_GRAMMAR = ("", "")

_MOST_COMMENT_LINES = 200


def plain_language(
    name: str,
    syntax: PlainSyntax,
    *,
    parse_wrappers: tuple[tuple[str, str], ...] = (("", ""),),
) -> Language:
    """Declares a language that is read without a grammar."""
    return Language(
        id=name,
        grammar=NO_GRAMMAR,
        plain=syntax,
        scoping=Scoping(names=frozenset()),
        definitions={},
        entries=words("pair"),
        numbers=words("number"),
        strings=words("string"),
        self_names=frozenset(),
        parse_wrappers=parse_wrappers,
    )


def located(
    name: str,
    name_range: tuple[int, int],
    extent: tuple[int, int, int],
    *,
    kind: SymbolKind = SymbolKind.SETTING,
    own: tuple[int, int] | None = None,
    is_declaration: bool = False,
) -> LocatedDefinition:
    """A definition from its extent: the start of its comments, of its code, and its end.

    `own` is the text that a rename changes, if other than the name; empty if any change counts.
    """
    start, code_start, end = extent
    own_start, own_end = name_range if own is None else own
    shown = " ".join(name.split())[:NAME_LIMIT]
    definition = Definition(
        kind, shown, *name_range, own_start, own_end, is_declaration=is_declaration
    )
    return LocatedDefinition(definition, start, code_start, end, end)


def with_comments_above(source: bytes, start: int, comment: re.Pattern[bytes]) -> int:
    """The start of the comment lines directly above a line; `start` if there are none."""
    first = source.rfind(b"\n", 0, start) + 1
    indent = source[first:start]
    if indent.strip():
        return start
    for _ in range(_MOST_COMMENT_LINES):
        above = source.rfind(b"\n", 0, max(first - 1, 0)) + 1
        line = source[above : max(first - 1, 0)]
        if first == 0 or not comment.match(line) or not line.startswith(indent):
            break
        if line[len(indent) : len(indent) + 1] in b" \t" or line.startswith(b"#!"):
            break
        first, start = above, above + len(indent)
    return start


class Form:
    """A normal form under construction, with nodes in pre-order."""

    def __init__(self, source: bytes, definition: Definition) -> None:
        self.nodes: list[FormNode] = []
        self._source = source
        self._own = (definition.own_name_start, definition.own_name_end)
        self._kinds: list[str] = []

    def add(self, depth: int, kind: str, start: int) -> None:
        """Adds an inner node."""
        self._put(depth, kind, "", "", start)

    def name(self, depth: int, start: int, end: int) -> None:
        """Adds the name of an entry."""
        text = self.slice(start, end)
        is_own = (start, end) == self._own
        self._put(depth, "name", OWN_NAME_MARK if is_own else text, text, start)

    def leaf(self, depth: int, scalar: Scalar, start: int) -> None:
        """Adds a value."""
        self._put(depth, scalar.kind, scalar.text, scalar.word, start)

    def slice(self, start: int, end: int) -> str:
        """Part of the source."""
        return self._source[start:end].decode("utf-8", "replace")

    def _put(self, depth: int, kind: str, text: str, word: str, start: int) -> None:
        del self._kinds[depth:]
        parent = self._kinds[-1] if self._kinds else ""
        self.nodes.append(FormNode(depth, "", kind, text, word, start, parent))
        self._kinds.append(kind)


def ranges_of(pattern: re.Pattern[bytes], source: bytes) -> Iterable[tuple[int, int]]:
    """The ranges that a pattern matches, or those of its group 1 if it has one."""
    group = min(pattern.groups, 1)
    return (match.span(group) for match in pattern.finditer(source) if match[group])


def text_of(parts: Sequence[bytes]) -> str:
    """Parts of the source, joined by spaces."""
    return " ".join(part.decode("utf-8", "replace") for part in parts)
