"""Comments and attributes that stand directly above a definition."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from chesterton.syntax.rules import Language

LINE_LIMIT = 400
"""Bytes before a definition on its line that are looked at: files may be one giant line."""

_GLANCE = 64  #: bytes of a gap that nearly always tell that there is code in it


class Lead(NamedTuple):
    """A run of comments and attributes. Offsets are bytes."""

    start: int
    code_start: int | None  #: the first that is no comment


class Leads:
    """All comments and attributes of a source, found by what stands below them."""

    def __init__(self, nodes: Sequence[Node], source: bytes, language: Language) -> None:
        self._nodes = nodes
        self._starts = [node.start_byte for node in nodes]
        self._source = source
        self._leading = language.leading

    def above(self, start: int) -> Lead | None:
        """The run that ends directly above what starts there.

        From one to the next is nothing but one line end, and all stand in the same column.
        """
        last = bisect_left(self._starts, start)
        gaps = self._gaps(last, start)
        lead, column = None, b""
        for index, gap in enumerate(reversed(gaps), last - len(gaps)):
            if lead is None:
                lead, column = self._opened(index)
            elif self._leads_as_code(index) and lead.code_start is None:
                lead = Lead(lead.start, self._starts[index])
            if lead is not None and b"\n" in gap and _indent_after(gap) != column:
                lead = None
        return lead

    def _gaps(self, last: int, start: int) -> list[bytes]:
        """What is between neighbours, upwards, as long as it is one line end at the most."""
        gaps = []
        while last and (gap := self._gap(last - 1, start)) is not None:
            gaps.append(gap)
            last -= 1
            start = self._starts[last]
        return gaps

    def _gap(self, index: int, start: int) -> bytes | None:
        source = self._source
        end = trimmed(source, self._starts[index], self._nodes[index].end_byte)
        if start < end or source[end : min(start, end + _GLANCE)].strip():
            return None
        gap = source[end:start]
        return None if gap.strip() or gap.count(b"\n") > 1 else gap

    def _opened(self, index: int) -> tuple[Lead | None, bytes]:
        """The run that starts with one of them, if it may start one, and its indentation."""
        start = self._starts[index]
        indent = self._indent(start)
        if indent.strip() or self._source.startswith(b"#!/", start):
            return None, b""
        return Lead(start, start if self._leads_as_code(index) else None), indent

    def _leads_as_code(self, index: int) -> bool:
        return bool(self._leading) and self._nodes[index].type in self._leading

    def _indent(self, offset: int) -> bytes:
        line = self._source.rfind(b"\n", max(0, offset - LINE_LIMIT), offset) + 1
        return self._source[max(line, offset - LINE_LIMIT) : offset]


def trimmed(source: bytes, start: int, end: int) -> int:
    """The end of a node without line ends, which some grammars make part of it."""
    while end > start and source[end - 1] in b"\r\n":
        end -= 1
    return end


def _indent_after(gap: bytes) -> bytes:
    return gap[gap.rfind(b"\n") + 1 :][-LINE_LIMIT:]
