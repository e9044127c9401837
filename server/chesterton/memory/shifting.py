"""Where a line of an older text would stand in a newer one."""

from rapidfuzz.distance import LCSseq

from chesterton.syntax.text import Text

_STRETCH = 4_000
"""Lines that differ, up to which each edit among them is told from the next."""


def line_today(old: Text, new: Text, line: int) -> int:
    """The 1-based line of `new` at which the line `line` of `old` stood, or would stand.

    What both texts share before and after the edits is stepped over first.
    """
    shared = 0
    most = min(old.line_count, new.line_count)
    while shared < most and old.line(shared) == new.line(shared):
        shared += 1
    if line - 1 < shared:
        return line
    tail = 0
    while tail < most - shared and old.line(-tail - 1 + old.line_count) == new.line(
        -tail - 1 + new.line_count
    ):
        tail += 1
    if line - 1 >= old.line_count - tail:
        return line + new.line_count - old.line_count
    before = _lines(old, shared, old.line_count - tail)
    after = _lines(new, shared, new.line_count - tail)
    within = _within(before, after, line - 1 - shared)
    return min(shared + within + 1, max(1, new.line_count))


def _lines(text: Text, start: int, end: int) -> list[str]:
    return [text.line(number) for number in range(start, end)]


def _within(before: list[str], after: list[str], index: int) -> int:
    """Where a line stood, by the lines around it that both have."""
    if max(len(before), len(after)) > _STRETCH:
        return 0
    for step in LCSseq.opcodes(before, after):
        if step.src_start <= index < step.src_end:
            kept = index - step.src_start if step.tag == "equal" else 0
            return step.dest_start + kept
    return 0
