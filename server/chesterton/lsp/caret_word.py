"""Words of a text."""

import re

from chesterton.model.symbol import Span
from chesterton.syntax.text import Text

_WORD = re.compile(r"\w+")


def word_at(text: Text, offset: int) -> Span | None:
    """The word that a caret stands in or at the edge of."""
    line, column = text.position(offset)
    start = text.line_start(line)
    for found in _WORD.finditer(text.line(line)):
        if found.start() <= column <= found.end():
            return Span(start + found.start(), start + found.end())
    return None
