"""Finds secrets in sentences that no fixed phrase matches, such as "it stayed gr4nitwald88"."""

import re

from chesterton.redact.finders.phrases import (
    ENGLISH,
    EXCHANGE,
    GIVES,
    NOT_ITS_VALUE,
    PARTICLES,
    STATES,
)
from chesterton.redact.harmless import is_hex, is_uuid
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_machine_made,
    is_password,
    is_telling,
    is_worn,
    without_terms,
)
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value

_CLAUSE = r"(?:[^\n.!?=(){}\[\]<>|]|[.!?](?=[^\s])|(?<=[ ])=(?=[ ])|(?<=[ ])\(|\))"
_REST = re.compile(rf"{_CLAUSE}{{1,140}}(?:\n(?=[^\s#>*-]){_CLAUSE}{{1,80}})?")
_LINE = re.compile(r"(?:[^\n.!?;=(){}\[\]<>|/]|[.!?](?=\S)){0,70}$")
_WORD = re.compile(
    r"(?<![A-Za-z0-9_./@:#$%&!+~^-])[A-Za-z0-9][A-Za-z0-9_!#$%&@+^~*?-]{6,39}(?![\w(/=]|\.\w)",
    re.ASCII,
)
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_./@#-])(?:0x)?(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|"
    r"[0-9a-f]{20,128}|"
    r"[0-9A-F]{20,128})(?![\w/-])"
)
_SLUG = re.compile(r"[\w.-]/[\w.-]*$")
_TYPED = re.compile(r"(?i)\b(?:enter|type|give|try|answer|use)[ ][\"'`]?$")
_PROMPT = re.compile(r"[\"'`]?[ ](?:when|whenever|if|at|on|for|as|in)\b")
_BEFORE = 70


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The first word after the name that looks like its value, within the sentence."""
    is_verb = reading.text[key.start : key.end] == "pass"
    if key.strength is Strength.WEAK or key.is_vague or is_verb:
        return None
    rest = _REST.match(reading.text, key.end)
    if key.strength is not Strength.HUMAN:
        return (
            (_number(reading.text, key, rest) or _told(reading.text, key, rest)) if rest else None
        )
    after = _password(reading.text, key, rest) if rest else None
    return after or _password_before(reading.text, key)


def _password(text: str, key: SensitiveName, rest: re.Match[str]) -> Value | None:
    is_foreign = ENGLISH.match(text[key.start : key.end].lower()) is None
    for word in _WORD.finditer(text, *rest.span()):
        value = word[0].rstrip("!?*")
        gap = text[key.end : word.start()]
        is_stated = is_foreign or STATES[False].search(gap)
        is_given = GIVES.search(gap) or (is_foreign and PARTICLES.search(gap))
        if (
            is_telling(value)
            or (is_stated and is_worn(value))
            or (is_given and _is_given(value) and not NOT_ITS_VALUE.search(gap))
        ):
            return Value(word.start(), word.start() + len(value), value, quoted=False)
    return None


def _is_given(value: str) -> bool:
    """Whether a value right after its verb is a password: letters with digits, but no term."""
    if is_hex(value) or is_compound(value) or not has_letter_and_digit(without_terms(value)):
        return False
    return is_password(value, quoted=False)


def _password_before(text: str, key: SensitiveName) -> Value | None:
    """X unlocks it (password of the old team)."""
    back = max(0, key.start - _BEFORE)
    line = _LINE.search(text[back : key.start].rstrip("("))
    if line is None:
        return None
    for word in _WORD.finditer(text, back + line.start(), key.start):
        is_typed = _TYPED.search(text[back : word.start()]) and _PROMPT.match(text, word.end())
        if is_telling(word[0]) or (is_typed and _is_given(word[0])):
            return Value(*word.span(), word[0], quoted=False)
    return None


def _number(text: str, key: SensitiveName, rest: re.Match[str]) -> Value | None:
    """A UUID or hexadecimal number, which would otherwise be a commit or identifier."""
    number = _NUMBER.search(text, *rest.span())
    if number is None or not is_machine_made(number[0]):
        return None
    before = text[max(0, key.start - _BEFORE) : key.start]
    gap = text[key.end : number.start()]
    if _SLUG.search(before) or NOT_ITS_VALUE.search(gap):
        return None
    is_exchanged = EXCHANGE.search(before.rpartition("\n")[2] + gap) is not None
    if not STATES[is_exchanged].search(gap):
        return None
    return Value(*number.span(), number[0], quoted=False)


def _told(text: str, key: SensitiveName, rest: re.Match[str]) -> Value | None:
    """A memorable word that a verb gives for a token or key."""
    for word in _WORD.finditer(text, *rest.span()):
        value = word[0].rstrip("!?*")
        if GIVES.search(text[key.end : word.start()]) and is_telling(value):
            return Value(word.start(), word.start() + len(value), value, quoted=False)
    return None


def is_number(text: str) -> bool:
    """Whether it is a UUID, or a hexadecimal number as long as a key."""
    return is_uuid(text) or (is_hex(text.removeprefix("0x")) and len(text) >= 20)  # noqa: PLR2004
