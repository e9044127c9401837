"""Texts in which every definition is marked, and found again whatever happens to it."""

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chesterton.model.symbol import Symbol
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse

_OPEN, _NAME, _CLOSE = "\ue001", "\ue002", "\ue003"
_MARK = re.compile("\ue000\\d+[\ue001-\ue003]")
_NAMED = re.compile("\ue000(\\d+)\ue002(?:\ue000\\d+\ue002)*([\\w$]+)")
_LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True)
class Spot:
    """Where a definition is in plain text."""

    path: str
    line: int
    end_line: int
    name: str  #: the last part; empty where it is no plain word


@dataclass(frozen=True)
class Marked:
    """A definition as it was before anything was done."""

    number: int
    path: str
    symbol: Symbol
    parsed: Parsed

    @property
    def is_function(self) -> bool:
        """Something with a body of statements."""
        return self.symbol.kind.value in {"function", "method"}

    @property
    def text(self) -> str:
        """Its plain source, whole lines."""
        return self.parsed.source(self.symbol)


class Bench:
    """The files of one change while it is being made."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files: dict[str, str] = {}
        self.defined: list[Marked] = []
        for path, text in sorted(files.items()):
            self._add(path, text)

    def _add(self, path: str, text: str) -> None:
        parsed = parse(text, language_for(path))
        marks: list[tuple[int, int, str]] = []
        for symbol in parsed.outline.symbols:
            number = len(self.defined)
            self.defined.append(Marked(number, path, symbol, parsed))
            start, end = _whole_lines(text, symbol.span.start, symbol.span.end)
            size = end - start
            marks += [
                (start, -size, f"\ue000{number}{_OPEN}"),
                (symbol.name_span.start, 0, f"\ue000{number}{_NAME}"),
                (end, size - 10**9, f"\ue000{number}{_CLOSE}"),
            ]
        self.files[path] = _inserted(text, sorted(marks))

    def span(self, one: Marked) -> tuple[str, int, int]:
        """The file it is in, and where it starts and ends there, marks included."""
        opening, closing = f"\ue000{one.number}{_OPEN}", f"\ue000{one.number}{_CLOSE}"
        for path, text in self.files.items():
            start = text.find(opening)
            if start >= 0:
                return path, start, text.index(closing) + len(closing)
        raise KeyError(one.symbol.name)

    def text(self, one: Marked) -> str:
        """Its source with all marks in it."""
        path, start, end = self.span(one)
        return self.files[path][start:end]

    def put(self, one: Marked, text: str) -> None:
        """Other text in its place."""
        path, start, end = self.span(one)
        self.files[path] = self.files[path][:start] + text + self.files[path][end:]

    def where(self, one: Marked) -> Spot | None:
        """Where it is in plain text; None when it is gone."""
        opening = f"\ue000{one.number}{_OPEN}"
        path = next((path for path, text in self.files.items() if opening in text), None)
        if path is None:
            return None
        _, _, end = self.span(one)
        text = self.files[path]
        at = text.index(f"\ue000{one.number}{_NAME}")
        named = _NAMED.match(text, at)
        name = named[2] if named else ""  # a string, a computed or a private name
        line = text.count("\n", 0, at) + 1
        return Spot(path, line, line + plain(text[at:end]).rstrip().count("\n"), name)

    def plain(self) -> dict[str, str]:
        """The files without marks."""
        return {path: plain(text) for path, text in self.files.items()}


def plain(text: str) -> str:
    """Without marks."""
    return _MARK.sub("", text)


def lines_of(text: str) -> list[str]:
    """With their line ends."""
    return [line for line in _LINE.findall(text) if line]


def indent_of(text: str) -> str:
    """The white space that its first line with text starts with."""
    first = next((line for line in plain(text).split("\n") if line.strip()), "")
    return first[: len(first) - len(first.lstrip())]


def shifted(text: str, indent: str) -> str:
    """Indented like `indent`, whatever it was before."""
    old = indent_of(text)
    if old == indent:
        return text
    return "".join(_shifted(line, old, indent) for line in lines_of(text))


def _shifted(line: str, old: str, indent: str) -> str:
    marks = "".join(found[0] for found in re.finditer(f"^(?:{_MARK.pattern})+", line))
    rest = line[len(marks) :]
    if rest.startswith(old) and rest.strip():
        return marks + indent + rest[len(old) :]
    return line


def pick(chance: random.Random, ones: Iterable[Marked]) -> Marked | None:
    """One of them; None where there is none."""
    found = list(ones)
    return chance.choice(found) if found else None


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """From the line's start and to its end where nothing else stands there."""
    first = text.rfind("\n", 0, start) + 1
    if text[first:start].isspace() or first == start:
        start = first
    last = text.find("\n", end)
    last = len(text) if last < 0 else last + 1
    if not text[end:last].strip(" \t\r\n;,"):
        end = last
    return start, end


def _inserted(text: str, marks: list[tuple[int, int, str]]) -> str:
    parts, done = [], 0
    for at, _, mark in marks:
        parts += [text[done:at], mark]
        done = at
    return "".join([*parts, text[done:]])
