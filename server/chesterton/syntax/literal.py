"""Normalises literals, so that quote style, escapes and indentation do not matter."""

import re
from textwrap import dedent

_ESCAPED_QUOTE = re.compile(r"\\(?:(\\)|(['\"`]))")
_HEX_ESCAPE = re.compile(r"\\(\\|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_CODE_TOKENS = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|\w+|\\\r?\n|\S",
    re.DOTALL,
)
_COMMENT_STARTS = ("//", "/*", "\\\n", "\\\r\n")


def normalised_content(text: str, *, is_raw: bool) -> str:
    """The text between the quotes, independent of the quote style."""
    text = text.replace("\r\n", "\n")
    if "\\" not in text:
        return text
    if is_raw:
        return text.replace("\\", "\\\\")
    text = _ESCAPED_QUOTE.sub(lambda match: match.group(2) or match.group(), text)
    return _HEX_ESCAPE.sub(lambda match: f"\\{match.group(1)[0]}{match.group(1)[1:].lower()}", text)


def parse_prefix(opening: str, *, has_letter_prefixes: bool) -> tuple[str, bool]:
    """The normalised letters before the quote, and whether backslashes are literal."""
    letters = opening.rstrip("'\"`#(")
    is_raw = "r" in letters.lower() or "`" in opening
    if has_letter_prefixes:
        letters = "".join(sorted(set(letters.lower()) - {"r", "u"}))
    return letters, is_raw


def without_common_indentation(text: str) -> str:
    """A text block without its common indentation."""
    first, _, rest = text.partition("\n")
    return f"{first.strip()}{dedent(rest)}" if rest else text


def with_collapsed_line_breaks(text: str) -> str:
    """Markup text, with line breaks and the space around them collapsed."""
    lines = text.replace("\r\n", "\n").split("\n")
    last = len(lines) - 1
    for number, line in enumerate(lines):
        line = line.lstrip() if number else line  # noqa: PLW2901 - in two steps
        lines[number] = line.rstrip() if number < last else line
    return " ".join(line for line in lines if line)


def without_comments(text: str) -> str:
    """Unparsed code without comments, with one space between tokens."""
    parts = _CODE_TOKENS.findall(text)
    return " ".join(part for part in parts if not part.startswith(_COMMENT_STARTS))
