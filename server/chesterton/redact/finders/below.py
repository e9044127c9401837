"""Finds secrets on the line below their name, such as under a heading or after a question."""

import re

from chesterton.redact.finders.sentences import is_number
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_machine_made,
    is_password,
    is_plainly_random,
    is_worn,
)
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value

_ASKS = re.compile(
    r"(?i)\?|\b(?:pls|plz|please|send|give|share|tell|remind|need|what'?s?|which|anyone|anybody|"
    r"somebody|someone|got|have|know|remember|where|was ist|wie|quel\w*|cu[a\u00e1]l|qual|jak\w*)\b"
)
_CODE = re.compile(
    r"[(){};=]|^\s*(?:if|elif|else|while|for|case|when|with|switch|unless|def|class|try|match|"
    r"return|"
    r"import|from|func|fn|sub|begin|end)\b|^\s*with_|://"
)
_ANSWER = re.compile(
    r"(?:[ \t>#*|_~=-]*(?:```\w*)?\r?\n){1,3}[ \t>#*|_~-]*"
    r"(?:\[?[\d:.]{4,8}(?:[ ][AP]M)?\]?[ ]+)?(?:<@?[\w.-]{1,24}>|\*\*@?[\w.-]{1,24}:?\*\*:?|"
    r"@[\w.-]{1,24}(?=[ ])|"
    r"@?[\w.-]{1,24}(?:[ ][\[(]?[\d:]+(?:[ ]?[AP]M)?[\])]?)?[:>])?[ \t]*"
    r"(?i:(?:it(?:'s|[ ]is|[ ]was)|this[ ]is|try|use|sure,?|value:?|now:?|here:?|is|=|->|"
    r"\u2192)[ ]+)*"
    r"[\"'`*\u201c]{0,3}(?P<value>[^\s\"'`\u201d]{5,200})[\"'`*.,;\u201d]{0,3}[ \t]*(?=\r?\n|$)"
)
_LABEL = re.compile(r"\s*[\"'`]{0,1}(?P<label>[\w.-]{1,24}):[ \t]*\S")
_ITS_LABEL = re.compile(
    r"(?i)(?:value|answer|hint|now|here|it|is|pass\w*|pwd?|pin|tokens?|secrets?|keys?|root|admin|"
    r"user|prod\w*|stag\w+|live|dev\w*|test\w*|qa|uat|demo|local|old|new|current|default)\d{0,3}"
)
_OTHER_NOUN = re.compile(
    r"[ ](?!(?:value|prod|staging|sandbox|string|below|today|again|please|needed|currently|"
    r"since|after|before|until|under|which|there|where|still|should|everywhere|with|from|that|"
    r"over|used|goes|they)\b)[a-z]{4,}"
)
"""The name is only part of a longer one: `token refresh`."""

_TITLED = re.compile(r"^[ \t>]*(?:#+[ ]|\*\*|__|[-*][ ]\*\*)|[:*_=-][ \t]*$")
_SHORT_LINE = 26
_LONGEST = 90
_MOST_WORDS = 9


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The value that stands alone on the next line."""
    text = reading.text
    start, end = reading.line(key.end)
    line = text[start:end]
    if end == len(text) or len(line) > _LONGEST or _CODE.search(line):
        return None
    is_asked = _ASKS.search(line) is not None
    answer = _ANSWER.match(text, _decoration(line) + start)
    if is_asked and (answer is None or not has_letter_and_digit(answer["value"])):
        following = reading.line(end + 1)[1]  # "yes", then the answer
        answer = _ANSWER.match(text, following) if following - end < _SHORT_LINE else None
    if answer is None:
        return None
    if not is_asked and (_OTHER_NOUN.match(text, key.end) or _is_labelled(answer)):
        return None
    value = answer["value"].rstrip(".,;!?*_)")
    if not is_asked and len(line.split()) > _MOST_WORDS:
        return None
    is_clear = is_asked or _TITLED.search(line) or line.strip() == text[key.start : key.end]
    if not _is_value(key, value, is_clear=bool(is_clear), is_asked=is_asked):
        return None
    return Value(answer.start("value"), answer.start("value") + len(value), value, quoted=False)


def _is_labelled(answer: re.Match[str]) -> bool:
    """Whether the line has a label of its own, such as `commit:`, so it gives something else."""
    label = _LABEL.match(answer[0].lstrip(" \t>#*|_~=-\n\r"))
    return label is not None and not _ITS_LABEL.fullmatch(label["label"])


def _decoration(line: str) -> int:
    return len(line.rstrip(" \t>#*|_~-"))


def _is_value(key: SensitiveName, value: str, *, is_clear: bool, is_asked: bool) -> bool:
    if key.strength is Strength.HUMAN:
        is_mixed = is_clear and is_password(value, quoted=False) and has_letter_and_digit(value)
        return is_worn(value) or is_mixed
    if key.strength is Strength.WEAK or key.is_vague:
        return is_asked and (is_number(value) or is_plainly_random(value))
    return is_machine_made(value) and (is_clear or len(value) >= 16)  # noqa: PLR2004
