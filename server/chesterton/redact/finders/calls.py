"""Finds passwords passed with a user name: `auth=("bob", "...")`, `getConnection(url, ...)`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from chesterton.redact.chosen_value import is_telling, without_terms
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_password,
    is_random,
)
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import quoted_at

_TWO = re.compile(r"[\"'],\s{0,4}(?:Some\(|[@b])?[\"']")
_CALL = re.compile(
    r"(?:auth(?!or)|login|credential|connect|sign_?in(?!g)|setuser|logon|\bpdo|mysqli|driver|"
    r"bind|basic|wi-?fi\.(?:begin|connect)|user(?:name)?_(?:pw|pass(?:word)?)_set|"
    r"(?<![a-z])(?:ftp|smtp|imap|ldap|sftp|ssh|telnet|pop3?|mqtt|client|session|database|engine|"
    r"pool|account|sasl\w*|"
    r"user_?pass|add_?user|create_?user|new_?user|register)(?![a-z_]))\w*\s{0,3}(?:=>|[=:])?\s{0,3}"
    r"[(\[{]{1,2}\s{0,10}(?=(?P<arguments>[^\n(){}\[\]]{3,200}))"
)
_ARGUMENT = re.compile(r"\"[^\"\n]{0,100}\"|'[^'\n]{0,100}'")
_SECURE = re.compile(
    r"(?:convertto-securestring(?:\s+-(?:string|asplaintext|force))*\s+|curlopt_userpwd,\s*|"
    r"\.auth\(|(?:encoder|bcrypt|argon2|hasher|"
    r"pwd_context)\.\w+\(|unprotect[ (]\s*|set_?password\(|check_?password\(|"
    r"createcipher\w*\([^\n,]{1,40},\s*)(?=[\"'])"
)
_USER = re.compile(r"[\w.@+-]{2,40}")


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Passwords among the arguments of login calls."""
    done = 0
    for two in _TWO.finditer(reading.text):
        if two.start() >= done:
            start, done = reading.line(two.start())
            yield from _in_line(reading, start, done)
    for call in _SECURE.finditer(reading.lowered):
        value = quoted_at(reading.text, call.end())
        password = value.text.rpartition(":")[2] if value else ""
        if value and is_password(password, quoted=True):
            yield Hit(value.end - len(password), value.end, "password")


def _in_line(reading: AnalysedText, start: int, end: int) -> Iterator[Hit]:
    for call in _CALL.finditer(reading.lowered, start, end):
        arguments = list(_ARGUMENT.finditer(reading.text, *call.span("arguments")))
        for user, password in pairwise(arguments):
            if _USER.fullmatch(user[0][1:-1]) and _is_plausible(password[0][1:-1]):
                yield Hit(password.start() + 1, password.end() - 1, "password")
        if arguments and is_telling(arguments[-1][0][1:-1]):
            yield Hit(arguments[-1].start() + 1, arguments[-1].end() - 1, "password")


def _is_plausible(value: str) -> bool:
    return (
        is_password(value, quoted=True)
        and without_terms(value).strip("-_") != ""
        and (
            has_letter_and_digit(value) or is_random(value) or not value.replace("-", "").isalpha()
        )
    )
