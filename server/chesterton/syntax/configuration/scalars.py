"""Normalises the values in configuration files, so that equal values compare equal."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from textwrap import dedent

from chesterton.syntax.language_rules import Scalar

_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(\r?\n[ \t\r\n]*)|(.))", re.DOTALL
)
_SIGNS: Mapping[str, str] = {
    "n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f",
    "v": "\v", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LAST_CODE_POINT = 0x10FFFF
_FOLD = re.compile(r"[ \t]*\r?\n[ \t]*(\r?\n[ \t\r\n]*)?")
_BASES = ("0x", "0o", "0b")
_MANY_DIGITS = 1_000


def string(content: str) -> Scalar:
    """A string with this content."""
    return Scalar("string", f"'{content}'", content)


def number(text: str) -> Scalar:
    """A number: `0xFF` and `255` are the same, and so are `1_000`, `1e3` and `1000.0`."""
    return Scalar("number", _number(text.lower().replace("_", "").removeprefix("+")), text)


def constant(text: str) -> Scalar:
    """A keyword: true, false or null."""
    return Scalar("constant", text.lower(), text)


def unescaped(text: str) -> str:
    """The content of a double-quoted string, with escapes resolved."""
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def folded(text: str) -> str:
    """Text over several lines: a line end becomes a space, an empty line a line end."""
    if "\n" not in text:
        return text
    return _FOLD.sub(lambda gap: "\n" * (gap[1].count("\n")) if gap[1] else " ", text)


def block_text(text: str) -> str:
    """The content of a YAML block scalar, from its `|` or `>`."""
    header, _, body = text.replace("\r\n", "\n").partition("\n")
    style = header.partition("#")[0].strip()
    body = dedent(body).strip("\n") if not re.search(r"\d", style) else body.strip("\n")
    if style.startswith(">"):
        body = _folded_block(body)
    kept = text[len(text.rstrip("\r\n")) :].count("\n") if "+" in style else 0
    return body + "\n" * (kept or ("-" not in style))


def _folded_block(body: str) -> str:
    """Joins adjacent lines, except empty ones and those that are indented further."""
    result = ""
    for line in body.split("\n"):
        is_joined = result and line and not line[0].isspace() and result[-1] != "\n"
        result += (
            f"{' ' if is_joined else ''}{line}"
            if line and not line[0].isspace()
            else (f"\n{line}\n" if line else "\n")
        )
    return result


def _sign(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= _LAST_CODE_POINT else match[0]
    return "" if match[4] else _SIGNS.get(match[5], match[5])


def _number(text: str) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if len(text) > _MANY_DIGITS or (digits[:1] == "0" and digits[1:2].isdigit()):  # 0755 is octal
        return text
    try:
        if digits.startswith(_BASES):
            digits = str(int(digits, 0))
        _, found, exponent = Decimal(digits).as_tuple()
    except (ValueError, InvalidOperation):
        return text
    if not isinstance(exponent, int):  # infinity and the like
        return text
    significant = "".join(map(str, found)).lstrip("0")
    stripped = significant.rstrip("0")
    return f"{sign}{stripped}e{exponent + len(significant) - len(stripped)}" if stripped else "0"
