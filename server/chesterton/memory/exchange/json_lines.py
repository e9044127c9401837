"""Reads and validates untrusted JSON Lines, rejecting each bad line with a reason."""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from chesterton.memory.notes.places import Place, split_place
from chesterton.model.errors import UserError
from chesterton.model.hidden_characters import starts_escaped

LINE_LIMIT = 4 * 1024 * 1024
"""Maximum bytes of a line; the largest possible note takes a third of that."""

_SKIPPED_PARTS = 64
"""After how many times `LINE_LIMIT` the rest of a line, such as that of a device, is not read."""

_HOPELESS = 10_000
"""After how many lines without a JSON object the rest, which may never end, is not read."""

_NOT_READ = "not read: this is no JSON Lines file"

_DRIVE = re.compile(r"^[A-Za-z]:")


class RefusedLineError(UserError):
    """The line is invalid; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line: its JSON object, or the reason why it was refused."""

    number: int
    value: Mapping[str, Any]
    refused: str | None = None


def read_lines(file: IO[bytes]) -> Iterator[Line]:
    """The non-blank lines, numbered from 1."""
    number, is_json = 0, False
    while raw := file.readline(LINE_LIMIT + 1):
        number += 1
        if number > _HOPELESS and not is_json:
            yield Line(number, {}, _NOT_READ)
            return
        if len(raw) > LINE_LIMIT:
            yield Line(number, {}, f"longer than {LINE_LIMIT:,} bytes")
            if not _skip_line(file, raw):
                yield Line(number + 1, {}, _NOT_READ)
                return
        elif raw.strip() not in {b"", b"\xef\xbb\xbf"}:
            line = _line(number, raw)
            is_json = is_json or line.refused is None
            yield line


def _skip_line(file: IO[bytes], raw: bytes) -> bool:
    """Skips the rest of a line; False if it does not end where it should by any measure."""
    for _ in range(_SKIPPED_PARTS):
        if not raw or raw.endswith(b"\n"):
            return True
        raw = file.readline(LINE_LIMIT)
    return False


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
    items = list(pairs)
    value = dict(items)
    if len(value) != len(items):
        raise RefusedLineError("an object has a duplicate key")
    return value


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise RefusedLineError(f"the number {text[:20]} is too large")
    return number


def _no_constant(name: str) -> NoReturn:
    raise RefusedLineError(f"{name} is not valid JSON")


def text_of(value: Mapping[str, Any], key: str, default: str = "") -> str:
    """A text field; the default if absent or null. Raises RefusedLineError for another type."""
    field = value.get(key)
    if field is None:
        return default
    if not isinstance(field, str):
        raise RefusedLineError(f"{key} must be a string")
    return field


def number_of(value: Mapping[str, Any], key: str) -> int | None:
    """An integer field; None if absent or null. Raises RefusedLineError otherwise."""
    field = value.get(key)
    if field is None:
        return None
    if isinstance(field, bool) or not isinstance(field, int) or not 0 <= field < 10**9:
        raise RefusedLineError(f"{key} must be a non-negative integer")
    if key == "line" and field == 0:
        raise RefusedLineError("line numbers start at 1")
    return field


def texts_of(value: Mapping[str, Any], key: str) -> list[str]:
    """A list of strings; empty if absent or null. Raises RefusedLineError otherwise."""
    return _list_of(value, key, str, "strings")


def objects_of(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """A list of objects; empty if absent or null. Raises RefusedLineError otherwise."""
    return _list_of(value, key, dict, "objects")


def _list_of(value: Mapping[str, Any], key: str, kind: type, kind_name: str) -> list[Any]:
    field = value.get(key)
    if field is None:
        return []
    if not isinstance(field, list) or not all(isinstance(item, kind) for item in field):
        raise RefusedLineError(f"{key} must be a list of {kind_name}")
    return list(field)


def places_of(value: Mapping[str, Any], has: Callable[[str], bool]) -> list[Place]:
    """The places of a line: its own fields, or else its `anchors`, or else its `anchor`."""
    if value.get("path") is not None or value.get("symbol") is not None:
        return [place_of(value, has)]
    anchors = [each["anchor"] for each in objects_of(value, "anchors") if "anchor" in each]
    if not anchors and isinstance(value.get("anchor"), dict):
        anchors = [value["anchor"]]
    if not anchors or not all(isinstance(each, dict) for each in anchors):
        raise RefusedLineError(
            'no location given: add "symbol", "path" (optionally with "line"), or "path": "." for'
            " the project"
        )
    return [place_of(each, has) for each in anchors]


def place_of(value: Mapping[str, Any], has: Callable[[str], bool]) -> Place:
    """Parses a place: `symbol` as `path::name`, or `path` with `line`, `symbol` or both."""
    path, symbol = text_of(value, "path"), text_of(value, "symbol") or None
    if symbol and path:
        symbol = symbol.removeprefix(f"{path}::")
        if not symbol.strip():
            raise RefusedLineError("the name after :: is missing")
        if "::" in symbol and has(split_place(symbol, has)[0]):
            raise RefusedLineError("path and symbol refer to different files")
    elif symbol and "::" in symbol:
        path, symbol = split_place(symbol, has)
    if not path:
        raise RefusedLineError("a symbol needs a path, as in path::name")
    name = symbol.replace("::", ".") if symbol else None
    return Place(safe_path(path), number_of(value, "line"), name)


def safe_path(path: str) -> str:
    """Normalises a path in the project. Raises RefusedLineError if it leads outside."""
    slashed = path.replace("\\", "/")
    parts = slashed.split("/")
    is_rooted = slashed.startswith("/") and not starts_escaped(path)
    if "\0" in path or ".." in parts or is_rooted or _DRIVE.match(path):
        raise RefusedLineError("the path leads outside the project")
    kept = "/".join(part for part in path.split("/") if part not in {"", "."})
    return kept or "."
