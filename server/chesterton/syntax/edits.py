"""The difference between two versions of a source text, as a single byte-range replacement."""

from typing import NamedTuple

_CONTINUATION, _CONTINUATION_MASK = 0x80, 0xC0


class ByteChange(NamedTuple):
    """The bytes `start` to `old_end` became the bytes `start` to `new_end`."""

    start: int
    old_end: int
    new_end: int

    def joined(self, other: "ByteChange") -> "ByteChange":
        """The smallest change of the same text that covers both."""
        return ByteChange(*map(min, self[:1], other[:1]), *map(max, self[1:], other[1:]))


class Edit(NamedTuple):
    """A change, and the source that was parsed before it."""

    parseable_before: bytes
    change: ByteChange


def difference(old: bytes, new: bytes) -> ByteChange:
    """The smallest single replacement of whole characters that turns `old` into `new`."""
    limit = min(len(old), len(new))
    start = _common_prefix(old, new, limit)
    while start and start < len(new) and new[start] & _CONTINUATION_MASK == _CONTINUATION:
        start -= 1
    shared_end = _common_suffix(old, new, limit - start)
    while shared_end and new[-shared_end] & _CONTINUATION_MASK == _CONTINUATION:
        shared_end -= 1
    return ByteChange(start, len(old) - shared_end, len(new) - shared_end)


def _common_prefix(old: bytes, new: bytes, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(old: bytes, new: bytes, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low
