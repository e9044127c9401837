"""Markers: calls in comments at the end of code lines, stripped before the code is used."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

_MARKER = re.compile(r"[ \t]*(?:#|//|--)@ (?P<calls>.+)$")


class MarkerError(Exception):
    """A marker that cannot be parsed; the message starts with its line."""


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier in a marker: the name of a note, or of a golden section."""

    id: str


Single = str | int | float | bool | None | Name
Value = Single | tuple[Single, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """One marker: an action or expectation at a line of code."""

    verb: str
    args: tuple[Value, ...]
    keywords: Mapping[str, Value]
    path: str
    line: int  #: 1-based line in the code without markers
    code: str  #: the text of that line
    source_line: int  #: 1-based line in the scenario file

    def column(self, text: str | None) -> int:
        """0-based column of `text` in the line; for None, of the first non-blank character."""
        if text is None:
            return len(self.code) - len(self.code.lstrip())
        column = self.code.find(text)
        if column < 0:
            raise MarkerError(f"{self.source_line}: there is no “{text}” in “{self.code}”")
        return column


def split_markers(body: str, path: str, header_line: int) -> tuple[str, tuple[Call, ...]]:
    """Splits code and markers. Raises MarkerError.

    A line with nothing but markers is removed, and its markers refer to the line above.
    """
    code: list[str] = []
    calls: list[Call] = []
    for number, line in enumerate(body.splitlines(keepends=True), header_line + 1):
        bare = line.rstrip("\n")
        marker = _MARKER.search(bare)
        if marker is None or marker.start() > 0:
            code.append(line if marker is None else bare[: marker.start()] + "\n")
        if marker is not None:
            above = code[-1].rstrip("\n") if code else ""
            calls += _calls(marker["calls"], path, max(len(code), 1), above, number)
    return "".join(code), tuple(calls)


def _calls(written: str, path: str, line: int, code: str, source_line: int) -> list[Call]:
    try:
        elements = ast.parse(f"[{written}]", mode="eval").body
    except SyntaxError as problem:
        raise MarkerError(f"{source_line}: {problem.msg} in “{written}”") from None
    assert isinstance(elements, ast.List)
    return [_call(node, path, line, code, source_line) for node in elements.elts]


def _call(node: ast.expr, path: str, line: int, code: str, source_line: int) -> Call:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise MarkerError(f"{source_line}: “{ast.unparse(node)}” is no call")
    try:
        return Call(
            verb=node.func.id,
            args=tuple(_value(argument) for argument in node.args),
            keywords={word.arg or "": _value(word.value) for word in node.keywords},
            path=path,
            line=line,
            code=code,
            source_line=source_line,
        )
    except ValueError as problem:
        raise MarkerError(f"{source_line}: {problem}") from None


def _value(node: ast.expr) -> Value:
    match node:
        case ast.Constant(value=str() | int() | float() | bool() | None):
            return node.value  # type: ignore[return-value]  # bytes and complex are excluded above
        case ast.Name(id=word):
            return Name(word)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return tuple(_single(part) for part in parts)
    raise ValueError(f"“{ast.unparse(node)}” is no value of a marker")


def _single(node: ast.expr) -> Single:
    value = _value(node)
    if isinstance(value, tuple):
        raise ValueError("values nest one level deep")  # noqa: TRY004  # of the notation, not of a type
    return value
