"""Immutable text with a line table, edits, and decoding. Lines end only at LF, CR LF and CR."""

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, chain

from chesterton.model.limits import FILE_LIMIT

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the code points from `start` up to `end` with `replacement`."""

    start: int
    end: int
    replacement: str


class Text:
    """An immutable text with its line table."""

    def __init__(self, value: str) -> None:
        self.value = value

    @cached_property
    def _starts(self) -> list[int]:
        return _line_starts(self.value)

    @property
    def line_count(self) -> int:
        """The number of lines, at least 1: text after the last line end counts, even if empty."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """The text of a 0-based line, without its line end."""
        return self.value[self._starts[number] : self._content_end(number)]

    def line_start(self, number: int) -> int:
        """The offset of a 0-based line; the length of the text if beyond the last line."""
        return self._starts[number] if number < len(self._starts) else len(self.value)

    def offset(self, line: int, column: int) -> int:
        """The code-point offset of a 0-based line and column, clamped to the line and the text."""
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.value)
        return min(self._starts[line] + max(column, 0), self._content_end(line))

    def position(self, offset: int) -> tuple[int, int]:
        """The 0-based line and column of a code-point offset, clamped to the text."""
        offset = min(max(offset, 0), len(self.value))
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    @cached_property
    def line_number(self) -> Callable[[int], int]:
        """The 1-based line of a code-point offset inside the text."""
        return partial(bisect_right, self._starts)  # called three times per definition

    def edited(self, edits: Iterable[Edit]) -> "Text":
        """The text after the edits, applied in order, each to the result of the previous one."""
        text = self
        for edit in edits:
            text = text._edited_once(edit)
        return text

    def _content_end(self, number: int) -> int:
        if number + 1 == len(self._starts):
            return len(self.value)
        end = self._starts[number + 1] - 1
        is_pair = self.value[end] == "\n" and end > 0 and self.value[end - 1] == "\r"
        return end - 1 if is_pair else end

    def _edited_once(self, edit: Edit) -> "Text":
        start = min(max(edit.start, 0), len(self.value))
        end = min(max(edit.end, start), len(self.value))
        edited = Text(f"{self.value[:start]}{edit.replacement}{self.value[end:]}")
        edited.__dict__["_starts"] = self._starts_after(start, end, edited.value)
        return edited

    def _starts_after(self, start: int, end: int, value: str) -> list[int]:
        """The line table of `value`, recomputed only for the lines that the edit touched.

        The code point before the edit counts too, because a CR there may have lost or gained its
        LF.
        """
        starts = self._starts
        first = bisect_right(starts, max(start - 1, 0)) - 1
        after = bisect_right(starts, end)
        shift = len(value) - len(self.value)
        region_end = starts[after] + shift if after < len(starts) else len(value)
        region = _line_starts(value[starts[first] : region_end])
        base = starts[first]
        if after < len(starts):
            region.pop()  # the region ends with a line end: its last start is that of the next line
        kept = starts[after:]
        return list(
            chain(
                starts[:first],
                [base + offset for offset in region],
                [offset + shift for offset in kept] if shift else kept,
            )
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Text({self.value[:40]!r}, {len(self.value)} code points)"


def _line_starts(value: str) -> list[int]:
    if "\r" in value:
        return [0, *(match.end() for match in _LINE_END.finditer(value))]
    lengths = [len(line) + 1 for line in value.split("\n")]
    lengths.pop()
    return list(accumulate(lengths, initial=0))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    lossy: bool  #: was not valid in its encoding, so writing it back would change it


_BYTE_ORDER_MARKS: Sequence[tuple[bytes, str]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> Decoded | None:
    """The text in `data`; None if it is binary or larger than FILE_LIMIT."""
    if len(data) > FILE_LIMIT:
        return None
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if b"\0" in data:
        return None
    return _decode_as(data, "utf-8")


def _decode_as(data: bytes, encoding: str) -> Decoded | None:
    try:
        text, lossy = data.decode(encoding), False
    except UnicodeDecodeError:
        fallback = "latin-1" if encoding == "utf-8" else encoding
        text, lossy = data.decode(fallback, errors="replace"), True
    return None if "\0" in text else Decoded(text, lossy)
