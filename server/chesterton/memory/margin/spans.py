"""Computes the span of a line, and maps offsets and spans through edits.

Keep imports light: this module is loaded before the initialize response.
"""

from collections.abc import Callable, Sequence

from chesterton.model.symbol import Span
from chesterton.syntax.text import Edit, Text


def line_span(number: int, text: Text) -> Span:
    """The span of a 0-based line without surrounding whitespace."""
    number = min(max(number, 0), text.line_count - 1)
    line = text.line(number)
    start = text.line_start(number)
    indentation = len(line) - len(line.lstrip())
    return Span(start + indentation % (len(line) or 1), start + len(line.rstrip() or line))


def shifted_point(offset: int, edits: Sequence[Edit]) -> int:
    """Maps an offset through edits; text inserted at the offset moves it forward."""
    for edit in edits:
        if offset >= edit.end:
            offset += len(edit.replacement) - (edit.end - edit.start)
        elif offset > edit.start:
            offset = edit.start
    return offset


def shifted_span(span: Span, edits: Sequence[Edit]) -> Span:
    """Maps a span through edits; text inserted at its edges stays outside."""
    start, end = span.start, span.end
    for edit in edits:
        if end <= edit.start:
            continue
        delta = len(edit.replacement) - (edit.end - edit.start)
        end = end + delta if end >= edit.end else edit.start
        if start >= edit.end:
            start += delta
        elif start > edit.start:
            start = edit.start + len(edit.replacement)
        start = min(start, end)
    return span if (start, end) == (span.start, span.end) else Span(start, max(start, end))


def difference(old: str, new: str) -> Edit | None:
    """The single edit that turns `old` into `new`; None if they are equal."""
    if old == new:
        return None
    most = min(len(old), len(new))
    start = _longest(most, lambda size: old[:size] == new[:size])
    end = _longest(most - start, lambda size: old[len(old) - size :] == new[len(new) - size :])
    return Edit(start, len(old) - end, new[start : len(new) - end])


def _longest(most: int, is_shared: Callable[[int], bool]) -> int:
    """The largest size up to `most` for which `is_shared` holds, found by bisection."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_shared(middle) else (low, middle - 1)
    return low
