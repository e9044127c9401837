"""Locates a note's quoted lines in the current text of a symbol or file.

Lines are compared token by token; layout, quotation marks and trailing commas are ignored.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple

from chesterton.anchoring.text import fuzzy
from chesterton.model.symbol import Span
from chesterton.syntax.text import Text

MIN_SIMILARITY = 0.8
"""Minimum similarity for a line to match the quote."""

_SHORTEST_INSIDE = 6
"""Shorter quotes must match whole lines, because `}` and `else` occur everywhere."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_CLOSERS = frozenset(")]}")

_Token = tuple[str, int]  # the text, and its 1-based line
_Lines = tuple[int, int]  # first and last line, 1-based


class QuoteMatch(NamedTuple):
    """Where the quoted lines are in the current text."""

    line: int  #: 1-based
    end_line: int  #: 1-based, inclusive
    exact: bool
    similarity: float  #: 0.8 to 1.0
    unique: bool = True  #: False if there were equally good matches; this is the nearest


def find_quote(
    quote: str, text: Text, within: Span | None = None, near: int | None = None
) -> QuoteMatch | None:
    """The lines that equal the quote or are at least 80% similar; None if there are none.

    If several match equally well, the one nearest to line `near` (1-based) is returned, or the
    first if `near` is not given.
    """
    wanted = _tokens(enumerate(quote.splitlines(), 1))
    if not wanted:
        return None
    tokens = _tokens(_numbered(text, within))
    matches, similarity = _exact(wanted, tokens), 1.0
    if not (exact := bool(matches)):
        matches, similarity = _similar(wanted, tokens)
    if not matches:
        return None
    line, end_line = min(matches, key=lambda lines: abs(lines[0] - (near or 0)))
    return QuoteMatch(line, end_line, exact, similarity, unique=len(matches) == 1)


def _numbered(text: Text, within: Span | None) -> Iterable[tuple[int, str]]:
    first, last = 0, text.line_count - 1
    if within:
        first = text.position(within.start)[0]
        last = text.position(max(within.start, within.end - 1))[0]
    return ((number + 1, text.line(number)) for number in range(first, last + 1))


def _tokens(lines: Iterable[tuple[int, str]]) -> list[_Token]:
    """The tokens with their lines, without commas before a closing bracket or the end."""
    tokens = [
        (token.replace("'", '"'), number)
        for number, line in lines
        for token in _TOKEN.findall(line)
    ]
    return [
        token
        for token, after in pairwise([*tokens, (")", 0)])
        if token[0] != "," or after[0] not in _CLOSERS
    ]


def _joined(tokens: list[_Token]) -> str:
    return " ".join(token for token, _ in tokens)


def _exact(wanted: list[_Token], tokens: list[_Token]) -> list[_Lines]:
    """The lines where the tokens occur: whole lines or, if long enough, parts of lines."""
    runs = _runs(_joined(wanted), tokens)
    matches = [run for run in runs if _fills_lines(run, tokens)]
    if not matches and len(_joined(wanted)) >= _SHORTEST_INSIDE:
        matches = runs
    return [(tokens[first][1], tokens[last][1]) for first, last in matches]


def _runs(wanted: str, tokens: list[_Token]) -> list[tuple[int, int]]:
    """The first and last index of each run of tokens that equals `wanted`."""
    text = f" {_joined(tokens)} "
    starts = [0, *accumulate(len(token) + 1 for token, _ in tokens)]
    runs, start = [], text.find(f" {wanted} ")
    while start >= 0:
        last = bisect_right(starts, start + len(wanted)) - 1
        runs.append((bisect_right(starts, start) - 1, last))
        start = text.find(f" {wanted} ", start + 1)
    return runs


def _fills_lines(run: tuple[int, int], tokens: list[_Token]) -> bool:
    first, last = run
    begins = first == 0 or tokens[first - 1][1] != tokens[first][1]
    ends = last == len(tokens) - 1 or tokens[last + 1][1] != tokens[last][1]
    return begins and ends


def _similar(wanted: list[_Token], tokens: list[_Token]) -> tuple[list[_Lines], float]:
    """The windows of lines most similar to the quote, and their similarity."""
    lines = _by_line(tokens)
    height = len({number for _, number in wanted})
    windows: dict[_Lines, str] = {}
    for size in range(max(1, height - 1), height + 3):
        for start in range(len(lines) - size + 1):
            window = lines[start : start + size]
            windows[window[0][0], window[-1][0]] = " ".join(text for _, text in window)
    ranked = fuzzy.most_alike(_joined(wanted), windows, MIN_SIMILARITY * 100, 8)
    best = ranked[0][1] if ranked else 0.0
    return [lines for _, score, lines in ranked if score == best], best / 100


def _by_line(tokens: list[_Token]) -> list[tuple[int, str]]:
    lines: dict[int, list[str]] = {}
    for token, number in tokens:
        lines.setdefault(number, []).append(token)
    return [(number, " ".join(words)) for number, words in lines.items()]
