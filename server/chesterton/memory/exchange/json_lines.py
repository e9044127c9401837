"""Lines of JSON from strangers: read within bounds, refused with a reason, never trusted."""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from chesterton.memory.notes.places import Place, split_place
from chesterton.model.errors import UserError

LINE_LIMIT = 4 * 1024 * 1024
"""Bytes of one line; a note with all its anchors takes at most a third of it."""

_DRIVE = re.compile(r"^[A-Za-z]:")


class RefusedLineError(ValueError):
    """Why a line cannot be used, in words for a person."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number: an object, or the reason why it is none."""

    number: int
    value: Mapping[str, Any]
    refused: str | None = None


def read_lines(file: IO[bytes]) -> Iterator[Line]:
    """The lines that are not blank, numbered from 1."""
    number = 0
    while raw := file.readline(LINE_LIMIT + 1):
        number += 1
        if len(raw) > LINE_LIMIT:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LINE_LIMIT)
            yield Line(number, {}, f"longer than {LINE_LIMIT:,} bytes")
        elif raw.strip() not in {b"", b"\xef\xbb\xbf"}:
            yield _line(number, raw)


def _line(number: int, raw: bytes) -> Line:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_finite
        )
    except UnicodeDecodeError:
        return Line(number, {}, "not valid UTF-8")
    except RefusedLineError as reason:
        return Line(number, {}, str(reason))
    except RecursionError:
        return Line(number, {}, "nested too deeply")
    except ValueError:
        return Line(number, {}, "not valid JSON")
    if not isinstance(value, dict):
        return Line(number, {}, "not a JSON object")
    return Line(number, value)


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    listed = list(pairs)
    found = dict(listed)
    if len(found) != len(listed):
        raise RefusedLineError("a key stands there twice")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise RefusedLineError(f"{text[:20]} is too large a number")
    return number


def _no_constant(name: str) -> NoReturn:
    raise RefusedLineError(f"{name} is not JSON")


def text_of(value: Mapping[str, Any], key: str, default: str = "") -> str:
    """A field that must be text; absent and null count as the default."""
    found = value.get(key)
    if found is None:
        return default
    if not isinstance(found, str):
        raise RefusedLineError(f"{key} must be text")
    return found


def number_of(value: Mapping[str, Any], key: str) -> int | None:
    """A field that must be a whole number."""
    found = value.get(key)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 10**9:
        raise RefusedLineError(f"{key} must be a whole number")
    if key == "line" and found == 0:
        raise RefusedLineError("lines are counted from 1")
    return found


def texts_of(value: Mapping[str, Any], key: str) -> list[str]:
    """A field that must be a list of text."""
    found = value.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise RefusedLineError(f"{key} must be a list of text")
    return list(found)


def objects_of(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """A field that must be a list of objects."""
    found = value.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise RefusedLineError(f"{key} must be a list of objects")
    return list(found)


def places_of(value: Mapping[str, Any], has: Callable[[str], bool]) -> list[Place]:
    """The places that a line names: at its top, else in `anchors`, else in `anchor`."""
    if value.get("path") is not None or value.get("symbol") is not None:
        return [place_of(value, has)]
    found = [each["anchor"] for each in objects_of(value, "anchors") if "anchor" in each]
    if not found and isinstance(value.get("anchor"), dict):
        found = [value["anchor"]]
    if not found or not all(isinstance(each, dict) for each in found):
        raise RefusedLineError('a place is missing: symbol, path with line, path, or "path": "."')
    return [place_of(each, has) for each in found]


def place_of(value: Mapping[str, Any], has: Callable[[str], bool]) -> Place:
    """`symbol` as `path::name`, or `path` with `line`, `symbol` or both."""
    path, symbol = text_of(value, "path"), text_of(value, "symbol") or None
    if symbol and path:
        symbol = symbol.removeprefix(f"{path}::")
        if not symbol.strip():
            raise RefusedLineError("the name after :: is missing")
        if "::" in symbol and has(split_place(symbol, has)[0]):
            raise RefusedLineError("path and symbol name different files")
    elif symbol and "::" in symbol:
        path, symbol = split_place(symbol, has)
    if not path:
        raise RefusedLineError("a symbol needs its path: path::name")
    name = symbol.replace("::", ".") if symbol else None
    return Place(safe_path(path), number_of(value, "line"), name)


def safe_path(path: str) -> str:
    """A path inside the project. Raises RefusedLineError for one that leads out of it."""
    slashed = path.replace("\\", "/")
    parts = slashed.split("/")
    if "\0" in path or ".." in parts or slashed.startswith("/") or _DRIVE.match(path):
        raise RefusedLineError("the path leads out of the project")
    kept = "/".join(part for part in path.split("/") if part not in {"", "."})
    return kept or "."


def reason_of(problem: UserError) -> str:
    """A refusal of another part of the program as the reason for a line."""
    return problem.message
