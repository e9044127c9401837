"""Finds secrets on the lines below a label such as a heading, a question or a title."""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import (
    is_code,
    is_given,
    is_plain_phrase,
    is_rare_word,
    is_telling,
    is_worn,
    phrase_at,
)
from chesterton.redact.finders.phrases import NOT_ITS_VALUE
from chesterton.redact.finders.sentences import is_number
from chesterton.redact.harmless import is_harmless, is_hex
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_machine_made,
    is_plainly_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value

_ASKS = re.compile(
    r"(?i)\?|\b(?:pls|plz|please|send|give|share|tell|remind|need|what'?s?|which|anyone|anybody|"
    r"somebody|someone|got|have|know|remember|where|was ist|wie|quel\w*|cu[aá]l|qual|jak\w*)\b"
)
_ANNOUNCES = re.compile(
    r"(?i)\b(?:below|follow(?:s|ing)|here|next|underneath|unten|folgt|hier|ci-dessous|suivant\w*|abajo|"
    r"aqu[ií]|sotto|ecco|seguente|hieronder|nedan|nedenfor|tutaj|poni[zż]ej|n[ií][zž]e|segue|abaixo|"
    r"ниже|вот)\b|[:\uff1a][ \t]*$|下"
)
_CODE = re.compile(
    r"[(){};=]|^\s*(?:if|elif|else|while|for|case|when|with|switch|unless|def|class|try|match|"
    r"return|import|from|func|fn|sub|begin|end)\b|^\s*with_|://"
)
_REMARK = re.compile(r"\([\w ,.'-]{1,40}\)")
_TIME = r"[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ ]?[AaPp]\.?[Mm]\.?)?[\])]?"
_DECORATION = r"[ \t>#|_~=-]*(?:\*[ ]|```\w*|\d{1,2}[.)][ ]|[\u2022\u00b7][ ])?[ \t]*"
_SPEAKER = re.compile(
    rf"{_DECORATION}(?:{_TIME}[ ,-]{{0,3}})?(?:<@?[\w. -]{{1,24}}>|\*\*@?[\w. -]{{1,24}}:?\*\*:?|"
    r"@[\w.-]{1,24}(?=[ ])|"
    rf"@?[\w.-]{{1,24}}(?:[ ][A-Z][\w.-]{{0,20}})?(?:,?[ ]{_TIME}[:>]?[ ]*(?=\r?\n|\r?$)|"
    rf"(?:,?[ ]{_TIME})?[:>](?![/\\])))?"
    rf"(?:[ ]*{_TIME}(?=[ ]*\r?\n|[ ]*\r?$))?[ \t]*"
)
_LEAD = re.compile(
    r"(?i)(?:(?:it(?:'s|[ ]is|[ ]was|[ ]wants|[ ]expects|[ ]takes)?|this[ ]is|"
    r"that(?:'s|[ ]is)|try|use|sure|yes|yep|yeah|ok|"
    r"value:?|now:?|here:?|here[ ]you[ ]go|is|=|->|→|still|i[ ]think|should[ ]be|c'est|es|ist|è|"
    r"[eé]|es[ ]ist|klar|hier|oui|s[ií]|voici|"
    r"(?:all|every|both|each|same|old|new|on|for|in)[ ][\w ]{2,20}:|[\w.@-]{2,40}[ ]?(?:/|"
    r"\|)(?=[ ]))"
    r"[,.:!]?[ ]+){0,3}[\"'`*\u201c\u201e\u00ab(]{0,3}"
)
_VALUE = re.compile(
    r"(?P<value>(?![-@=/])[^\s(\[=\"'`\u201c\u201d\u00ab\u00bb]{4,200})[\"'`*\u201d\u00bb)]{0,3}"
    r"(?:[.,;!]{0,2}[ \t]*$|[,;]?[ ](?:(?:since|until|from|as[ ]of|for|on|seit|depuis|desde|thx|"
    r"please|pls|but|and|expires|works)\b|[(#-])[^\n]{0,80}$)"
)
_LABEL = re.compile(r"(?P<label>[\w.-]{1,24}):[ \t]*(?P<value>\S.*)")
_ITS_LABEL = re.compile(
    r"(?i)(?:value|answer|hint|now|here|it|is|pass\w*|pwd?|pin|tokens?|secrets?|keys?|root|admin|"
    r"user|prod\w*|stag\w+|live|dev\w*|test\w*|qa|uat|demo|local|old|new|current|default)\d{0,3}"
)
_OTHER_NOUN = re.compile(
    r"[ ](?!(?:value|prod|staging|sandbox|string|below|today|again|please|needed|currently|"
    r"since|after|before|until|under|which|there|where|still|should|everywhere|with|from|that|"
    r"over|used|goes|they|follows|changed|here|thanks)\b)[a-z]{4,}"
)
"""The name is only part of a longer one: `token refresh`."""

_TITLED = re.compile(r"^[ \t>]*(?:#+[ ]|\*\*|__|[-*][ ]\*\*)|[:*_=-][ \t]*$")
_FENCED = re.compile(
    r"(?:[ \t>]*\n)?[ \t>]*(```|~~~)\w*[ \t]*\r?\n(?P<content>[^\n]*\S[^\n]*)\n[ \t>]*\1"
)
"""A code block of one line."""

_ONE_WORD = re.compile(r"[ \t>]*(?P<value>[^\s()\[\]{}<>/=]{6,64})[ \t\r]*")
_TITLE_END = re.compile(
    r"[ \t:*_=\r-]*(?:\([^()\n]{1,40}\)|(?:of|for|on|to|in)(?:[ ][\w'.-]{1,20}){1,4}?)?"
    r"[ \t:*_=\r-]*"
)

