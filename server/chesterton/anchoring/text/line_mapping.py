"""Maps a line number in an older version of a text to the corresponding line in a newer one."""

from collections.abc import Hashable

from chesterton.anchoring.text import fuzzy
from chesterton.syntax.text import Text

_STRETCH = 4_000
"""Maximum number of differing lines to align; longer stretches count as a single edit."""


def map_line(old: Text, new: Text, line: int) -> int:
    """The 1-based line of `new` that corresponds to line `line` of `old`.

    The common prefix and suffix of the two texts are skipped first.
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
    before = _lines(old, range(shared, old.line_count - tail), "then")
    after = _lines(new, range(shared, new.line_count - tail), "now")
    within = _map_between(before, after, line - 1 - shared)
    return min(shared + within + 1, max(1, new.line_count))


def _lines(text: Text, numbers: range, when: str) -> list[Hashable]:
    """The lines, with blank ones made unique because they are no evidence of position."""
    lines = ((number, text.line(number)) for number in numbers)
    return [line if line.strip() else (when, number) for number, line in lines]


def _map_between(before: list[Hashable], after: list[Hashable], index: int) -> int:
    """The new index of a line, inferred from the nearest common lines."""
    if max(len(before), len(after)) > _STRETCH:
        return 0
    after_equal = 0
    for step in fuzzy.opcodes(before, after):
        if step.src_start <= index < step.src_end:
            return step.dest_start + index - step.src_start if step.tag == "equal" else after_equal
        if step.tag == "equal":
            after_equal = step.dest_end
    return 0
