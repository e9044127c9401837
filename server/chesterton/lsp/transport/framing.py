"""Splits the byte stream into message bodies and resynchronises after damaged headers.

A header line inside a body proves that the announced length was wrong: in valid JSON, the text of a
header could occur only in a string, where a quote would precede the next line break.
"""

import re
from dataclasses import dataclass

BODY_LIMIT = 512 * 1024 * 1024
"""Maximum body length, in bytes; a greater Content-Length is treated as a damaged header."""

_HEADER_LIMIT = 16 * 1024
"""Maximum length of a header block, in bytes."""

_LENGTH = re.compile(rb"content-length[ \t]*:", re.IGNORECASE)
_LINE = re.compile(rb"[^\r\n]*")
_NEXT_HEADER = re.compile(rb"content-(?:length|type)[ \t]*:[^\"\r\n]*\r?\n", re.IGNORECASE)
_HEADER_START = b"Content-"
_BLOCK_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 256


@dataclass(frozen=True, slots=True)
class Body:
    """One message body of the announced length."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are not a message: a body of the wrong length, or noise between messages."""

    data: bytes


class Framer:
    """An incremental parser for LSP framing."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._expected: int | None = None  #: length of the current body
        self._is_lost = False  #: the current body has no usable length
        self._searched = 0  #: bytes of the body already searched for a header

    @property
    def is_waiting(self) -> bool:
        """Whether part of a message is buffered."""
        return bool(self._buffer)

    def pending(self) -> bytes:
        """The buffered part of an incomplete message."""
        return bytes(self._buffer)

    def give_up(self) -> Damage:
        """Discards the buffer and waits for the next header."""
        return self._give_up(len(self._buffer))

    @property
    def _in_body(self) -> bool:
        return self._is_lost or self._expected is not None

    def feed(self, data: bytes) -> list[Body | Damage]:
        """Buffers `data` and returns the pieces that are complete."""
        self._buffer += data
        pieces: list[Body | Damage] = []
        while (step := self._read_body() if self._in_body else self._read_header()) is not None:
            pieces.extend(step)
        return pieces

    def _read_header(self) -> list[Body | Damage] | None:
        end = _BLOCK_END.search(self._buffer)
        if end is None:
            return self._drop_noise()
        block = bytes(self._buffer[: end.start()])
        lengths = list(_LENGTH.finditer(block))
        del self._buffer[: end.end()]
        if not lengths:
            return [Damage(block)] if block.strip() else []
        value = _LINE.match(block, lengths[-1].end())  # the last, as a truncated one may precede it
        self._expected = _body_length(value.group() if value else b"")
        self._is_lost = self._expected is None
        self._searched = 0
        first = _NEXT_HEADER.search(block + b"\n")
        noise = block[: first.start()] if first else b""
        return [Damage(noise)] if noise.strip() else []

    def _read_body(self) -> list[Body | Damage] | None:
        expected = BODY_LIMIT if self._expected is None else self._expected
        header = self._next_header(expected)
        if header is not None:
            return [self._give_up(header)]
        if len(self._buffer) < expected:
            return None
        if self._is_lost:
            return [self._give_up(expected)]
        body = Body(bytes(self._buffer[:expected]))
        del self._buffer[:expected]
        self._expected = None
        return [body]

    def _next_header(self, end: int) -> int | None:
        """The offset of a header line before `end`, searching only new bytes."""
        start = max(0, self._searched - _LONGEST_HEADER)
        self._searched = len(self._buffer)
        while (start := self._buffer.find(_HEADER_START, start, end + _LONGEST_HEADER)) >= 0:
            if start < end and _NEXT_HEADER.match(self._buffer, start):
                return start
            start += 1
        return None

    def _drop_noise(self) -> list[Body | Damage] | None:
        if len(self._buffer) <= _HEADER_LIMIT:
            return None
        header = _NEXT_HEADER.search(self._buffer)
        cut = header.start() if header else len(self._buffer) - _LONGEST_HEADER
        return [self._give_up(cut)] if cut > 0 else [self._give_up(len(self._buffer))]

    def _give_up(self, end: int) -> Damage:
        damage = Damage(bytes(self._buffer[:end]))
        del self._buffer[:end]
        self._expected, self._is_lost, self._searched = None, False, 0
        return damage


def _body_length(value: bytes) -> int | None:
    digits = value.strip()
    if not digits.isdigit() or len(digits) > len(str(BODY_LIMIT)):
        return None
    length = int(digits)
    return length if length <= BODY_LIMIT else None
