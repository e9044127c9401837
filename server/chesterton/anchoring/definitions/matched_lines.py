"""Maps the lines of a file across a change, to match definitions by position."""

from bisect import bisect_right
from collections.abc import Sequence

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.text import fuzzy
from chesterton.syntax.outline import Parsed

_LONGEST = 30_000
"""Lines beyond which two texts are taken to have nothing in common."""


class LineMap:
    """The lines of a file before a change and after it."""

    def __init__(self, before: Parsed, after: Parsed) -> None:
        self._before = _lines(before)
        self._after = _lines(after)
        self._kept: list[int] = []  #: numbers of lines that are the same, in order
        self._became: dict[int, int] = {}
        self._align()

    def follows(self, old: Definition, new: Definition) -> float:
        """The share of the old one's lines that are unchanged and stand inside of the new one."""
        first, last = old.symbol.first_line, old.symbol.end_line
        start, end = new.symbol.first_line, new.symbol.end_line
        lines = [number for number in range(first, last + 1) if _tells(self._before[number - 1])]
        landed = sum(start <= self._became.get(number, 0) <= end for number in lines)
        return landed / len(lines) if lines else 0.0

    def is_in_line(self, old: Definition, new: Definition) -> bool:
        """Whether the new one's name stands on the line that the old one's became."""
        return self._today(old.symbol.line) == new.symbol.line

    def _today(self, line: int) -> int:
        """Where a line is, if need be by its distance from the last one that stayed."""
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


def _tells(line: str) -> bool:
    """Brackets alone stand everywhere."""
    return any(map(str.isalnum, line))
