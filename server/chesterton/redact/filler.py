"""Values that only stand where a secret would: examples, blanks, stars."""

import re

_DISTINCT = 5  #: a secret drawn at random has more different characters
_LONG = 12

_TELLTALE = re.compile(
    r"x{4,}|X{4,}|\*{3,}|\.{3,}|…|_{4,}|-{6,}|0{8,}|"
    r"(?i:example|your[-_ ]|[-_]your|placeholder|change[-_]?me|redacted|"
    r"replace[-_]?(?:me|with)|insert[-_]|dummy|not[-_]?a[-_]?(?:real|secret))"
)


def is_filler(text: str) -> bool:
    """Whether a text of a secret's shape is a stand-in for one."""
    tail = text[-40:]
    if len(text) >= _LONG and len(set(tail)) < _DISTINCT:
        return True
    return _TELLTALE.search(text, 0, 400) is not None
