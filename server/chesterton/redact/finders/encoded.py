"""Finds secrets in base64: `user:password`, and anything that matches a rule once decoded."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.finders.shapes import matching_rule
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import is_reference
from chesterton.redact.text_reading import AnalysedText

_WORD = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{12,4000}={0,2}(?![A-Za-z0-9+/_=-])")
_PAIR = re.compile(r"[A-Za-z0-9_.@+\\-]{1,64}:(?P<password>[!-~]{3,128})")
_NAMED = re.compile(
    r"(?i)(?:pass(?:word|wd)?|pwd|secret|token|api_?key)[\"']?\s?[:=]\s?[\"']?(?P<value>"
    r"[^\s\"'&,;}]{4,})"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE|://[^\s/:@]{0,60}:[^\s@]{3,100}@"
)
_ORDINARY = 4.6


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Base64 words that encode a secret."""
    words = reading.long_words
    for word in _WORD.finditer(words.text):
        if bits_per_letter(word[0]) > _ORDINARY and (rule_id := _encoded_rule(word[0])):
            yield words.to_original(Hit(*word.span(), rule_id))


def _encoded_rule(word: str) -> str | None:
    text = decoded(word)
    if text is None:
        return None
    pair = _PAIR.fullmatch(text.strip())
    if pair and not is_reference(pair["password"]):
        return "encoded-password"
    named = _NAMED.search(text)
    if named and not is_reference(named["value"] or ""):
        return "encoded-secret"
    return matching_rule(text)


def decoded(word: str) -> str | None:
    """The printable text that a base64 word encodes, or None."""
    bare = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        text = b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode("utf-8")
    except (Error, ValueError):
        return None
    return text if text.strip().isprintable() or "\n" in text else None
