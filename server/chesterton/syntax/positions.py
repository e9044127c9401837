"""Converts between code points, LSP code units and tree-sitter byte offsets.

Only the parser counts bytes, and only the protocol counts code units; all other modules count code
points.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from enum import StrEnum
from itertools import accumulate

_WIDE = re.compile("[^\x00-\x7f]")
_ASTRAL = 0xFFFF
_PIECE = 1_024  #: code points
_FAR = 1 << 62  #: beyond the end of any text


class Encoding(StrEnum):
    """The LSP position encoding: how an editor counts columns."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def _utf8_width(character: str) -> int:
    return len(to_bytes(character))


def _utf16_width(character: str) -> int:
    return 2 if ord(character) > _ASTRAL else 1


_WIDTHS: dict[Encoding, Callable[[str], int]] = {
    Encoding.UTF8: _utf8_width,
    Encoding.UTF16: _utf16_width,
    Encoding.UTF32: lambda _: 1,
}


def to_bytes(text: str) -> bytes:
    """The UTF-8 of any text; lone surrogates are encoded as three bytes instead of raising."""
    return text.encode("utf-8", "surrogatepass")


def column_to_units(line: str, column: int, encoding: Encoding) -> int:
    """Units of `encoding` before the code point `column` of a line, clamped to the line."""
    before = line[: max(column, 0)]
    if encoding is Encoding.UTF32 or before.isascii():
        return len(before)
    if encoding is Encoding.UTF8:
        return len(to_bytes(before))
    return len(before) + sum(character > "\uffff" for character in before)


def column_from_units(line: str, units: int, encoding: Encoding) -> int:
    """The code-point column at `units` in a line; inside a character, that character's start."""
    units = max(units, 0)
    if encoding is Encoding.UTF32 or line[:units].isascii():
        return min(units, len(line))
    width = _WIDTHS[encoding]
    ends = accumulate(width(character) for character in line)
    return next((column for column, end in enumerate(ends) if end > units), len(line))


class ByteMap:
    """Maps UTF-8 byte offsets of a text to code points.

    The text may be a slice of a longer one, starting there at `byte` and `point`. ASCII text needs
    no table; other text has one entry per wide character.
    """

    def __init__(self, text: str, byte: int = 0, point: int = 0) -> None:
        self._points = [point]
        self._bytes = [byte]
        if not text.isascii():
            self._fill(text, byte, point)
        self._start = self._stop = byte  # the range for which `_ahead` is valid
        self._ahead = 0

    def _fill(self, text: str, byte: int, point: int) -> None:
        for start in range(0, len(text), _PIECE):
            if text[start : start + _PIECE].isascii():  # twenty times as fast as a search
                continue
            for match in _WIDE.finditer(text, start, start + _PIECE):
                byte += _utf8_width(match.group()) - 1
                self._points.append(point + match.end())
                self._bytes.append(byte + match.end())

    def to_point(self, byte: int) -> int:
        """The code point that contains the byte."""
        if self._start <= byte < self._stop:
            return byte - self._ahead
        return self._search(byte)

    def _search(self, byte: int) -> int:
        """Like `to_point`, by binary search; caches the range, as the next lookup is often near."""
        after = bisect_right(self._bytes, byte)
        self._start = self._bytes[after - 1]
        self._ahead = self._start - self._points[after - 1]
        is_last = after == len(self._points)
        self._stop = _FAR if is_last else self._points[after] + self._ahead
        return min(byte, self._stop - 1) - self._ahead
