"""Normalises number literals, so that different spellings of the same number compare equal.

`.5` and `0.5`, `1_000` and `1000`, `0XFF` and `0xff`, `1UL` and `1lu` are the same. `1` and `1.0`
differ, except in languages with a single type for both. Suffixes that change the type also differ.
"""

import re

NUMBER = "number"
"""The kind of every number, because grammars have a kind for each way of writing one."""

_OCTAL_BY_ZERO = frozenset(
    ["c", "cpp", "go", "java", "javascript", "php", "ruby", "typescript", "typescriptreact"]
)
"""Languages in which `017` is octal; in others it is 17, or invalid."""

_ONE_TYPE = frozenset(["javascript", "typescript", "typescriptreact"])
"""Languages in which `1` and `1.0` are the same."""

_DOUBLE_BY_D = frozenset(["csharp", "java", "scala"])
"""Languages in which `1d` is `1.0`."""

_AS_TEXT = frozenset({"bash"})
"""Languages in which a number may be text, where every character counts."""

_ANY_SIZE = _ONE_TYPE | {"python", "ruby"}
"""Languages in which a number has the same type whatever base it is written in."""

_SMALL = 2**31
"""Below this, the base does not decide the type in any language."""

_BASED = re.compile(r"0(?P<base>[xbo])(?P<digits>[0-9a-f]+?)(?P<suffix>(?:[ui]\w*|[lnrz]\w*)?)$")
_DECIMAL = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?P<suffix>[a-z]\w*|)$", re.ASCII
)
_OCTAL = re.compile(r"0[0-7]+$")
_BASES = {"x": 16, "b": 2, "o": 8}
_PLAIN = 20  #: beyond, a float is written with an exponent
_LONGEST = 300


def normalised_number(text: str, language: str) -> str:
    """The number in a form that does not depend on how it is written."""
    lower = text.lower()
    if language in _AS_TEXT or len(text) > _LONGEST:
        return lower
    plain = lower.replace("_", "").replace("'", "")
    if match := _BASED.match(plain):
        return _based(plain, match["digits"], _BASES[match["base"]], match["suffix"], language)
    if match := _DECIMAL.match(plain):
        return _decimal(match["number"], match["suffix"], language) or plain
    return plain


def _based(plain: str, digits: str, base: int, suffix: str, language: str) -> str:
    try:
        value = int(digits, base)
    except ValueError:
        return plain
    if value < _SMALL or language in _ANY_SIZE:
        return f"{value}{_sorted(suffix)}"
    return f"0x{value:x}{_sorted(suffix)}"


def _decimal(number: str, suffix: str, language: str) -> str | None:
    is_float = "." in number or "e" in number or suffix.startswith(("f", "d", "j"))
    if suffix == "d" and language in _DOUBLE_BY_D:
        suffix = ""
    if not is_float:
        is_octal = language in _OCTAL_BY_ZERO and _OCTAL.match(number)
        return f"{int(number, 8 if is_octal else 10)}{_sorted(suffix)}"
    from decimal import Context, Decimal, InvalidOperation  # noqa: PLC0415 - 4 ms, only for floats

    try:
        value = Decimal(number).normalize(Context(prec=_LONGEST))
    except InvalidOperation:
        return None
    is_whole = language in _ONE_TYPE and 0 <= value.adjusted() < _LONGEST
    if is_whole and value == value.to_integral_value():
        return f"{int(value)}{suffix}"
    if abs(value.adjusted()) > _PLAIN:
        return f"{value:E}{suffix}"
    plain = f"{value:f}"
    return f"{plain}{suffix}" if "." in plain else f"{plain}.0{suffix}"


def _sorted(suffix: str) -> str:
    """The suffix with its letters sorted; a type with a size, such as `u8`, is unchanged."""
    return suffix if any(map(str.isdigit, suffix)) else "".join(sorted(suffix))
