"""Detects documents that the editor decoded with a different character encoding than Chesterton.

The difference is not an edit by the user, so lines that differ only in their decoding are compared
as they are on disk.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from chesterton.syntax.text import Edit, Text

_MULTI_BYTE = ("cp932", "gb18030", "big5", "big5hkscs", "cp949", "johab", "iso2022_jp")
"""Encodings whose characters have bytes in the range of ASCII."""

_LINE_END = re.compile(r"\r\n?|\n")
_NOT_ASCII = re.compile(r"[^\x01-\x7f]+")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class OtherDecoding:
    """The lines that the editor decoded differently, each with its text on disk."""

    lines: dict[str, tuple[str, ...]]  #: several where different lines on disk look the same

    def as_on_disk(self, text: Text) -> tuple[Text, list[Edit]]:
        """The text with these lines as on disk, and the edits that lead back."""
        counts = {line: count() for line in self.lines}
        parts: list[str] = []
        edits: list[Edit] = []
        at = 0
        for number in range(text.line_count):
            line = text.line(number)
            whole = text.value[text.line_start(number) : text.line_start(number + 1)]
            on_disk = self._on_disk(line, counts)
            if len(on_disk) != len(line):
                edits.append(_edit_back(at, on_disk, line))
            parts.append(on_disk + whole[len(line) :])
            at += len(line) + len(whole) - len(line)
        return Text("".join(parts)), edits

    def _on_disk(self, line: str, counts: dict[str, "count[int]"]) -> str:
        if (known := self.lines.get(line)) is None:
            return line
        return known[min(next(counts[line]), len(known) - 1)]


def _edit_back(at: int, old: str, new: str) -> Edit:
    """The edit of the line at an offset, which replaces only the part that differs."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return Edit(at + start, at + len(old) - end, new[start : len(new) - end])


def find_decoding(data: bytes, ours: Text, text: Text) -> OtherDecoding | None:
    """How the editor decoded a file's content to `text`; None if the content may differ.

    `ours` is the content as we decode it. Line ends, a byte order mark and the last line end do not
    count.
    """
    lines, theirs = _lines(ours.value), _lines(text.value)
    if len(lines) != len(theirs) or not (
        list(map(_skeleton, lines)) == list(map(_skeleton, theirs)) or _is_multi_byte(data, theirs)
    ):
        return None
    found: dict[str, tuple[str, ...]] = {}
    for line, other in zip(lines, theirs, strict=True):
        found[other] = (*found.get(other, ()), line)
    return OtherDecoding({it: known for it, known in found.items() if set(known) != {it}})


def _is_multi_byte(data: bytes, theirs: Sequence[str]) -> bool:
    return not data.isascii() and any(
        _lines(data.decode(name, "replace")) == theirs for name in _MULTI_BYTE
    )


def _lines(value: str) -> list[str]:
    """The lines without line ends, byte order mark and the empty one after the last line end."""
    lines = _LINE_END.split(value.removeprefix(_BYTE_ORDER_MARK))
    return lines[:-1] if lines[-1] == "" else lines


def _skeleton(line: str) -> str:
    """The part of a line that is the same in every decoding."""
    return _NOT_ASCII.sub("", line)
