"""Prepares text for display: shortens it, and makes hidden and control characters visible."""

import re
import unicodedata
from collections.abc import Iterator

from chesterton.model.hidden_characters import visible

__all__ = [
    "as_one_item",
    "literal_icons",
    "literal_links",
    "one_line",
    "truncated",
    "visible",
    "wrapped",
]

_NARROWEST = 20
"""Minimum width, in cells, of wrapped text."""

_SEPARATOR = re.compile(r"[·•‧∙⋅・,:()\"]")

_ICON = re.compile(r"\$\((?=[A-Za-z0-9-]+(?:~[A-Za-z]+)?\))")


def literal_icons(text: str) -> str:
    """A label in which VS Code icons such as `$(zap)` are escaped."""
    return _ICON.sub(r"\\$(", text)


def literal_links(text: str) -> str:
    """A message without links, because VS Code follows `[label](command:...)` in plain messages."""
    return visible(text).replace("](", "] (")


def one_line(text: str) -> str:
    """The text on one line, with control and bidirectional characters made visible."""
    return visible(" ".join(text.split()))


def as_one_item(text: str) -> str:
    """A name for a list of facts, quoted if it could be mistaken for several facts."""
    line = one_line(text)
    if not _SEPARATOR.search(line):
        return line
    inner = line.replace('"', "'")
    return f'"{inner}"'


def truncated(text: str, limit: int) -> str:
    """The text cut after a word to at most `limit` characters, and marked with `…`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head and text[limit - 1] != " " else head
    return f"{at_word.rstrip() or head}…"


def wrapped(line: str, width: int | None) -> Iterator[str]:
    """The line, split into rows of at most `width` cells, at spaces where possible."""
    while width is not None and (most := _fitting(line, max(width, _NARROWEST))) < len(line):
        at_space = line.rfind(" ", 0, most + 1)
        end = at_space if line[: max(at_space, 0)].strip() else most
        yield line[:end]
        line = line[end:].removeprefix(" ")
    yield line


def _fitting(line: str, width: int) -> int:
    """The number of characters that fit into `width` cells."""
    for index, char in enumerate(line):
        # emoji of a newer Unicode than ours count as wide too
        is_wide = unicodedata.east_asian_width(char) in "WF" or "\U0001f000" <= char <= "\U0001fbff"
        width -= 0 if unicodedata.combining(char) else 1 + is_wide
        if width < 0:
            return index
    return len(line)
