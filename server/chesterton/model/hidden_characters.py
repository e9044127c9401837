"""Escapes invisible, control and bidirectional characters."""

import re
from functools import cache, lru_cache

_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls except tab, newline, carriage return
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff"  # lone surrogates, which UTF-8 cannot encode
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SCRIPT = "\u0600-\u06ff\u0750-\u077f\u0900-\u0dff"  # scripts whose spelling uses joiners
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

_ESCAPE = re.compile(r"\\(?:[ntr]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
_ANY = re.compile(f"[{_HIDDEN}]|\r(?!\n)")
_LAST_BYTE = 0xFF
_LAST_OF_FOUR = 0xFFFF


@cache
def hidden() -> re.Pattern[str]:
    """A pattern whose group `hidden` matches hidden characters; it also matches valid joiners.

    Includes lone carriage returns, which overwrite a line on a terminal, but not those in CRLF.
    Joiners within Persian or Indic words and within an emoji sequence are legitimate and stay.
    """
    return re.compile(
        f"(?:(?<=[{_SCRIPT}])[\u200c\u200d](?=[{_SCRIPT}])|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}]))"
        f"|(?P<hidden>[{_HIDDEN}]+|\r(?!\n))"
    )


def has_hidden(text: str) -> bool:
    """Whether the text contains characters that may have to be escaped."""
    return _ANY.search(text) is not None


def visible(text: str) -> str:
    r"""The text with invisible, bidirectional and control characters escaped, as in `\u202e`."""
    return hidden().sub(_escape, text) if has_hidden(text) else text


def visible_name(text: str) -> str:
    r"""A path or name on one line: as `visible`, and with line breaks and tabs escaped, as `\n`.

    Names are stored, shown and compared in this form.
    """
    if not text.isprintable():
        text = text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return visible(text)


def may_be_escaped(name: str) -> bool:
    """Whether a name from `visible_name` may contain escapes, so that the original differs."""
    return "\\" in name and _ESCAPE.search(name) is not None


def starts_escaped(name: str) -> bool:
    """Whether a name from `visible_name` starts with an escaped character."""
    return _ESCAPE.match(name) is not None


def _escape(match: re.Match[str]) -> str:
    hidden = match["hidden"]
    return match.group() if hidden is None else "".join(map(_escaped, hidden))


@lru_cache(maxsize=1024)
def _escaped(hidden: str) -> str:
    code = ord(hidden)
    if code > _LAST_OF_FOUR:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > _LAST_BYTE else f"\\x{code:02x}"
