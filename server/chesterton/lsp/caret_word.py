"""The word at the cursor."""

import re

from chesterton.model.symbol import Span
from chesterton.syntax.text import Text

_WORD = re.compile(r"\w+")


def word_at(text: Text, offset: int) -> Span | None:
    """The word that contains or touches the offset."""
    line, column = text.position(offset)
    start = text.line_start(line)
    for word in _WORD.finditer(text.line(line)):
        if word.start() <= column <= word.end():
            return Span(start + word.start(), start + word.end())
    return None
