"""Finds the comments and attributes directly above a definition."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tree_sitter import Node

from chesterton.syntax.language_rules import Language

LINE_LIMIT = 400
"""Maximum number of bytes of a line to examine; minified files may consist of one huge line."""

_GAP = re.compile(rb"[^\S\n]*(?:\n([^\S\n]*))?")
"""At most one line end, and the indentation after it."""

_LINE_END = ord("\n")
_NO_INDENT: tuple[bytes | None] = (b"",)


class LeadingRun(NamedTuple):
    """A run of comments and attributes. Offsets are in bytes."""

    start: int
    code_start: int | None  #: where the first attribute starts


class LeadingNodes:
    """All comments and attributes in a source, looked up by the node below them."""

    def __init__(self, nodes: Sequence[Node], source: bytes, language: Language) -> None:
        self._nodes = nodes
        self._starts = [node.start_byte for node in nodes]
        self._source = source
        self._leading = language.leading

    def above(self, start: int) -> LeadingRun | None:
        """The run that ends directly above the node that starts at `start`.

        Its members are separated by single line ends, and all start in the same column.
        """
        last = bisect_left(self._starts, start)
        first = self._first_of_run(last, start)
        while first < last and self._source.startswith(b"#!/", self._starts[first]):
            first += 1
        if first == last:
            return None
        return LeadingRun(self._starts[first], self._code_start(first, last))

    def _first_of_run(self, last: int, start: int) -> int:
        """The index of the first node of the run that ends before index `last`, above `start`."""
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
            if indent is not None:  # the gap contains a line end
                if column is not None and indent != column:
                    break
                first, column = index + 1, indent
            start = self._starts[index]
        return first

    def _gap(self, index: int, start: int) -> tuple[bytes | None] | None:
        """The indentation after the line end in the gap; None if the gap contains anything else."""
        if index < 0:
            return None
        source = self._source
        end = end_without_newlines(source, self._starts[index], self._nodes[index].end_byte)
        if start - end == 1 and source[end] == _LINE_END:  # the common case, and a cheap check
            return _NO_INDENT
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


def end_without_newlines(source: bytes, start: int, end: int) -> int:
    """The end of a node, without the trailing line ends that some grammars include."""
    while end > start and source[end - 1] in b"\r\n":
        end -= 1
    return end
