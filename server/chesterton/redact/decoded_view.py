"""Decoded views of text (escapes, split strings), with offsets into the original."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from chesterton.model.hidden_characters import has_hidden, hidden
from chesterton.redact.rule import Hit


@dataclass(frozen=True, slots=True)
class View:
    """A transformed text with a piecewise offset map to the text it was derived from."""

    text: str
    origin: "View | None" = None
    shift_starts: list[int] = field(
        default_factory=list
    )  #: positions in `text` where the shift changes
    offset_shifts: list[int] = field(default_factory=list)  #: added to get the position in `origin`

    def original_offset(self, position: int) -> int:
        """Maps a position to the original text."""
        view: View | None = self
        while view is not None and view.origin is not None:
            step = bisect_right(view.shift_starts, position) - 1
            position += view.offset_shifts[step] if step >= 0 else 0
            view = view.origin
        return position

    def to_original(self, hit: Hit) -> Hit:
        """Maps a hit to the original text."""
        return Hit(self.original_offset(hit.start), self.original_offset(hit.end), hit.rule_id)


def with_replacements(
    view: View, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
) -> View:
    """The view with each match of a pattern replaced."""
    parts: list[str] = []
    breaks: list[int] = []
    shifts: list[int] = []
    read = written = 0
    for match in pattern.finditer(view.text):
        start, end = match.span()
        replacement = replace(match)
        parts += view.text[read:start], replacement
        written += start - read + len(replacement)
        breaks.append(written)
        shifts.append(end - written)
        read = end
    parts.append(view.text[read:])
    return View("".join(parts), view, breaks, shifts)


def excerpt(view: View, spans: Iterable[tuple[int, int]]) -> View:
    """The given spans of the view, one per line."""
    parts: list[str] = []
    breaks: list[int] = []
    shifts: list[int] = []
    written = 0
    for start, end in spans:
        parts.append(view.text[start:end])
        breaks.append(written)
        shifts.append(start - written)
        written += end - start + 1
    return View("\n".join(parts), view, breaks, shifts)


_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_BACKSLASH = re.compile(r"""\\{1,4}(?:(?P<sign>["'/nrt\\])|u(?P<hex>[0-9A-Fa-f]{4}))""")
_ENTITY = re.compile(r"&(?:(?P<name>quot|amp|apos|lt|gt)|#(?P<number>\d{1,4}|x[0-9A-Fa-f]{1,4}));")
_SIGNS = {"n": "\n", "r": "\n", "t": "\t"}
_NAMES = {"quot": '"', "amp": "&", "apos": "'", "lt": "<", "gt": ">"}


def views(text: str) -> Iterator[View]:
    """The text without hidden characters, then one decoded view for each encoding that occurs."""
    plain = View(text)
    if has_hidden(text):
        plain = with_replacements(
            plain, hidden(), lambda match: "" if match["hidden"] else match.group()
        )
    yield plain
    for sign, pattern, write in _ENCODINGS:
        if sign in plain.text and (lines := list(_lines(plain.text, pattern))):
            yield with_replacements(excerpt(plain, lines), pattern, write)


def _lines(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The spans of the lines that contain a match."""
    last = -1
    for match in pattern.finditer(text):
        if match.start() > last:
            end = text.find("\n", match.end())
            last = len(text) if end < 0 else end
            yield text.rfind("\n", 0, match.start()) + 1, last


def _percent_decoded(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _backslash_decoded(match: re.Match[str]) -> str:
    if match["sign"]:
        return _SIGNS.get(match["sign"], match["sign"])
    return chr(int(match["hex"], 16))


def _entity_decoded(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMES[match["name"]]
    number = match["number"]
    return chr(int(number[1:], 16) if number.startswith("x") else int(number))


_JOINT = re.compile(
    r"(?<=[^\s\"'(,=\[{:+.&])(?P<quote>[\"'])(?:[ \t]*(?:\+|\.{1,2}|&|\|\||<>|"
    r"~)[ \t]*(?:\\?\r?\n[ \t]*)?|"
    r"[ \t]*\\?\r?\n[ \t]*(?:(?:\+|\.{1,2}|&|<>)[ \t]*)?|)(?P=quote)(?=[^\s\"',)\]}:;])"
)
"""Between the parts of a string that is written as several: `"abc" + "def"`."""

_JOINED = re.compile(
    r"(?:String\.join|implode|string\.Concat)\((?:(?:\"\"|''),)?(?P<after>[^()\n]{3,400})\)|"
    r"strings\.Join\(\[\]string\{(?P<go>[^{}()\n]{3,400})\},[ ]?\"\"\)|"
    r"(?:\"\"|'')\.join\([ ]?[\[(](?P<list>[^\[\]()\n]{3,400})[\])][ ]?\)|"
    r"\[(?P<before>[^\[\]()\n]{3,400})\][ ]?\.join\((?:\"\"|''|``)\)"
)
_PART = re.compile(r"[ ]*,?[ ]*(?:\"([^\"]*)\"|'([^']*)')")


def _list_joined(match: re.Match[str]) -> str:
    """The string that results from joining a list: `"".join(["abc", "def"])`."""
    inside = match[match.lastgroup or 0]
    return "".join(a or b for a, b in _PART.findall(inside)) or match.group()


_ENCODINGS = (
    ("%", _PERCENT, _percent_decoded),
    ("\\", _BACKSLASH, _backslash_decoded),
    ("(", _JOINED, _list_joined),
    ("&", _ENTITY, _entity_decoded),
    ('"', _JOINT, lambda _: ""),
    ("'", _JOINT, lambda _: ""),
)
