"""The definitions of a syntax tree, in file order and without recursion."""

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node, QueryCursor

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.grammar import definition_query
from chesterton.syntax.rules import Definition, Language, Reader

VALUES = frozenset({SymbolKind.VARIABLE, SymbolKind.CONSTANT, SymbolKind.FIELD})
"""Kinds that are definitions only outside functions."""


LINE_LIMIT = 400
"""Bytes before a definition on its line that are looked at: files may be one giant line."""


class Found(NamedTuple):
    """A definition and where it stands. Offsets are bytes."""

    definition: Definition
    start: int  #: with the comments above it
    code_start: int  #: with `code_end`: what carries its meaning
    code_end: int
    end: int

    def moved(self, shift: int) -> "Found":
        """The same, `shift` bytes further on."""
        told = self.definition
        return Found(
            told._replace(
                name_start=told.name_start + shift,
                name_end=told.name_end + shift,
                own_start=told.own_start + shift,
                own_end=told.own_end + shift,
            ),
            self.start + shift,
            self.code_start + shift,
            self.code_end + shift,
            self.end + shift,
        )


class _Lead(NamedTuple):
    """A run of comments and attributes directly above something."""

    start: int
    end: int
    code_start: int | None  #: the first that is no comment


class _Outer(NamedTuple):
    """Where a definition starts and ends together with what is wrapped around it."""

    start: int
    code_start: int
    code_end: int
    end: int


def collect(root: Node, source: bytes, language: Language) -> list[Found]:
    """All definitions, outer ones before inner ones."""
    return list(Collector(source, language).run(capture(root, language, None)))


def capture(root: Node, language: Language, within: range | None) -> list[Node]:
    """The nodes a Collector wants to see, in file order: all, or those that touch `within`."""
    cursor = QueryCursor(definition_query(language))
    if within is not None:
        cursor.set_byte_range(within.start, within.stop)
    nodes = cursor.captures(root).get("d", [])  # in no particular order
    return sorted(nodes, key=lambda node: (node.start_byte, -node.end_byte))


class Collector:
    """Turns captured nodes into definitions."""

    def __init__(self, source: bytes, language: Language) -> None:
        self.source = source
        self.language = language
        self.lead: _Lead | None = None
        self.outers: dict[int, _Outer] = {}
        self.functions: list[int] = []

    def run(self, nodes: list[Node]) -> Iterator[Found]:
        """The definitions that the nodes make."""
        language = self.language
        leads, wrappers = language.comments | language.leading, language.wrappers | language.groups
        definitions, functions = language.definitions, language.functions
        for node in nodes:
            kind = node.type
            if kind in leads:
                self._add_lead(node, is_code=kind in language.leading)
            elif kind in wrappers:
                self._add_wrapper(node, counts=kind in language.wrappers)
            reader = definitions.get(kind)
            if reader is not None:
                yield from self._definitions(node, reader)
            if kind in functions:
                self.functions.append(node.end_byte)

    def _definitions(self, node: Node, reader: Reader) -> Iterator[Found]:
        start, functions = node.start_byte, self.functions
        while functions and functions[-1] <= start:
            functions.pop()
        for told in reader(node, self.source):
            if functions and (told.kind in VALUES or told.is_declaration):
                continue
            outer = self.outers.get(node.id) or self._outer(node)
            end = self._trimmed(outer.start, outer.end)
            yield Found(told, outer.start, outer.code_start, outer.code_end, end)

    def _outer(self, node: Node) -> _Outer:
        start, end, lead = node.start_byte, node.end_byte, self.lead
        if lead is None or not self._is_adjacent(lead.start, lead.end, start):
            return _Outer(start, start, end, end)
        code = start if lead.code_start is None else lead.code_start
        return _Outer(lead.start, code, end, end)

    def _add_wrapper(self, node: Node, *, counts: bool) -> None:
        inside = self.definitions_in(node)
        if len(inside) != 1:
            return
        outer, child = self.outers.get(node.id) or self._outer(node), inside[0]
        if not counts:
            outer = outer._replace(code_start=child.start_byte, code_end=child.end_byte)
        self.outers[child.id] = outer

    def definitions_in(self, wrapper: Node) -> list[Node]:
        """The children of a wrapper that may be definitions."""
        return [child for child in wrapper.named_children if self.language.may_define(child.type)]

    def _add_lead(self, node: Node, *, is_code: bool) -> None:
        start = node.start_byte
        end = self._trimmed(start, node.end_byte)
        lead = self.lead
        if lead is not None and self._is_adjacent(lead.start, lead.end, start):
            code = start if is_code and lead.code_start is None else lead.code_start
            self.lead = _Lead(lead.start, end, code)
        elif self._opens_line(start) and not self.source.startswith(b"#!/", start):
            self.lead = _Lead(start, end, start if is_code else None)
        else:
            self.lead = None

    def _trimmed(self, start: int, end: int) -> int:
        """The end without line ends, which some grammars make part of a node."""
        while end > start and self.source[end - 1] in b"\r\n":
            end -= 1
        return end

    def _is_adjacent(self, lead_start: int, lead_end: int, start: int) -> bool:
        """Whether nothing but one line end is between, and both stand in the same column."""
        gap = self.source[lead_end:start]
        if start < lead_end or gap.strip():
            return False
        lines = gap.count(b"\n")
        return lines == 0 or (lines == 1 and self._indent(lead_start) == self._indent(start))

    def _indent(self, offset: int) -> bytes:
        line = self.source.rfind(b"\n", max(0, offset - LINE_LIMIT), offset) + 1
        return self.source[max(line, offset - LINE_LIMIT) : offset]

    def _opens_line(self, offset: int) -> bool:
        return not self._indent(offset).strip()
