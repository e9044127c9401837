"""Finds credentials in HTTP headers and cookies."""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import is_telling
from chesterton.redact.finders.addresses import is_user_of_address
from chesterton.redact.harmless import is_hex
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_machine_made,
    is_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText

_AUTHORIZATION = re.compile(
    r"authorization(?:_header)?[\"'`\])]{0,3}\s{0,4}(?:[:=,]|=>|\()\s{0,4}[\"'`fbr]{0,3}"
    r"(?:(?P<scheme>basic|bearer|token|api-?key|ssws|key|geniekey|googlelogin|oauth|jwt|negotiate|"
    r"ntlm|[a-z][\w-]{2,24}(?=[ ][a-z0-9+/=_.-]{16}))(?:\s+|:\s*)(?:token=|"
    r"auth=)?)?[\"'`]?(?P<secret>[^\s\"'`,;<>\\]{6,4000})"
)
_BEARER = re.compile(r"(?:bearer|ssws)[ \t:]{1,3}[\"'`]?(?P<secret>[a-z0-9._~+/=-]{8,4000})")
_BASIC = re.compile(r"basic[ \t]{1,3}[\"'`]?(?P<secret>[a-z0-9+/_-]{8,400}={0,2})")
_CUSTOM = re.compile(
    r"(?<![\w-])(?P<name>(?:x-|[a-z][a-z0-9-]{1,30}-)(?:[a-z0-9-]{0,40}-)?"
    r"(?:key|token|secret|access|subscription|credentials?|apikey|password|passwd|auth|"
    r"authentication|"
    r"signature|license|session))"
    r"[\"'`\])]{0,3}\s{0,3}(?:[:=,]|=>)\s{0,3}[\"'`]{0,2}(?P<secret>[^\s\"'`,;<>\\]{8,400})"
)
_OPTION = re.compile(
    r"(?:-h|--header|-headers?)[\s=]{0,2}[\"'](?P<name>[a-z][a-z0-9-]{1,40}):\s{0,3}"
    r"(?P<secret>[^\s\"'`,;<>\\]{8,400})[\"']"
)
_SECRET_HEADER = re.compile(
    r"key|token|secret|auth|access|subscription|pass|credential|session|api"
)
_HARMLESS_HEADER = re.compile(
    r"request|correlation|trace|idempot|cache|surrogate|partition|routing|sort|websocket|"
    r"access-control|accept|public|object|content|message|page|etag|sha|digest|control-|range"
)
_COOKIE = re.compile(r"cookie[\"'`]?\s{0,4}[:=]\s{0,4}[\"'`]?(?P<pairs>[^\n\"'`]{3,4000})")
_PAIR = re.compile(r"(?P<name>[\w.%-]{1,60})=(?P<secret>[^;,\s\"']{6,4000})")
_SHORT_HEX = 16
_ATTRIBUTES = frozenset({"path", "expires", "domain", "max-age", "samesite", "_ga", "_gid", "lang"})


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Credentials in `Authorization` and cookie headers."""
    text, lowered = reading.text, reading.lowered
    for header in _AUTHORIZATION.finditer(lowered):
        if _is_credential(text[slice(*header.span("secret"))], header["scheme"]):
            yield Hit(*header.span("secret"), "authorization")
    for bearer in _BEARER.finditer(lowered):
        if is_machine_made(text[slice(*bearer.span("secret"))].rstrip(".=-")):
            yield Hit(*bearer.span("secret"), "authorization")
    for basic in _BASIC.finditer(lowered):
        secret = text[slice(*basic.span("secret"))]
        if has_letter_and_digit(secret) and is_random(secret):
            yield Hit(*basic.span("secret"), "authorization")
    yield from _custom(reading)
    for cookie in _COOKIE.finditer(lowered):
        for pair in _PAIR.finditer(text, *cookie.span("pairs")):
            is_key = is_machine_made(pair["secret"]) or is_telling(pair["secret"])
            if pair["name"].lower() not in _ATTRIBUTES and is_key:
                yield Hit(*pair.span("secret"), "session")


def _custom(reading: AnalysedText) -> Iterator[Hit]:
    """Keys in vendor-specific headers, such as `X-Vendor-Key`."""
    text, lowered = reading.text, reading.lowered
    for pattern in (_CUSTOM, _OPTION) if "-" in text else ():
        for header in pattern.finditer(lowered):
            secret = text[slice(*header.span("secret"))].rstrip(".)]}")
            if is_user_of_address(text, *header.span("name")):
                continue
            if _names_secret(header["name"], is_x=pattern is _OPTION) and _is_key(secret):
                start = header.start("secret")
                yield Hit(start, start + len(secret), "header-key")


def _names_secret(name: str, *, is_x: bool) -> bool:
    if _HARMLESS_HEADER.search(name) or not _SECRET_HEADER.search(name):
        return False
    return is_x or name.startswith("x-") or name.count("-") > 1


def _is_key(value: str) -> bool:
    is_short_hex = is_hex(value) and len(value) >= _SHORT_HEX and has_letter_and_digit(value)
    return is_short_hex or is_machine_made(value)


def _is_credential(secret: str, scheme: str | None) -> bool:
    if is_reference(secret) or "(" in secret:
        return False
    if scheme:
        return has_letter_and_digit(secret) or is_random(secret) or secret.endswith("=")
    return is_machine_made(secret)
