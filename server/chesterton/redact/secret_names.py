"""Finds sensitive names in text, such as `password`, `api_key` or `DB_TOKEN`."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from chesterton.redact.vendors import VENDORS
from chesterton.redact.vocabulary import (
    FOREIGN_KEYS,
    FOREIGN_PASSWORDS,
    HARMLESS_KEYS,
    LOCKS,
    ROOTS,
    SECRET_KEYS,
    SHORT_ROOTS,
    words,
)


class Strength(IntEnum):
    """How strongly a name indicates a secret."""

    WEAK = 1  #: "key": only a clearly random value is a secret
    MACHINE = 2  #: "token", "api key": a machine-generated value
    HUMAN = 3  #: "password": almost any value


class SensitiveName(NamedTuple):
    """An occurrence of a sensitive name in text."""

    start: int
    end: int
    strength: Strength
    rule_id: str

    @property
    def is_vague(self) -> bool:
        """Whether the name may also stand for something not secret, such as a session id."""
        return self.rule_id in {"session", "credential"}


_SERVICES = "|".join(sorted(VENDORS | words("github gitlab stripe slack aws npm pypi docker")))
_SUFFIX = (
    r"(?:[_-]?(?:\d{1,3}|prod(?:uction)?|stag(?:e|ing)|dev(?:elopment)?|test(?:ing)?|live|sandbox|"
    r"qa|uat|old|new|current|prev(?:ious)?|value|val|str(?:ing)?|plain(?:text)?|clear|b64|base64|"
    r"env|base|raw|backup|primary|secondary|main|default|legacy|v\d)|[_-](?:eu|us|de|uk|ci)|"
    rf"_(?:{_SERVICES}))?"
)
_NAME = re.compile(
    r"(?:"
    r"(?P<human>pass[ _-]?(?:words?|phrases?|codes?|wd|wort(?:e[sr]?|s)?)|passwd|p?pwd|pword|p/w|"
    r"passw|(?<![a-z])assword|(?:unlock|luks|recovery|(?:en|de)cryption)[ _-]phrases?|"
    r"pin[ _-]code|secret[ _-]phrase|auth[ _-]string|"
    r"pre-?shared[ _-]?(?:keys?|"
    r"secrets?)|"
    r"community[ _-]?string|(?:(?<=snmp[ _-])|(?<=read[ _-])|(?<=write[ _-])|(?<=trap[ _-])|"
    r"(?<=r[ow])|(?<=r[ow][ _-]))community|community(?=[\"']?[ ]?[:=])|keymaterial|requirepass|"
    r"masterauth(?=[ =]\S*\d)|authtok(?:en)?(?=[ ]?[:=]|[ ](?!from\b|in\b|for\b|of\b|to\b|is\b|"
    r"was\b|and\b|or\b))|"
    rf"{'|'.join(FOREIGN_PASSWORDS)})"
    r"|(?P<code>codes?|combo|combination)"
    r"|(?P<brief>(?:pass|pws?|psw|psk|pin)(?![a-z])|wi-?fi(?=[ ]?:))"
    r"|(?P<token>tokens?|bearer|jwt)"
    r"|(?P<secret>secrets?(?:[_-]id|_?or_?key)?|credentials?|seed[ _]phrase|mnemonic|"
    r"connection[ _-]?string|"
    r"(?:recovery|backup)[ _-]codes?|(?:authenticator|[th]?otp|2fa|mfa)[ _-]?(?:secret|seed|key)|"
    rf"{'|'.join(FOREIGN_KEYS)})"
    r"|(?P<session>cookies?|session[ _-]?(?:id|token|key)|sessid)"
    r"|(?P<key>keys?)"
    r"|(?P<word>creds?|otp|totp|(?:2fa|mfa)[ _]code|pat|auth|oauth|salt|pepper|dsn|sid|session)"
    rf"){_SUFFIX}(?![a-z0-9]|[_-][a-z0-9])"
)
_RULE_IDS = {
    "human": "password",
    "brief": "password",
    "token": "token",
    "secret": "secret",
    "session": "session",
    "word": "credential",
    "key": "api-key",
}
_FREE = frozenset({"human", "token", "secret", "session"})  #: may be the end of a longer word

_SECRET_ENDS = ("api", "access", "secret", "private", "auth")

_LAST_WORD = re.compile(r"([A-Z]?[a-z0-9]+|[A-Z0-9]+)(?:'s)?[ _.-]{0,2}$")
_PW_OWNERS = ("root", "bind", "admin", "user", "db", "ldap", "smtp", "mail", "ftp", "vpn", "wlan")
_WIRELESS = frozenset({"wifi", "fi", "wpa", "wpa2", "wlan", "wireless"})
_BEFORE = 24


def keys(text: str, lowered: str) -> Iterator[SensitiveName]:
    """All names in text that indicate a secret, in order; `lowered` is the text in lower case."""
    end = 0
    for start in _root_positions(lowered):
        match = _NAME.match(lowered, start) if start >= end else None
        if match and (key := _key(text, lowered, match)):
            end = key.end
            yield key


_ASCII_ROOTS = tuple(root for root in ROOTS if root.isascii())
_OTHER_ROOTS = tuple(root for root in ROOTS if not root.isascii())


def _root_positions(lowered: str) -> list[int]:
    """The positions at which a name may start, sorted."""
    positions = []
    others = () if lowered.isascii() else _OTHER_ROOTS
    for root in (*_ASCII_ROOTS, *others, *SHORT_ROOTS):
        start = lowered.find(root)
        while start >= 0:
            if root not in SHORT_ROOTS or start == 0 or not lowered[start - 1].isalpha():
                positions.append(start)
            start = lowered.find(root, start + 1)
    return sorted(positions)


def _key(text: str, lowered: str, match: re.Match[str]) -> SensitiveName | None:
    group = match.lastgroup or "key"
    start, end = match.span()
    starts = _starts_a_word(text, start) or lowered[max(0, start - 6) : start].endswith(_PW_OWNERS)
    is_added = start == 1 or text[start - 2 : start - 1] == "\n"  # a line added in a diff
    is_inside = not starts or (text[start - 1 : start] == "+" and not is_added)
    if group not in _FREE and group != "key" and is_inside:
        return None
    if group == "code" and _last_word(text[max(0, start - _BEFORE) : start]) not in LOCKS:
        return None
    if lowered.startswith("1password", start - 1) or lowered.startswith("keepass", start - 3):
        return None  # a product
    if group in {"human", "brief", "code"}:
        is_verb = lowered[start:end] == "pin" and not text[start:end].isupper()
        return None if is_verb else SensitiveName(start, end, Strength.HUMAN, "password")
    word = _last_word(text[max(0, start - _BEFORE) : start])
    if word in HARMLESS_KEYS and lowered[start - 1] != ".":
        return None
    return _qualified(
        SensitiveName(start, end, Strength.MACHINE, _RULE_IDS[group]), word, starts=starts
    )


def _qualified(key: SensitiveName, word: str, *, starts: bool) -> SensitiveName | None:
    """The key qualified by the word before it: `api key`, `wifi key`, `sort key`."""
    is_secret = word in SECRET_KEYS or word in VENDORS or word.endswith(_SECRET_ENDS)
    if key.rule_id != "api-key" or is_secret:
        return key
    if word in _WIRELESS:
        return key._replace(strength=Strength.HUMAN, rule_id="password")
    return key._replace(strength=Strength.WEAK) if starts else None


@lru_cache(maxsize=4096)
def _last_word(before: str) -> str:
    """The last word of a name or text in lower case; capitals separate words too."""
    match = _LAST_WORD.search(before)
    return match[1].lower() if match else ""


def _starts_a_word(text: str, start: int) -> bool:
    if start == 0 or not text[start - 1].isalpha():
        return True
    return text[start].isupper() and not text[start - 1].isupper()
