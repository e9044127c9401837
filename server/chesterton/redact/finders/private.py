"""Finds regions marked `<private>...</private>`, which are redacted entirely."""

import re
from collections.abc import Iterator

from chesterton.redact.rule import Hit
from chesterton.redact.text_reading import AnalysedText

_TAG = re.compile(r"<(?P<close>/?)private(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)


def find(reading: AnalysedText) -> Iterator[Hit]:
    """The outermost private regions; an unclosed one extends to the end of the text."""
    depth = start = 0
    for tag in _TAG.finditer(reading.text):
        if not tag["close"]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield Hit(start, tag.end(), "private")
    if depth:
        yield Hit(start, len(reading.text), "private")
