"""Finds blocks marked as private: keys (PEM, PGP, PuTTY) and `<private>...</private>`."""

import re
from collections.abc import Iterator

from chesterton.redact.filler import is_filler
from chesterton.redact.rule import Hit
from chesterton.redact.text_reading import AnalysedText

_BEGIN = re.compile(
    r"-{3,5}[ ]?BEGIN (?P<label>[A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V1)"
    r"[ ]?-{3,5}"
)
_END = re.compile(r"-{3,5}[ ]?END [A-Za-z0-9 ]{0,40}-{3,5}")
_BODY = re.compile(
    r"(?>(?:(?>(?:[\s\\\"'+,>#*|]|\\[nr]|(?:Proc-Type|DEK-Info|Version|Comment|Hash):[^\n\\]{0,80})*)"
    r"[A-Za-z0-9+/=]{16,})*)"
    r"(?:(?>(?:[\s\\\"'+]|\\[nr])*)[A-Za-z0-9+/]{2,16}={0,2}(?=[\s\\\"']|$))?"
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]{16}")
_PUTTY = re.compile(r"Private-(?:Lines|MAC): ?\d*[ \t]*(?P<body>(?:\r?\n?[A-Za-z0-9+/=]{16,})+)")
_TAG = re.compile(r"<(?P<close>/?)private(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_MAX_LENGTH = 20_000  #: no private key is longer


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Private keys up to their END line or, if truncated, up to the end of their body."""
    text = reading.text
    done = 0
    ends = _END.finditer(text)
    end = next(ends, None)
    for begin in _BEGIN.finditer(text) if "BEGIN" in text else ():
        if begin.start() < done:
            continue
        while end and end.start() < begin.end():
            end = next(ends, None)
        body = _BODY.match(text, begin.end(), begin.end() + _MAX_LENGTH)
        is_whole = end and end.start() < begin.end() + _MAX_LENGTH
        done = end.end() if end and is_whole else body.end() if body else begin.end()
        inside = text[begin.end() : done]
        if _BASE64.search(inside) and not is_filler(inside[:200].replace("-", "")):
            yield Hit(begin.start(), done, _rule_id(begin["label"]))
    if "Private-" in text:
        for block in _PUTTY.finditer(text):
            yield Hit(*block.span("body"), "private-key")


def _rule_id(label: str) -> str:
    return "pgp-private-key" if "PGP" in label else "private-key"


def find_marked(reading: AnalysedText) -> Iterator[Hit]:
    """The outermost private regions; an unclosed one extends to the end of the text."""
    depth = start = 0
    for tag in _TAG.finditer(reading.text):
        if not tag["close"]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield Hit(start, tag.end(), "private")
    if depth:
        yield Hit(start, len(reading.text), "private")
