"""Says in words of the code what a piece of a change did: "`range(3)` is now `range(4)`"."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.text import fuzzy

Lines = Callable[[int], str]
"""The text of a 1-based line."""

_LIMIT = 40
"""Maximum length of a quoted piece of code."""

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def reason(difference: Difference, piece: TreeDifference, lines: tuple[Lines, Lines]) -> str:
    """What the piece changed, in one clause."""
    old, new = (
        "" if number is None else read(number).strip()
        for number, read in zip(_sides(difference, piece), lines, strict=True)
    )
    return reason_of_lines(old, new)


def reason_of_lines(old: str, new: str) -> str:
    """What became of a line, in one clause; one side may be empty."""
    if old and new:
        before, after = _focused(old, new)
        if before != after:
            return f"`{before}` is now `{after}`"
        return f"`{after}` was edited"
    return f"`{_cut(old)}` was removed" if old else f"`{_cut(new)}` was added"


def _sides(difference: Difference, piece: TreeDifference) -> tuple[int | None, int | None]:
    """The first line of a piece on both sides; None where all of the line was added or removed."""
    old, new = (
        None if node is None else tree.nodes[next(tree.leaves(node), node)].line
        for tree, node in ((difference.old, piece.old), (difference.new, piece.new))
    )
    pairs = [
        (difference.old.nodes[before].line, difference.new.nodes[after].line)
        for after, before in difference.same.items()
    ]
    if old is None:
        old = _most_common(before for before, after in pairs if after == new)
    elif new is None:
        new = _most_common(after for before, after in pairs if before == old)
    return old, new


def _most_common(lines: Iterable[int]) -> int | None:
    return max(Counter(lines).items(), key=lambda each: each[1], default=(None, 0))[0]


def _focused(old: str, new: str) -> tuple[str, str]:
    """The differing parts of two lines, each with the call or the name that it belongs to."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    changed = [step for step in fuzzy.opcodes(before, after) if step.tag != "equal"]
    if not changed:
        return _cut(old), _cut(new)
    first, last = changed[0], changed[-1]
    shared = first.src_start, first.dest_start
    tail = len(before) - last.src_end, len(after) - last.dest_end
    is_callee = before[len(before) - tail[0] :][:1] == ["("]
    start = _start_of_name(before, shared[0]) if is_callee else _start(before[: shared[0]])
    parts = (
        _spelled(before, start, len(before) - tail[0]),
        _spelled(after, start, len(after) - tail[1]),
    )
    return (_cut(old), _cut(new)) if "" in parts else parts


def _start(before: Sequence[str]) -> int:
    """Where the call, assignment or name around the end of these tokens starts."""
    depth = 0
    for index in range(len(before) - 1, -1, -1):
        part = before[index]
        depth += part in _CLOSING
        if part in _OPENING:
            if depth == 0:
                return _start_of_name(before, index)
            depth -= 1
        elif depth == 0 and part in {"=", ":", ","}:
            return _start_of_name(before, index) if part != "," else index + 1
    return 0


def _start_of_name(tokens: Sequence[str], end: int) -> int:
    if not tokens[end : end + 1] or not tokens[end].isidentifier():
        while end > 0 and tokens[end - 1].isspace():
            end -= 1
    if tokens[end - 1 : end] in (['"'], ["'"]):
        opening = [index for index in range(end - 1) if tokens[index] == tokens[end - 1]]
        return opening[-1] if opening else end
    while end > 0 and (tokens[end - 1].isidentifier() or tokens[end - 1] in {".", ":"}):
        end -= 1
    return end


def _spelled(tokens: Sequence[str], start: int, end: int) -> str:
    """The tokens from a start to an end, and on to the bracket that closes the last open one."""
    while end < len(tokens) and (tokens[end].isalnum() or tokens[end][0] in "_."):
        end += 1
    if tokens[end : end + 1] == ["("]:
        end += 1
    depth = sum((part in _OPENING) - (part in _CLOSING) for part in tokens[start:end])
    while depth > 0 and end < len(tokens):
        depth += (tokens[end] in _OPENING) - (tokens[end] in _CLOSING)
        end += 1
    return _cut("".join(tokens[start:end]).strip())


def _cut(text: str) -> str:
    text = text.replace("`", "'")
    return text if len(text) <= _LIMIT else f"{text[: _LIMIT - 1].rstrip()}…"
