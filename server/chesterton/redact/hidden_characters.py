"""Escaping of invisible, control and bidirectional characters."""

import re
from functools import lru_cache

_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls but tab, newline, carriage return
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff"  # half a surrogate pair cannot be stored as UTF-8
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SCRIPT = "\u0600-\u06ff\u0750-\u077f\u0900-\u0dff"  # scripts that are spelt with joiners
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

_ANY = re.compile(f"[{_HIDDEN}]|\r(?!\n)")
HIDDEN = re.compile(
    f"(?:(?<=[{_SCRIPT}])[\u200c\u200d](?=[{_SCRIPT}])|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}]))"
    f"|(?P<hidden>[{_HIDDEN}]+|\r(?!\n))"
)
"""Lone carriage returns overwrite a line on a terminal; before a newline they are a line end.
Joiners inside Persian or Indic words and inside one emoji are spelling, and stay."""

_LAST_BYTE = 0xFF
_LAST_OF_FOUR = 0xFFFF


def has_hidden(text: str) -> bool:
    """Whether anything in it may have to be shown."""
    return _ANY.search(text) is not None


def visible(text: str) -> str:
    r"""The text with each invisible, reordering or control character as an escape like `\u202e`."""
    return HIDDEN.sub(_escape, text) if has_hidden(text) else text


def _escape(found: re.Match[str]) -> str:
    hidden = found["hidden"]
    if hidden is None:
        return found.group()
    return "".join(map(_escaped, hidden))


@lru_cache(maxsize=1024)
def _escaped(hidden: str) -> str:
    code = ord(hidden)
    if code > _LAST_OF_FOUR:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > _LAST_BYTE else f"\\x{code:02x}"
