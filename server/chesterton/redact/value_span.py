"""Finds the extent of a value in text: quoted, or bare up to a delimiter."""

import re
from typing import NamedTuple

_QUOTED = re.compile(
    r"(?:[bBrRfFuULNE@$]{1,2}(?=[\"']))?(?:"
    r'"""(?P<triple>[^\n]{1,400}?)"""'
    r'|"(?P<double>(?:[^"\\\n]|\\[^\n]){1,2000})"'
    r"|'(?P<single>(?:[^'\\\n]|\\[^\n]){1,2000})'"
    r"|`{1,3}(?P<tick>[^`\n]{1,500})`"
    r"|\u201c(?P<curly>[^\u201d\n]{1,200})\u201d|\u00ab(?P<angled>[^\u00bb\n]{1,200})\u00bb"
    r"|\u2018(?P<high>[^\u2019\n]{1,200})\u2019"
    r"|\*{1,2}(?P<star>[^*\s]{4,200})\*)"
)
_BARE = re.compile(r"[\"'`]?(?P<bare>[^\s\"'`<>]{1,512})")
_FOLLOWED = re.compile(r"[,;&|](?=[\w.\-\" ]{1,40}[=:]|$|[^\w]*$)|[)\]}]+(?=[,;]|\.\w|$)|\\[nrt]")
_TRAILING = ",;.:)]}>!?|*_\\…"


class Value(NamedTuple):
    """A value and its span in text."""

    start: int
    end: int
    text: str
    quoted: bool


def literal_at(text: str, position: int) -> Value | None:
    """The value that starts at a position, quoted or bare."""
    return quoted_at(text, position) or bare_at(text, position)


def quoted_at(text: str, position: int) -> Value | None:
    """The quoted value whose quote starts at a position."""
    match = _QUOTED.match(text, position)
    if match is None or match.lastgroup is None:
        return None
    return Value(*match.span(match.lastgroup), match[match.lastgroup], quoted=True)


def bare_at(text: str, position: int) -> Value | None:
    """The bare value that starts at a position, possibly after an unclosed quote."""
    match = _BARE.match(text, position)
    if match is None:
        return None
    start, bare = match.start("bare"), match["bare"]
    if cut := _FOLLOWED.search(bare, 1):
        bare = bare[: cut.start()]
    bare = bare.rstrip(_TRAILING)
    return Value(start, start + len(bare), bare, quoted=False) if bare else None
