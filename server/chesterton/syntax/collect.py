"""Collects the definitions in a syntax tree, in file order and without recursion."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from tree_sitter import Node, QueryCursor

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.grammar import definition_query
from chesterton.syntax.language_rules import Definition, Language
from chesterton.syntax.leading_comments import Leads, trimmed

VALUES = frozenset({SymbolKind.VARIABLE, SymbolKind.CONSTANT, SymbolKind.FIELD})
"""Kinds that are definitions only outside functions."""

_START, _SIZE = attrgetter("start_byte"), attrgetter("descendant_count")


class Found(NamedTuple):
    """A definition and where it stands. Offsets are bytes."""

    definition: Definition
    start: int  #: with the comments above it
    code_start: int  #: with `code_end`: what carries its meaning
    code_end: int
    end: int

    def moved(self, shift: int) -> "Found":
        """The same, `shift` bytes further on."""
        told, start, code_start, code_end, end = self
        kind, name, name_start, name_end, own_start, own_end, *_ = told
        return Found(
            Definition(
                kind,
                name,
                name_start + shift,
                name_end + shift,
                own_start + shift,
                own_end + shift,
                told.is_container,
                told.is_closed,
                told.is_declaration,
            ),
            start + shift,
            code_start + shift,
            code_end + shift,
            end + shift,
        )


_Around = tuple[int, int, int, int]
"""The last four of `Found`, for a definition together with what is wrapped around it."""


class Captured(NamedTuple):
    """The nodes that a Collector wants to see, in file order."""

    nodes: list[Node]
    leads: list[Node]  #: comments, and what else leads to a definition


def collect(root: Node, source: bytes, language: Language) -> list[Found]:
    """All definitions, outer ones before inner ones."""
    return Collector(capture(root, language, None), source, language).run()


def capture(root: Node, language: Language, within: range | None) -> Captured:
    """All nodes that a Collector wants to see, or those that touch `within`."""
    cursor = QueryCursor(definition_query(language))
    if within is not None:
        cursor.set_byte_range(within.start, within.stop)
    captured = cursor.captures(root)  # in no particular order
    nodes, leads = captured.get("d", []), captured.get("lead", [])
    nodes.sort(key=_SIZE, reverse=True)  # an outer one may start, and even end, with an inner one
    nodes.sort(key=_START)
    leads.sort(key=_START)
    return Captured(nodes, leads)


class Collector:
    """Turns captured nodes into definitions."""

    def __init__(self, captured: Captured, source: bytes, language: Language) -> None:
        self.nodes = captured.nodes
        self.leads = Leads(captured.leads, source, language)
        self.source = source
        self.language = language
        self.wrappers = (language.wrappers | language.groups) - set(language.definitions)
        self.outers: dict[int, _Around] = {}
        self.functions: list[int] = []
        self.found: list[Found] = []

    def run(self) -> list[Found]:
        """The definitions that the nodes make."""
        language, functions = self.language, self.functions
        waiting: list[Node] = []  # they matter if another node stands in them
        for node in self.nodes:
            kind, start = node.type, node.start_byte
            while functions and functions[-1] <= start:
                functions.pop()
            if kind in self.wrappers or (functions and kind in language.values):
                waiting.append(node)
                continue
            if waiting:
                self._look_again(waiting, start)
                waiting.clear()
            self._read(node, kind)
            if kind in language.wrappers:
                waiting.append(node)
            if kind in language.functions:
                functions.append(node.end_byte)
        return self.found

    def _look_again(self, waiting: Sequence[Node], start: int) -> None:
        for node in waiting:
            if node.end_byte > start:
                kind = node.type
                if kind in self.language.values:
                    self._read(node, kind)
                else:
                    self._add_wrapper(node, counts=kind in self.language.wrappers)

    def _read(self, node: Node, kind: str) -> None:
        reader, around = self.language.definitions.get(kind), None
        for told in reader(node, self.source) if reader else ():
            if self.functions and (told.kind in VALUES or told.is_declaration):
                continue
            start, code_start, code_end, end = around = around or self._around(node)
            end = trimmed(self.source, start, end)
            self.found.append(Found(told, start, code_start, code_end, end))

    def _around(self, node: Node) -> _Around:
        if self.outers and (known := self.outers.get(node.id)):
            return known
        start, end = node.start_byte, node.end_byte
        lead = self.leads.above(start)
        if lead is None:
            return start, start, end, end
        return lead.start, start if lead.code_start is None else lead.code_start, end, end

    def _add_wrapper(self, node: Node, *, counts: bool) -> None:
        may_define = self.language.may_define
        inside = [child for child in node.named_children if may_define(child.type)]
        if len(inside) != 1:
            return
        (start, code_start, code_end, end), child = self._around(node), inside[0]
        if not counts:
            code_start, code_end = child.start_byte, child.end_byte
        self.outers[child.id] = start, code_start, code_end, end
