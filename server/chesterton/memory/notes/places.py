"""Parses and formats places in the code: `path`, `path:12`, `path:12-14`, `path::Name`, `.`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from chesterton.model.anchor import Placement
from chesterton.model.errors import UserError
from chesterton.model.hidden_characters import visible_name
from chesterton.model.symbol import location_text
from chesterton.workspace.files import stored_name

if TYPE_CHECKING:
    from chesterton.syntax.outline import Parsed

Documents: TypeAlias = Mapping[str, "Parsed"]
"""Open documents by path; they win over the files on disk."""

_LINES = re.compile(r":(\d{1,9})(?:-(\d{1,9}))?$")

_MAX_PARTS = 16
"""Maximum number of parts between `::` tried as a file name: each costs a disk access."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file of the project, as a person specifies it."""

    path: str  #: relative to the root, or `.` for the project
    line: int | None = None  #: 1-based
    symbol: str | None = None  #: qualified name, or a last name together with `line`
    quote: tuple[int, int] | None = None  #: 1-based first and last line selected


def parse_place(text: str, has: Callable[[str], bool]) -> Place:
    """Parses a place. A number after a colon is a line, a range of numbers a selection.

    `has` says whether a path is a file: file names may contain colons, and the longest match wins.
    Raises UserError if the name after `::` is missing.
    """
    if has(text):
        return Place(text)
    stripped = text.strip()
    if stripped != text and not has(_place(text, has).path):
        return parse_place(stripped, has)
    return _place(text, has)


def _place(text: str, has: Callable[[str], bool]) -> Place:
    lines = _LINES.search(text)
    path, symbol = split_place(text[: lines.start()] if lines else text, has)
    if lines is None:
        return Place(path, symbol=symbol)
    if lines[2] is None:
        return Place(path, int(lines[1]), symbol)
    first, last = sorted((int(lines[1]), int(lines[2])))
    return Place(path, first, symbol, (first, last))


def split_place(text: str, has: Callable[[str], bool]) -> tuple[str, str | None]:
    """The path and qualified name of `path::name`; the name is None if there is only a path."""
    parts = text.split("::")
    ends = range(min(len(parts), _MAX_PARTS), 0, -1) if len(parts) > 1 else ()
    end = next((end for end in ends if has("::".join(parts[:end]))), 1)
    path, names = "::".join(parts[:end]), parts[end:]
    if names and not "".join(names).strip():
        raise UserError(
            "the name after :: is missing", "use the form PATH::NAME, e.g. src/pay.py::charge"
        )
    return path, visible_name(".".join(names).strip()) or None


def stored_place(placement: Placement) -> str:
    """The place of a placement in its stored form, for text that is written to files."""
    return location_text(placement.path, placement.name and stored_name(placement.name))


def write_place(place: Place) -> str:
    """Formats a place so that `parse_place` can read it."""
    start = location_text(place.path, place.symbol)
    if place.quote is not None:
        return f"{start}:{place.quote[0]}-{place.quote[1]}"
    return f"{start}:{place.line}" if place.line is not None else start
