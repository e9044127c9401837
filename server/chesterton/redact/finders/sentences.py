"""Finds secrets in sentences that match no fixed phrase, such as "it stayed gr4nitwald88"."""

import re

from chesterton.redact.chosen_value import is_code, is_given, is_rare_word, is_telling, is_worn
from chesterton.redact.finders.phrases import (
    COPULA,
    ENGLISH,
    EXCHANGE,
    GIVES,
    NOT_ITS_VALUE,
    PARTICLES,
    STATES,
)
from chesterton.redact.harmless import is_hex, is_uuid
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import is_machine_made, is_plainly_random
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value
from chesterton.redact.vocabulary import SAID_ABROAD

_CLAUSE = r"(?:[^\n.?=(){}\[\]<>|]|[.?](?=[^\s])|(?<=[ ])=(?=[ ])|(?<=[ ])\(|\))"
_REST = re.compile(rf"{_CLAUSE}{{1,140}}(?:\n(?=[^\s#>*-]){_CLAUSE}{{1,80}})?")
_LINE = re.compile(r"(?:[^\n.!?;=(){}\[\]<>|/]|[.!?](?=\S)|!(?=[ ][a-z])){0,70}$")
_WORD = re.compile(
    r"(?<![A-Za-z0-9_./@:#$%&!+~^-])[A-Za-z0-9](?:[A-Za-z0-9_!#$%&@+^~*?-]|\.(?=\w)){3,39}"
    r"(?![\w(/=]|\.\w)",
    re.ASCII,
)
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_./@#-])(?:0x)?(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|"
    r"[0-9a-f]{20,128}|"
    r"[0-9A-F]{20,128})(?![\w/-])"
)
_OF_KIND = re.compile(
    r"(?i)[ ](?:is|was|are)(?:[ ](?:a|an|just|simply|only|plain|random|bare|long)){1,4}[ ]"
    r"(?:uuid|guid|hex\w*|md5|hash|string|number)s?"
    r"(?:[ ]?v\d|[ ](?:hash|string|value|number))?[ ,:(\u2013\u2014-]{1,4}$"
)
"""Words that describe the format of a key: `the key is a plain UUID: ...`."""
_SLUG = re.compile(r"[\w.-]/[\w.-]*$")
_TYPED = re.compile(r"(?i)\b(?:enter|type|give|try|answer|use)[ ][\"'`]?$")
_PROMPT = re.compile(r"[\"'`]?[ ](?:when|whenever|if|at|on|for|as|in)\b")
_ENDS = re.compile(
    r"[\"'`\u201d\u00bb\u300d)*_]{0,3}(?:(?<=\))|[.,;!](?=\s|$)|[ \t]*(?:\r?\n|$)|[ ](?:[(\u2013-]|"
    r"(?:pour|seit|depuis|desde|since|until|f\u00fcr|for|por|per|on|als|d\u00e8s)\b))"
)
_NEARLY = re.compile(rf"(?i)\b(?:{COPULA})(?:[ ][\w'\u2019]{{1,12}}){{0,3}}[ ]$")
_PLAINLY = re.compile(
    rf"(?i)\b(?:{COPULA})[ ](?:(?:jetzt|nun|maintenant|ahora|agora|adesso|"
    rf"nu)[ ])?[\"'`*\u201c\u201e\u00ab]{{0,2}}$"
)
_BESIDE = re.compile(r"[ ]|(?:[ ][\w'\u2019]{1,12}){0,3}[ ]?\(")
_INTO = re.compile(r"(?i)\b(?:a|\u00e0|em|para|in|su)[ ]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOUN = re.compile(
    r"(?:admin|root|sudo|bios|nas|router|guest|master|sa|db|user|wifi|mail|vpn|login|ssh|ldap|the|"
    r"our|my)[ ]$"
)
_MEANT = re.compile(
    r"(?i)[,;.?!\u2013\u2014-][ ]{1,2}(?:it|that|this|which)"
    r"(?:[ ](?:is|was)|['\u2019]s)(?:[ ]\w{1,12}){0,4}[ ]$"
)
_APPOSED = re.compile(r"[,:][ ](?:(?:currently|now|still|namely|presently|derzeit|aktuell)[ ])?$")
_NO_PART = re.compile(
    r"[\"'`*]{0,2}(?:[.,;:!?)\n]|$|[ ](?:of|for|the|that|in|we|on|here|from|you|is|until|by|to)\b)"
)
_ANSWERED = re.compile(
    r"(?i)[\"'`*)]{0,2}(?:[ ][\w'@.-]{1,30}){0,5}\?[ \"'`*(]+(?:(?:it'?s|try|use|A:|"
    r"still)[ ])?[\"'`*]{0,2}(?P<value>[^\s\"'`]{5,80})(?=[\"'`.,;!)]*(?:\s|$))"
)
_SIGN = re.compile(r"[:\uff1a=→\u2014\u2013][\"'`*(\s“„«「]*$")
_ITS = re.compile(
    r"[:;,.\u2013\u2014-][ ](?:it|that)(?:['\u2019]s|[ ]is|[ ]was)"
    r"(?:[ ](?:now|still|just|simply|really|always|only))?[ ][\"'`*]{0,2}$"
)
_SAID = re.compile(SAID_ABROAD)
_BEFORE, _AFTER = 70, 40


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The first word after the name that looks like its value, in the same sentence."""
    is_verb = reading.lowered[key.start : key.end] in {"pass", "pin"} and not _NOUN.search(
        reading.lowered, max(0, key.start - _AFTER), key.start
    )
    if key.strength is Strength.WEAK or key.is_vague or is_verb:
        return None
    rest = _REST.match(reading.text, key.end)
    if key.strength is not Strength.HUMAN:
        return (
            (
                _number(reading.text, key, rest)
                or _told(reading.text, key, rest)
                or _answer(reading.text, key)
            )
            if rest
            else None
        )
    after = _password(reading.text, key, rest) if rest else None
    answered = _ANSWERED.match(reading.text, key.end)
    if after is None and answered and is_given(answered["value"].rstrip(".,;!)")):
        value = answered["value"].rstrip(".,;)")
        start = answered.start("value")
        return Value(start, start + len(value), value, quoted=False)
    return after or _password_before(reading.text, key)


def _password(text: str, key: SensitiveName, rest: re.Match[str]) -> Value | None:
    is_foreign = ENGLISH.match(text[key.start : key.end].lower()) is None
    before = text[max(0, key.start - _BEFORE) : key.start].rpartition("\n")[2]
    for word in _WORD.finditer(text, *rest.span()):
        value = word[0].rstrip("!?*")
        gap = text[key.end : word.start()]
        if (
            is_telling(word[0].rstrip("?*"))
            or is_telling(value)
            or _is_fitting(text, word, gap, is_foreign=is_foreign, before=before)
        ):
            return Value(word.start(), word.start() + len(value), value, quoted=False)
    return None


def _is_fitting(text: str, word: re.Match[str], gap: str, *, is_foreign: bool, before: str) -> bool:
    """Whether the text directly before a word shows that the word is the password."""
    value = word[0].rstrip("!?*")
    if is_worn(value) and (is_foreign or STATES[False].search(gap)):
        return True
    if value.isalpha():
        is_new = is_foreign and is_rare_word(value) and not _SAID.fullmatch(value)
        is_given_so = _PLAINLY.search(gap)
        if is_plainly_random(value) and GIVES.search(gap):
            return True
        return bool(is_new and is_given_so and _ENDS.match(text, word.end()))
    if NOT_ITS_VALUE.search(gap):
        return False
    end = word.end()
    is_exchanged = (
        EXCHANGE.search(before + text[word.start() - len(gap) : end + _AFTER]) is not None
    )
    if value.isdigit():
        is_last = _ENDS.match(text, end) or EXCHANGE.match(text, end + 1)
        is_near = is_foreign and (_NEARLY.search(gap) or _BESIDE.fullmatch(gap))
        is_so = (is_near and not _YEAR.fullmatch(value)) or _is_introduced(
            gap, _SIGN, is_foreign=is_foreign, is_exchanged=is_exchanged
        )
        return bool(is_last and is_so) and is_code(value)
    sign = PARTICLES if is_foreign else _SIGN
    return is_given(value) and _is_introduced(
        gap, sign, is_foreign=is_foreign, is_exchanged=is_exchanged
    )


def _is_introduced(
    gap: str, sign: re.Pattern[str], *, is_foreign: bool, is_exchanged: bool
) -> bool:
    """Whether a verb or sign directly before a value introduces it."""
    if not is_foreign and gap.endswith(" on "):
        return False  # a verb elsewhere
    if GIVES.search(gap) or sign.search(gap) or _ITS.search(gap):
        return True
    is_into = STATES[True].search(gap) or (is_foreign and _INTO.search(gap))
    return is_exchanged and is_foreign and bool(is_into)


def _password_before(text: str, key: SensitiveName) -> Value | None:
    """A password before its name: `X unlocks it (password of the old team)`."""
    back = max(0, key.start - _BEFORE)
    meant = _MEANT.search(text[back : key.start])
    if meant and _NO_PART.match(text, key.end):
        for word in _WORD.finditer(text, back, back + meant.start()):
            if is_given(word[0]):
                return Value(*word.span(), word[0], quoted=False)
    line = _LINE.search(text[back : key.start].rstrip("("))
    if line is None:
        return None
    for word in _WORD.finditer(text, back + line.start(), key.start):
        is_typed = _TYPED.search(text[back : word.start()]) and _PROMPT.match(text, word.end())
        if is_telling(word[0]) or (is_typed and is_given(word[0])):
            return Value(*word.span(), word[0], quoted=False)
    return None


def _number(text: str, key: SensitiveName, rest: re.Match[str]) -> Value | None:
    """A UUID or hexadecimal number, which would otherwise be a commit or identifier."""
    number = _NUMBER.search(text, *rest.span())
    if number is None or not is_machine_made(number[0]):
        return None
    before = text[max(0, key.start - _BEFORE) : key.start]
    gap = _OF_KIND.sub(": ", text[key.end : number.start()])
    if _SLUG.search(before) or NOT_ITS_VALUE.search(gap):
        return None
    is_exchanged = EXCHANGE.search(before.rpartition("\n")[2] + gap) is not None
    if not STATES[is_exchanged].search(gap):
        return None
    return Value(*number.span(), number[0], quoted=False)


def _answer(text: str, key: SensitiveName) -> Value | None:
    """A value that answers a question: `API key for the maps? A: 0123abcd...`."""
    answer = _ANSWERED.match(text, key.end)
    value = answer["value"].rstrip(".,;!)") if answer else ""
    if answer is None or not is_machine_made(value):
        return None
    start = answer.start("value")
    return Value(start, start + len(value), value, quoted=False)


def _told(text: str, key: SensitiveName, rest: re.Match[str]) -> Value | None:
    """A memorable word that follows a verb as the value of a token or key."""
    for word in _WORD.finditer(text, *rest.span()):
        value = word[0].rstrip("!?*")
        gap = text[key.end : word.start()]
        is_apposed = _APPOSED.search(gap) and _ENDS.match(text, word.start() + len(value))
        if (GIVES.search(gap) or is_apposed) and is_telling(value):
            return Value(word.start(), word.start() + len(value), value, quoted=False)
    return None


def is_number(text: str) -> bool:
    """Whether the text is a UUID, or a hexadecimal number as long as a key."""
    return is_uuid(text) or (is_hex(text.removeprefix("0x")) and len(text) >= 20)  # noqa: PLR2004
