"""Collects the definitions in a syntax tree, in file order and without recursion."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from tree_sitter import Node, QueryCursor

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.grammar import definition_query
from chesterton.syntax.language_rules import Language, LocatedDefinition
from chesterton.syntax.leading_comments import LeadingNodes, end_without_newlines

SYMBOL_LIMIT = 50_000
"""Maximum number of definitions in a file."""

VALUE_KINDS = frozenset({SymbolKind.VARIABLE, SymbolKind.CONSTANT, SymbolKind.FIELD})
"""Kinds that count as definitions only outside functions."""

_START, _SIZE = attrgetter("start_byte"), attrgetter("descendant_count")


_Extent = tuple[int, int, int, int]
"""The last four fields of `LocatedDefinition`, for a definition with its wrappers."""


class Captured(NamedTuple):
    """The nodes that a Collector reads, in file order."""

    nodes: list[Node]
    leading: list[Node]  #: comments and attributes, which may precede a definition
    errors: list[Node]  #: nodes that do not parse; a key inside has lost its path


def collect(root: Node, source: bytes, language: Language) -> list[LocatedDefinition]:
    """All definitions, outer before inner."""
    return Collector(capture(root, language, None), source, language).run()


def capture(root: Node, language: Language, within: range | None) -> Captured:
    """The nodes that a Collector reads: all of them, or those that touch `within`."""
    cursor = QueryCursor(definition_query(language))
    if within is not None:
        cursor.set_byte_range(within.start, within.stop)
    captured = cursor.captures(root)  # in no particular order
    nodes, leading = captured.get("d", []), captured.get("lead", [])
    nodes.sort(key=_SIZE, reverse=True)  # an outer node may start, and even end, with an inner one
    nodes.sort(key=_START)
    leading.sort(key=_START)
    return Captured(nodes, leading, captured.get("error", []))


class Collector:
    """Turns captured nodes into definitions."""

    def __init__(self, captured: Captured, source: bytes, language: Language) -> None:
        self.nodes = _outside(captured.errors, captured.nodes)
        self.leading = LeadingNodes(captured.leading, source, language)
        self.source = source
        self.language = language
        self.wrappers = (language.wrappers | language.span_wrappers) - set(language.definitions)
        self.outers: dict[int, _Extent] = {}
        self.functions: list[int] = []
        self.found: list[LocatedDefinition] = []

    def run(self) -> list[LocatedDefinition]:
        """The definitions that the nodes introduce."""
        language, functions = self.language, self.functions
        pending: list[Node] = []  # relevant only if they contain another captured node
        for node in self.nodes:
            kind, start = node.type, node.start_byte
            while functions and functions[-1] <= start:
                functions.pop()
            if kind in self.wrappers or (functions and kind in language.values):
                pending.append(node)
                continue
            if pending:
                self._read_pending(pending, start)
                pending.clear()
            self._read(node, kind)
            if kind in language.wrappers:
                pending.append(node)
            if kind in language.functions:
                functions.append(node.end_byte)
            if len(self.found) > SYMBOL_LIMIT:
                break
        return self.found

    def _read_pending(self, pending: Sequence[Node], start: int) -> None:
        for node in pending:
            if node.end_byte > start:
                kind = node.type
                if kind in self.language.values:
                    self._read(node, kind)
                else:
                    self._add_wrapper(node, carries_meaning=kind in self.language.wrappers)

    def _read(self, node: Node, kind: str) -> None:
        reader, extent = self.language.definitions.get(kind), None
        for definition in reader(node, self.source) if reader else ():
            if self.functions and (definition.kind in VALUE_KINDS or definition.is_declaration):
                continue
            start, code_start, code_end, end = extent = extent or self._extent(node)
            end = end_without_newlines(self.source, start, end)
            self.found.append(LocatedDefinition(definition, start, code_start, code_end, end))

    def _extent(self, node: Node) -> _Extent:
        if self.outers and (extent := self.outers.get(node.id)):
            return extent
        start, end = node.start_byte, node.end_byte
        lead = self.leading.above(start)
        if lead is None:
            return start, start, end, end
        return lead.start, start if lead.code_start is None else lead.code_start, end, end

    def _add_wrapper(self, node: Node, *, carries_meaning: bool) -> None:
        may_define = self.language.may_define
        definitions = [child for child in node.named_children if may_define(child.type)]
        if len(definitions) != 1:
            return
        (start, code_start, code_end, end), child = self._extent(node), definitions[0]
        if not carries_meaning:
            code_start, code_end = child.start_byte, child.end_byte
        self.outers[child.id] = start, code_start, code_end, end


def _outside(errors: Sequence[Node], nodes: list[Node]) -> list[Node]:
    """The nodes outside all of these; in both lists, outer nodes precede inner ones."""
    if not errors:
        return nodes
    kept, ends = list[Node](), [(error.start_byte, error.end_byte) for error in errors]
    ends.sort(reverse=True)
    end = -1
    for node in nodes:
        start = node.start_byte
        while ends and ends[-1][0] <= start:
            end = max(end, ends.pop()[1])
        if start >= end or node.end_byte > end:
            kept.append(node)
    return kept
