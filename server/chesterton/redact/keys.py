"""The names that announce a secret, in code, in settings and in sentences."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple


class Strength(IntEnum):
    """How much a name promises."""

    WEAK = 1  #: "key": only what is plainly drawn at random is a secret
    MACHINE = 2  #: "token", "api key": what a machine made
    HUMAN = 3  #: "password": anything may be one


class Key(NamedTuple):
    """A name in a text, from its first to its last letter that matters."""

    start: int
    end: int
    strength: Strength
    rule_id: str


_ROOTS = (
    "pass pw psw key token secret cred auth bearer jwt cookie sess connection mnemonic seed "
    "recovery backup kennwort contrase senha парол wachtw hasł haslo lösen 密 口令 パスワ 비밀"
).split()
_SHORT_ROOTS = frozenset("pin pat otp totp sid sig salt dsn psk pepper 2fa mfa mot".split())
"""Where a name may start, in lower case: these are searched for over the whole text, the short ones
only at the start of a word."""

_SUFFIX = (
    r"(?:[_-]?(?:\d{1,3}|prod(?:uction)?|stag(?:e|ing)|dev(?:elopment)?|test(?:ing)?|live|sandbox|"
    r"qa|uat|old|new|current|prev(?:ious)?|value|val|str(?:ing)?|plain(?:text)?|clear|b64|base64|"
    r"env|base|raw|backup|primary|secondary|main|default|legacy|v\d|eu|us|de|uk|ci))?"
)
_NAME = re.compile(
    r"(?:"
    r"(?P<human>pass[ _-]?(?:words?|phrases?|codes?|wd|wort)|passwd|pwd|passw|kennwort|"
    r"mot de passe|contrase(?:ñ|n)a|senha|парол[ьяею]м?|wachtwoord|has[łl]o|lösenord|密码|密碼|"
    r"口令|パスワード|비밀번호|pin[ _-]code)"
    r"|(?P<brief>pass|pws?|psw|pin)"
    r"|(?P<token>tokens?|bearer|jwt)"
    r"|(?P<secret>secrets?|credentials?|seed[ _]phrase|mnemonic|(?:recovery|backup)[ _-]codes?|"
    r"connection[ _-]?string)"
    r"|(?P<session>cookies?|session[ _-]?(?:id|token|key)|sessid)"
    r"|(?P<key>keys?)"
    r"|(?P<word>otp|totp|(?:2fa|mfa)[ _]code|pat|auth|oauth|salt|pepper|psk|sig|dsn|sid|session)"
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
_FREE = frozenset({"human", "token", "secret", "session"})  #: may end a longer word

_SECRET_KEYS = frozenset(
    "api app application access auth authentication authorization account admin private secret "
    "sign signing encrypt encryption decrypt decryption cipher master shared storage service "
    "deploy license licence consumer client integration ingest ingestion write read session "
    "webhook hmac aes jwt ssh server subscription user bot sas data recovery activation wifi wpa "
    "wpa2 preshared function functions instrumentation live sandbox prod staging root rest pgp gpg "
    "symmetric fernet cookie flask django rails laravel stripe datadog openai sendgrid".split()
)
_SECRET_ENDS = ("api", "access", "secret", "private", "auth")
_OTHER = frozenset(
    "public publishable primary foreign idempotency idempotent cache partition sort sharding shard "
    "bucket lookup map dict next page paging pagination continuation cursor resume resumption "
    "cancellation cancelation measurement tracking translation message config setting dedup "
    "deduplication lock row hot composite unique index range kafka routing group feature flag i18n "
    "locale object site anon anonymous json yaml dictionary registry arrow enter escape tab shift "
    "ctrl sync start end stop eos bos pad unk mask special lexer parser preceding following host "
    "known thumb first second third this each every same right left which no any".split()
)
"""Words that make what follows no secret: a public key, the next page's token."""

_LAST_WORD = re.compile(r"([a-z0-9]+)(?:'s)?[ _-]{0,2}$")
_BEFORE = 24


def keys(text: str, lowered: str) -> Iterator[Key]:
    """Every name that announces a secret, in order; `lowered` is the text in lower case."""
    done = 0
    for place in _places(lowered):
        found = _NAME.match(lowered, place) if place >= done else None
        if found and (key := _key(text, lowered, found)):
            done = key.end
            yield key


def _places(lowered: str) -> list[int]:
    """Where the roots stand, in order."""
    places = []
    for root in (*_ROOTS, *_SHORT_ROOTS):
        place = lowered.find(root)
        while place >= 0:
            if root not in _SHORT_ROOTS or place == 0 or not lowered[place - 1].isalpha():
                places.append(place)
            place = lowered.find(root, place + 1)
    return sorted(places)


def _key(text: str, lowered: str, found: re.Match[str]) -> Key | None:
    group = found.lastgroup or "key"
    start, end = found.span()
    starts = _starts_a_word(text, start)
    if group not in _FREE and group != "key" and not starts:
        return None
    if group in {"human", "brief"}:
        return Key(start, end, Strength.HUMAN, "password")
    before = _LAST_WORD.search(lowered[max(0, start - _BEFORE) : start])
    word = before[1] if before else ""
    if word in _OTHER:
        return None
    if group != "key" or word in _SECRET_KEYS or word.endswith(_SECRET_ENDS):
        return Key(start, end, Strength.MACHINE, _RULE_IDS[group])
    return Key(start, end, Strength.WEAK, _RULE_IDS[group]) if starts else None


def _starts_a_word(text: str, start: int) -> bool:
    if start == 0 or not text[start - 1].isalpha():
        return True
    return text[start].isupper() and not text[start - 1].isupper()
