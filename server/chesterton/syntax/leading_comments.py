"""Finds the comments and attributes directly above a definition."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from chesterton.syntax.language_rules import Language

LINE_LIMIT = 400
"""Bytes before a definition on its line that are looked at: files may be one giant line."""

_GAP = re.compile(rb"[^\S\n]*(?:\n([^\S\n]*))?")
"""One line end at the most, and the indentation behind it."""

_LINE_END = ord("\n")
_FLUSH: tuple[bytes | None] = (b"",)


class Lead(NamedTuple):
    """A run of comments and attributes. Offsets are bytes."""

    start: int
    code_start: int | None  #: where the first stands that is no comment


class Leads:
    """All comments and attributes of a source, found by what stands below them."""

    def __init__(self, nodes: Sequence[Node], source: bytes, language: Language) -> None:
        self._nodes = nodes
        self._starts = [node.start_byte for node in nodes]
        self._source = source
        self._leading = language.leading

    def above(self, start: int) -> Lead | None:
        """The run that ends directly above what starts there.

        From one to the next is nothing but one line end, and all lines start in the same column.
        """
        last = bisect_left(self._starts, start)
        first = self._first(last, start)
        while first < last and self._source.startswith(b"#!/", self._starts[first]):
            first += 1
        if first == last:
            return None
        return Lead(self._starts[first], self._code_start(first, last))

    def _first(self, last: int, start: int) -> int:
        """The first of the run that ends before the one at `last`, which starts at `start`."""
        first, column = last, None
        for index in range(last - 1, -2, -1):
            gap = self._gap(index, start)
            if gap is None and index + 1 == last:
                return last
            if gap is None:
                margin = self._indent(start)
                is_alike = column is None or margin == column[-LINE_LIMIT:]
                return index + 1 if is_alike and not margin.strip() else first
            (indent,) = gap
            if indent is not None:  # one stands behind a line end
                if column is not None and indent != column:
                    break
                first, column = index + 1, indent
            start = self._starts[index]
        return first

    def _gap(self, index: int, start: int) -> tuple[bytes | None] | None:
        """The indentation behind the line end between, if there is one; None for anything else."""
        if index < 0:
            return None
        source = self._source
        end = trimmed(source, self._starts[index], self._nodes[index].end_byte)
        if start - end == 1 and source[end] == _LINE_END:  # nearly always so, and quickly seen
            return _FLUSH
        gap = _GAP.fullmatch(source, end, start) if end <= start else None
        return (gap[1],) if gap else None

    def _code_start(self, first: int, last: int) -> int | None:
        for index in range(first, last) if self._leading else ():
            if self._nodes[index].type in self._leading:
                return self._starts[index]
        return None

    def _indent(self, offset: int) -> bytes:
        line = self._source.rfind(b"\n", max(0, offset - LINE_LIMIT), offset) + 1
        return self._source[max(line, offset - LINE_LIMIT) : offset]


def trimmed(source: bytes, start: int, end: int) -> int:
    """The end of a node without line ends, which some grammars make part of it."""
    while end > start and source[end - 1] in b"\r\n":
        end -= 1
    return end
