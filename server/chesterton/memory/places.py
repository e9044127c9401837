"""Places in the code as people write them: `path`, `path:12`, `path:12-14`, `path::Name`, `.`."""

import re

from chesterton.memory.anchors import Place
from chesterton.model.symbol import written

_LINES = re.compile(r":(\d{1,9})(?:-(\d{1,9}))?$")


def parse_place(text: str) -> Place:
    """The place that a text names. A number after a colon is a line, two are a selection."""
    text = text.strip()
    found = _LINES.search(text)
    start = text[: found.start()] if found else text
    path, _, name = start.partition("::")
    symbol = name.replace("::", ".").strip() or None
    if found is None:
        return Place(path, symbol=symbol)
    if found[2] is None:
        return Place(path, int(found[1]), symbol)
    first, last = sorted((int(found[1]), int(found[2])))
    return Place(path, first, symbol, (first, last))


def write_place(place: Place) -> str:
    """The form that `parse_place` reads."""
    start = written(place.path, place.symbol)
    if place.quote is not None:
        return f"{start}:{place.quote[0]}-{place.quote[1]}"
    return f"{start}:{place.line}" if place.line is not None else start
