"""Maps the lines of a file across a change, so that definitions can be matched by position."""

from bisect import bisect_right
from collections.abc import Sequence

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.text import fuzzy
from chesterton.syntax.outline import Parsed

_LONGEST = 30_000
"""Texts with more lines than this are treated as having nothing in common."""


class LineMap:
    """The line mapping between two versions of a file."""

    def __init__(self, before: Parsed, after: Parsed) -> None:
        self._before = _lines(before)
        self._after = _lines(after)
        self._kept: list[int] = []  #: old numbers of unchanged lines, in order
        self._became: dict[int, int] = {}
        self._align()

    def kept_share(self, old: Definition, new: Definition) -> float:
        """The share of the old definition's lines that are unchanged and inside the new one."""
        first, last = old.symbol.first_line, old.symbol.end_line
        start, end = new.symbol.first_line, new.symbol.end_line
        lines = [line for line in range(first, last + 1) if _has_words(self._before[line - 1])]
        landed = sum(start <= self._became.get(number, 0) <= end for number in lines)
        return landed / len(lines) if lines else 0.0

    def is_name_line_kept(self, old: Definition, new: Definition) -> bool:
        """Whether the new name is on the line that corresponds to the old name's line."""
        return self._new_line(old.symbol.line) == new.symbol.line

    def _new_line(self, line: int) -> int:
        """The new number of a line; for a changed line, by offset from the last unchanged one."""
        if line in self._became:
            return self._became[line]
        at = bisect_right(self._kept, line) - 1
        if at < 0:
            return line
        return self._became[self._kept[at]] + line - self._kept[at]

    def _align(self) -> None:
        if max(len(self._before), len(self._after)) > _LONGEST:
            return
        for block in fuzzy.opcodes(self._before, self._after):
            if block.tag == "equal":
                shift = block.dest_start - block.src_start
                for number in range(block.src_start + 1, block.src_end + 1):
                    self._kept.append(number)
                    self._became[number] = number + shift


def _lines(parsed: Parsed) -> Sequence[str]:
    return [line.strip() for line in parsed.text.value.split("\n")]


def _has_words(line: str) -> bool:
    """Whether the line has any word; brackets alone are too common."""
    return any(map(str.isalnum, line))
