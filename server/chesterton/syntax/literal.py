"""Literals in one spelling: quote style, letter case of numbers and escapes do not count."""

import re

_ESCAPED_QUOTE = re.compile(r"\\(?:(\\)|(['\"`]))")
_HEX_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


def content_of(raw: str, *, is_raw: bool) -> str:
    """What stands between the quotes, independent of which quotes they are."""
    text = raw.replace("\r\n", "\n")
    if is_raw or "\\" not in text:
        return text
    text = _ESCAPED_QUOTE.sub(lambda match: match.group(2) or match.group(), text)
    return _HEX_ESCAPE.sub(lambda match: f"{match.group(1)}\\{_lower(match.group(2))}", text)


def prefix_of(opening: str) -> str:
    """The letters before the quote in a fixed order and case; `u` says nothing."""
    letters = opening.rstrip("'\"`#")
    if not letters.isalpha():
        return letters
    letters = letters.lower()
    return "" if letters == "u" else "".join(sorted(letters))


def number_of(text: str) -> str:
    """A number without the choice between upper and lower case."""
    return text.lower()


def _lower(escape: str) -> str:
    return escape[0] + escape[1:].lower()
