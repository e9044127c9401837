"""Finds secrets in base64: `user:password`, and anything that matches a rule once decoded."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.finders.shapes import matching_rule
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import is_machine_made, is_password, is_reference
from chesterton.redact.text_reading import AnalysedText

_WORD = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{12,4000}={0,2}(?![A-Za-z0-9+/_=-])")
_PAIR = re.compile(r"[A-Za-z0-9_.@+\\-]{1,64}:(?P<password>[!-~]{3,128})")
_NAMED = re.compile(
    r"(?i)(?:pass(?:word|wd)?|pwd|secret|token|api_?key)[\"']?\s?[:=]\s?[\"']?(?P<value>"
    r"[^\s\"'&,;}]{4,})"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE|://[^\s/:@]{0,60}:[^\s@]{3,100}@"
)
_B64 = r"[\"'`]?([A-Za-z0-9+/_-]{8,200}={0,2})[\"'`]?"
_DECODED = re.compile(
    rf"(?:echo|printf|<<<)\s+(?:-n\s+)?{_B64}[^\n|]{{0,10}}\|"
    rf"\s*(?:openssl\s+)?base64\s+(?:-\w*[dD]|--decode)"
    rf"|base64\s+(?:-\w*[dD]|--decode)\s*<<<\s*{_B64}"
    rf"|(?i:\b(?:b64_?decode|atob|base64_decode|frombase64string|decode_?string|decode64|"
    rf"base64decode|"
    rf"strict_decode64|urlsafe_b64decode|base64\.decode|decodebase64|unbase64)\w*)\(\s*b?{_B64}"
    rf"|Buffer\.from\(\s*{_B64}\s*,\s*[\"']base64"
)
_ORDINARY = 4.6


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Base64 words that encode a secret."""
    if "64" in reading.text or "atob" in reading.text:
        yield from _given_to_decoder(reading)
    words = reading.long_words
    for word in _WORD.finditer(words.text):
        if bits_per_letter(word[0]) > _ORDINARY and (rule_id := _encoded_rule(word[0])):
            yield words.to_original(Hit(*word.span(), rule_id))


def _given_to_decoder(reading: AnalysedText) -> Iterator[Hit]:
    """A password in base64 that is passed to a decoder."""
    for word in _DECODED.finditer(reading.text):
        secret = decoded(word[word.lastindex or 0])
        if secret and (
            is_password(secret.strip(), quoted=False) or is_machine_made(secret.strip())
        ):
            yield Hit(*word.span(word.lastindex or 0), "encoded-secret")


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
