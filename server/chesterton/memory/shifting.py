"""Where a line of an older text would stand in a newer one."""

from chesterton.syntax.text import Text


def line_today(old: Text, new: Text, line: int) -> int:
    """The 1-based line of `new` at which the line `line` of `old` stood, or would stand.

    What both texts share before and after the edit is stepped over; an edit in several places
    puts the line at the nearest edge of the stretch that differs.
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
    return min(shared + 1, max(1, new.line_count))
