"""Converts between protocol and internal representations: positions, ranges and file URIs."""

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types as lsp

from chesterton.model.symbol import Span
from chesterton.syntax.positions import Encoding, column_from_units, column_to_units
from chesterton.syntax.text import Text

_DRIVE = re.compile(r"^/?([a-zA-Z]):")


def from_position(position: lsp.Position, text: Text, encoding: Encoding) -> int:
    """The code-point offset of a position, clamped to the text."""
    if position.line >= text.line_count:
        return len(text.value)
    line = text.line(position.line)
    return text.offset(position.line, column_from_units(line, position.character, encoding))


def from_range(given: lsp.Range, text: Text, encoding: Encoding) -> Span:
    """The span of a range; a reversed range is normalised."""
    start = from_position(given.start, text, encoding)
    end = from_position(given.end, text, encoding)
    return Span(min(start, end), max(start, end))


def to_position(offset: int, text: Text, encoding: Encoding) -> lsp.Position:
    """The position of a code-point offset."""
    line, column = text.position(offset)
    return lsp.Position(line, column_to_units(text.line(line), column, encoding))


def to_range(span: Span, text: Text, encoding: Encoding) -> lsp.Range:
    """The range of a span."""
    return lsp.Range(to_position(span.start, text, encoding), to_position(span.end, text, encoding))


def line_range(number: int, text: Text, encoding: Encoding) -> lsp.Range:
    """The range of a 0-based line without leading and trailing whitespace."""
    line = text.line(number)
    start = (len(line) - len(line.lstrip())) % (len(line) or 1)
    end = len(line.rstrip()) or len(line)
    return lsp.Range(
        lsp.Position(number, column_to_units(line, start, encoding)),
        lsp.Position(number, column_to_units(line, end, encoding)),
    )


def path_of(uri: str) -> Path | None:
    """The path of a `file:` URI; None for any other URI."""
    parts = _split(uri)
    if parts is None or parts[0] != "file" or not parts[2]:
        return None
    _, host, path = parts
    if "\0" in path:
        return None
    if os.name == "nt":
        return Path(f"//{host}{path}" if host else _DRIVE.sub(r"\1:", path))
    return Path(path)


@lru_cache(maxsize=1024)
def key_of(uri: str) -> str:
    """A canonical key for all spellings of a URI, such as `c%3A` and `C:`."""
    parts = _split(uri)
    if parts is None:
        return uri
    scheme, host, path = parts
    path = _DRIVE.sub(lambda drive: drive.group().lower(), path)
    query = urlsplit(uri).query if scheme != "file" else ""
    return f"{scheme}://{host}{path}{'?' if query else ''}{query}"


def _split(uri: str) -> tuple[str, str, str] | None:
    """Scheme, host and decoded path. Lenient, because editors differ in what they escape."""
    scheme, colon, rest = uri.partition(":")
    if not colon or "/" in scheme:
        return None
    if not rest.startswith("//"):
        return scheme.lower(), "", unquote(rest)
    host, slash, path = rest[2:].partition("/")
    if scheme.lower() != "file":
        path = path.partition("#")[0].partition("?")[0]
    return scheme.lower(), host.lower(), unquote(f"{slash}{path}")
