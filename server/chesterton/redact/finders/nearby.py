"""Finds random-looking or password-like words close to a sensitive name or a login."""

import re
from collections.abc import Iterator

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.chosen_value import is_unmistakable
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import Strength
from chesterton.redact.secret_value import has_letter_and_digit, is_plainly_random
from chesterton.redact.text_reading import AnalysedText

_WORD = re.compile(r"(?<![\w/=.@%#~$&-])[A-Za-z0-9][A-Za-z0-9+/_.~!@#$%^&*-]{15,255}={0,2}")
_DIGEST_OF = re.compile(r"(?<![a-z])(?:h1|sha-?\d+|md5|blake\w{1,3}):$")
_BEFORE = 100
_AFTER = 200
_STRANGE = 6.4


_LOGIN = re.compile(
    r"pass(?:w|phrase|code|[ ]?[:=])|(?<![a-z])(?:pw|pwd|login|logon|log[ -]?(?:in|on)|"
    r"logged[ -](?:in|on)|logging[ -]in|"
    r"sign(?:ed)?[ -]?in|"
    r"prompt\w*|creds?|credentials?|sudo|root|bmc|idrac|ilo|unlocks?|unseal|wi-?fi|wlan|hotspot|ssid|psk|auth|anmeld\w*|einlogg\w*|eintippen|zugang\w*|"
    r"kennwort|connexion|acceso|accesso|acesso|inlog\w*|secrets?|tokens?|snmp\w*|com2sec|radius|tacacs|isakmp|"
    r"vnc|rdp|ssh|ftp|smtp|imap|ldap|mqtt|vault|console|bios|ipmi|(?:access|door|entry|gate|"
    r"alarm)[ ]code|"
    r"(?:api|access|service|the|wpa|network)[ ]key|user(?:name)?s?|accounts?)(?![a-z])"
)
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_./@#$%&!+~^-])(?=[^\s\d]{0,39}\d)[A-Za-z0-9](?:[A-Za-z0-9_!#$%&@+^~*?-]|"
    r"\.(?=\w)){6,39}(?![\w(/@-]|\.\w)"
)
_TAIL = re.compile(r"=[+=~^%!*-]?[\w!#$%&@+^~*=-]{4,40}")  #: of a password with such a sign
_FAR, _CLOSE = 140, 60


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Random-looking words within a sentence or two of a sensitive name."""
    for start, end, rule_id in _windows(reading):
        for match in _WORD.finditer(reading.text, start, end):
            word = match[0].rstrip(".!*~_-")
            if (
                has_letter_and_digit(word)
                and not _DIGEST_OF.search(reading.text, max(0, match.start() - 12), match.start())
                and bits_per_letter(word) > _STRANGE
                and is_plainly_random(word)
                and not reading.is_public(match.start(), match.end())
            ):
                yield Hit(match.start(), match.start() + len(word), rule_id)


def find_chosen(reading: AnalysedText) -> Iterator[Hit]:
    """Words that are almost certainly passwords, in a paragraph about logging in."""
    lowered = reading.lowered
    if not _LOGIN.search(lowered):
        return
    for token in _TOKEN.finditer(reading.text):
        word = token[0].rstrip("?*")
        start, end = token.span()
        if not is_unmistakable(word) or reading.is_public(start, end):
            continue
        before = lowered[max(0, start - _FAR) : start]
        if _LOGIN.search(before) or _LOGIN.search(lowered[end : end + _CLOSE].partition("\n")[0]):
            rest = _TAIL.match(reading.text, start + len(word))
            yield Hit(start, rest.end() if rest else start + len(word), "password")


def _windows(reading: AnalysedText) -> Iterator[tuple[int, int, str]]:
    """Spans of text around sensitive names; overlapping ones are merged."""
    strong = [key for key in reading.keys if key.strength is not Strength.WEAK]
    start, end, rule_id = 0, -1, ""
    for key in strong:
        if end < 0 or key.start - _BEFORE > end:
            if end >= 0:
                yield start, end, rule_id
            start, rule_id = max(0, key.start - _BEFORE), key.rule_id
        end = key.end + _AFTER
    if strong:
        yield start, end, rule_id
