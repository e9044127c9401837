"""The definitions of a syntax tree, in file order and without recursion."""

from operator import attrgetter
from typing import NamedTuple

from tree_sitter import Node, QueryCursor

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.grammar import definition_query
from chesterton.syntax.leads import Leads, trimmed
from chesterton.syntax.rules import Definition, Language

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


class _Outer(NamedTuple):
    """Where a definition starts and ends together with what is wrapped around it."""

    start: int
    code_start: int
    code_end: int
    end: int


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
    return Captured(_in_order(captured.get("d", [])), _in_order(captured.get("lead", [])))


def _in_order(nodes: list[Node]) -> list[Node]:
    """Outer nodes before inner ones: they may start, and even end, where the inner ones do."""
    return sorted(sorted(nodes, key=_SIZE, reverse=True), key=_START)


class Collector:
    """Turns captured nodes into definitions."""

    def __init__(self, captured: Captured, source: bytes, language: Language) -> None:
        self.nodes = captured.nodes
        self.leads = Leads(captured.leads, source, language)
        self.source = source
        self.language = language
        self.outers: dict[int, _Outer] = {}
        self.functions: list[int] = []
        self.found: list[Found] = []

    def run(self) -> list[Found]:
        """The definitions that the nodes make."""
        functions, ends, passive = self.language.functions, self.functions, self.language.passive
        waiting: list[Node] = []
        for node in self.nodes:
            kind, start = node.type, node.start_byte
            while ends and ends[-1] <= start:
                ends.pop()
            if ends and kind in passive:
                waiting.append(node)
                continue
            for one in waiting:
                if one.end_byte > start:
                    self._look(one, one.type)
            waiting.clear()
            self._look(node, kind)
            if kind in functions:
                ends.append(node.end_byte)
        return self.found

    def _look(self, node: Node, kind: str) -> None:
        language = self.language
        if kind in language.wrappers or kind in language.groups:
            self._add_wrapper(node, counts=kind in language.wrappers)
        reader = language.definitions.get(kind)
        if reader is None:
            return
        outer = None
        for told in reader(node, self.source):
            if self.functions and (told.kind in VALUES or told.is_declaration):
                continue
            outer = outer or self._outer(node)
            self.found.append(Found(told, *outer))

    def _outer(self, node: Node) -> _Outer:
        """What belongs to a definition, without line ends behind it."""
        start, code_start, code_end, end = self._around(node)
        return _Outer(start, code_start, code_end, trimmed(self.source, start, end))

    def _around(self, node: Node) -> _Outer:
        if self.outers and (known := self.outers.get(node.id)):
            return known
        start, end = node.start_byte, node.end_byte
        lead = self.leads.above(start)
        if lead is None:
            return _Outer(start, start, end, end)
        return _Outer(lead.start, start if lead.code_start is None else lead.code_start, end, end)

    def _add_wrapper(self, node: Node, *, counts: bool) -> None:
        may_define = self.language.may_define
        inside = [child for child in node.named_children if may_define(child.type)]
        if len(inside) != 1:
            return
        outer, child = self._around(node), inside[0]
        if not counts:
            outer = outer._replace(code_start=child.start_byte, code_end=child.end_byte)
        self.outers[child.id] = outer
