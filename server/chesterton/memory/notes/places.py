"""Places in the code as people write them: `path`, `path:12`, `path:12-14`, `path::Name`, `.`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from chesterton.model.errors import UserError
from chesterton.model.symbol import written

if TYPE_CHECKING:
    from chesterton.syntax.outline import Parsed

Documents: TypeAlias = Mapping[str, "Parsed"]
"""Open documents by path, as their editor shows them: they win over the files on disk."""

_LINES = re.compile(r":(\d{1,9})(?:-(\d{1,9}))?$")

_MOST = 16
"""Parts between `::` that a file's name may have: each of them is a look at the disk."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a person points at, in a file of the project."""

    path: str  #: relative to the root, or `.` for the project
    line: int | None = None  #: 1-based
    symbol: str | None = None  #: qualified name, or a last name together with `line`
    quote: tuple[int, int] | None = None  #: 1-based first and last line selected


def parse_place(text: str, has: Callable[[str], bool]) -> Place:
    """The place that a text names. A number after a colon is a line, two are a selection.

    `has` tells which paths are files: a name may hold colons itself, and the longest file counts.
    Raises UserError where the name after `::` is missing.
    """
    text = text.strip()
    if has(text):
        return Place(text)
    found = _LINES.search(text)
    path, symbol = split_place(text[: found.start()] if found else text, has)
    if found is None:
        return Place(path, symbol=symbol)
    if found[2] is None:
        return Place(path, int(found[1]), symbol)
    first, last = sorted((int(found[1]), int(found[2])))
    return Place(path, first, symbol, (first, last))


def split_place(text: str, has: Callable[[str], bool]) -> tuple[str, str | None]:
    """Path and qualified name of `path::name`; no name where there is only a path."""
    parts = text.split("::")
    ends = range(min(len(parts), _MOST), 0, -1) if len(parts) > 1 else ()
    known = (end for end in ends if has("::".join(parts[:end])))
    end = next(known, 1)
    path, names = "::".join(parts[:end]), parts[end:]
    if names and not "".join(names).strip():
        raise UserError("the name after :: is missing", "write it like src/pay.py::charge")
    return path, ".".join(names).strip() or None


def write_place(place: Place) -> str:
    """The form that `parse_place` reads."""
    start = written(place.path, place.symbol)
    if place.quote is not None:
        return f"{start}:{place.quote[0]}-{place.quote[1]}"
    return f"{start}:{place.line}" if place.line is not None else start