_TERM = re.compile(r"[:/@]|^[a-z]+\d[\w.-]*$|^\d")
_SHORT_LINE = 40
_LONGEST = 110
_MOST_WORDS = 9
_MOST_LINES = 8
_LONG_KEY = 16


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """A value that stands alone on one of the lines below its name."""
    text = reading.text
    start, end = reading.line(key.end)
    if end == len(text) or end - start > _LONGEST:
        return None
    line = text[start:end]
    is_verb = reading.lowered[key.start : key.end] == "pass"
    is_asked = _ASKS.search(line) is not None
    if (is_verb and "?" not in line) or _CODE.search(_REMARK.sub("", line)):
        return None
    is_announced = _ANNOUNCES.search(line) is not None
    is_title = start == 0 and text.startswith("\n", end + 1)
    is_title = is_title or _FENCED.match(text, end + 1) is not None
    is_clear = is_title or _TITLED.search(line) or line.strip() == text[key.start : key.end]
    is_part = _OTHER_NOUN.match(text, key.end) and not (is_announced or is_asked)
    if not is_asked and (is_part or len(line.split()) > _MOST_WORDS):
        is_clear = False
    if is_clear and (
        alone := _alone_in_fence(reading, key, end) or (is_title and _phrase(reading, key, end))
    ):
        return alone
    for number, (position, content) in enumerate(_contents(reading, end, is_asked=is_asked)):
        value = _value(content, position)
        if value and _is_value(
            key,
            value.text,
            is_clear=bool(is_clear or is_asked or is_announced) and number < 2,  # noqa: PLR2004
            is_asked=is_asked and not is_part and number < 2,  # noqa: PLR2004
            is_near=number < 1 + is_asked and not is_part,
        ):
            return value
        is_skipped = number < 2 and len(content) < (_LONGEST if is_title else _SHORT_LINE)  # noqa: PLR2004
        if not is_skipped or _is_labelled(content) or _CODE.search(content):
            return None
    return None


def _phrase(reading: AnalysedText, key: SensitiveName, end: int) -> Value | None:
    """A passphrase of plain words that is the first line below a title."""
    first = next(_contents(reading, end, is_asked=False), None)
    if key.strength is not Strength.HUMAN or first is None:
        return None
    is_named = "phrase" in reading.lowered[key.start : key.end]
    return phrase_at(reading.text, first[0], is_named=is_named)


def _alone_in_fence(reading: AnalysedText, key: SensitiveName, end: int) -> Value | None:
    """The one word of a code block right below a title that ends in the name."""
    fenced = _FENCED.match(reading.text, end + 1)
    word = fenced and _ONE_WORD.fullmatch(reading.text, *fenced.span("content"))
    is_title = _TITLE_END.fullmatch(reading.text, key.end, end)
    if not word or not is_title or key.strength is Strength.WEAK or key.is_vague:
        return None
    value = word["value"]
    is_other = is_reference(value) or is_hex(value) or is_harmless(value)
    is_name = is_compound(value) and not is_telling(value)
    is_mixed = has_letter_and_digit(value) and not (is_other or is_name)
    if not (is_mixed or (key.strength is Strength.HUMAN and is_code(value))):
        return None
    return Value(*word.span("value"), value, quoted=False)


def _contents(reading: AnalysedText, end: int, *, is_asked: bool) -> Iterator[tuple[int, str]]:
    """The lines below, without speakers and timestamps; empty lines are left out."""
    text = reading.text
    for _ in range(_MOST_LINES):
        if end >= len(text):
            return
        start, end = reading.line(end + 1)
        speaker = _SPEAKER.match(text, start, end)
        position = speaker.end() if speaker else start
        if (
            speaker
            and not is_asked
            and _is_labelled(text[start:position].strip(" \t>#*|_~=-") + " x")
        ):
            position = start
        if content := text[position:end].strip(" \t\r"):
            yield text.index(content, position), content


def _value(content: str, position: int) -> Value | None:
    lead = _LEAD.match(content)
    value = _VALUE.match(content, lead.end() if lead else 0)
    if value is None:
        return None
    bare = value["value"].rstrip(".,;?*_)|")
    return Value(
        position + value.start("value"),
        position + value.start("value") + len(bare),
        bare,
        quoted=False,
    )


def _is_labelled(content: str) -> bool:
    """Whether the line has a label of its own, such as `commit:`, and another kind of value."""
    label = _LABEL.match(content)
    return label is not None and not _ITS_LABEL.fullmatch(label["label"])


def _is_value(
    key: SensitiveName, value: str, *, is_clear: bool, is_asked: bool, is_near: bool
) -> bool:
    if NOT_ITS_VALUE.fullmatch(value):
        return False
    if key.strength is Strength.HUMAN:
        if is_asked and (is_code(value) or is_rare_word(value)):
            return True
        return (
            is_telling(value)
            or (is_near and is_worn(value))
            or (is_clear and is_given(value) and not _TERM.search(value))
            or (is_clear and (is_plainly_random(value) or is_plain_phrase(value.replace("-", " "))))
        )
    if key.strength is Strength.WEAK or key.is_vague:
        return is_asked and (is_number(value) or is_plainly_random(value))
    if is_clear and is_telling(value) and has_letter_and_digit(value):
        return True
    return is_near and is_machine_made(value) and (is_clear or len(value) >= _LONG_KEY)
