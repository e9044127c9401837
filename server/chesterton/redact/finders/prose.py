"""Finds secrets stated in sentences: "the password is ...", "use ... as the token"."""

import re

from chesterton.redact.chosen_value import (
    is_code,
    is_given,
    is_namesake,
    is_paired,
    is_plain_phrase,
    is_rare_word,
    is_telling,
    is_unmistakable,
    is_worn,
    phrase_at,
)
from chesterton.redact.finders.phrases import (
    APART,
    BEFORE,
    BEFORE_BRACKET,
    BEFORE_COMMA,
    BESIDE,
    ENGLISH,
    LINKED,
    LINKS_BACK,
    NEUTRAL,
    NOT_ITS_VALUE,
    NOUN,
    PHRASE_BEFORE,
    SENTENCE_END,
)
from chesterton.redact.finders.sentences import is_number
from chesterton.redact.harmless import is_harmless, is_hex, is_uuid
from chesterton.redact.password_shapes import is_certain
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_machine_made,
    is_password,
    is_plainly_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value, literal_at

_SIGN = re.compile(r"[ \t]{0,3}(?:\.{1,20}[ \t:]|[;/|]|--)[ \t]{0,3}")
_HABITUAL = re.compile(r"(?i)(?:pass(?:word|wd)?|secret|admin|test|user|root)\d{1,4}")
_BLOCK = re.compile(r":[ \t]*\n")  #: may be a block of code below
_END = re.compile(r"[^\w\s=(]*[ \t\r]*(?:\n|$)")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_SAME_SUBJECT = re.compile(
    r"(?i)\W*(?:$|(?:it|this|that|they|these|those|value|now|currently|still|is|are|was)\b)"
)
_OF_ANOTHER = re.compile(
    r"[ _-](?:hash\w*|algorithm|alphabet|format|encoding|types?|length|policy|field|column|file|"
    r"prefix|scheme|cipher|encoder|header|storage|function|standard|variant)\b"
)
_LEAST_WORDS = 5  #: a label has fewer
_WINDOW = 120
_ENGLISH_IS = re.compile(
    r"(?i)\b(?:is|was|be|been|are|were|to|equals|became|remains|reads|as|now|still|called)\W*$|[:=\u2192>\u2013\u2014-]\W*$|'s\W*$|\($"
)
_NEW = re.compile(r"(?i)\b(?:new|old|current|our|your|my|leaked|live)[ ]$")
_ADJECTIVE = 12
_SHORTEST_TOKEN = 8
_LONG_NUMBER = 6


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The secret that a sentence states for a name."""
    text = reading.text
    if reading.lowered[key.start : key.end] == "pass":  # mostly a verb
        return _linked(text, key) if NOUN.match(text, key.end) else None
    return (
        _linked(text, key)
        or _between_commas(text, key)
        or _set_off(text, key)
        or _beside(text, key)
        or _apart(text, key)
        or _before(text, key)
    )


def _linked(text: str, key: SensitiveName) -> Value | None:
    """A value linked to its name by a verb or sign: `the password for X is VALUE`."""
    link = LINKED.match(text, key.end)
    value = link and literal_at(text, link.end())
    if link and value and _reaches_over(link[0], value.text):
        return None
    if not link or not value or (_BLOCK.search(link[0]) and not _END.match(text, value.end)):
        return None
    if key.strength is not Strength.HUMAN:
        return value if _is_stated(key, value) else None
    if value.quoted:
        is_phrase = is_plain_phrase(value.text)
        return value if is_phrase or is_password(value.text, quoted=True) else None
    return _bare(text, key, link, value)


def _bare(text: str, key: SensitiveName, link: re.Match[str], value: Value) -> Value | None:
    """An unquoted password: a word that looks like one, a passphrase, a sentence's last word."""
    name = text[key.start : key.end].lower()
    is_phrase = "phrase" in name or "frase" in name
    if (is_phrase or ENGLISH.match(name)) and (
        phrase := phrase_at(text, link.end(), is_named=is_phrase)
    ):
        return phrase
    if _is_stated(key, value) or _HABITUAL.fullmatch(value.text):
        return value
    is_apart = link[0][-1].isspace() and "=" not in link[0]
    return value if is_apart and _is_word(text, key, value) else None


def _reaches_over(link: str, value: str) -> bool:
    """Whether a new paragraph starts between name and value, and is about something else."""
    paragraph = _PARAGRAPH.split(link)[-1]
    if paragraph == link or _SAME_SUBJECT.match(paragraph):
        return False
    is_label = len(paragraph.split()) < _LEAST_WORDS or NOT_ITS_VALUE.search(paragraph)
    return bool(is_label) or not is_telling(value)


def _set_off(text: str, key: SensitiveName) -> Value | None:
    """A value set off from its name by a sign: `password ..... VALUE`, `password/VALUE`."""
    sign = _SIGN.match(text, key.end) if key.strength is Strength.HUMAN else None
    value = sign and literal_at(text, sign.end())
    if not sign or not value:
        return None
    is_found = is_certain(value.text) or (
        "/" not in sign[0] and (is_worn(value.text) or is_given(value.text))
    )
    return value if is_found else None


def _beside(text: str, key: SensitiveName) -> Value | None:
    """A value directly after its name: `with password VALUE`."""
    gap = BESIDE.match(text, key.end)
    value = gap and literal_at(text, gap.end())
    if not value:
        return None
    if value.quoted and key.strength is Strength.HUMAN:
        return value if is_password(value.text, quoted=True) else None
    if gap and gap["origin"] and is_hex(value.text):
        return None
    if key.strength is Strength.HUMAN and "phrase" in text[key.start : key.end].lower():
        phrase = gap and phrase_at(text, gap.end(), is_named=True)
        if phrase:
            return phrase
    is_new = key.strength is Strength.WEAK and _NEW.search(
        text, max(0, key.start - _ADJECTIVE), key.start
    )
    if is_new and (is_unmistakable(value.text) or is_number(value.text)):
        return value
    return value if _is_stated(key, value) else None


def _between_commas(text: str, key: SensitiveName) -> Value | None:
    """A value between commas: `the password, VALUE, is written on the wall`."""
    if key.strength is not Strength.HUMAN or not text.startswith(", ", key.end):
        return None
    value = literal_at(text, key.end + 2)
    if not value or not text.startswith(", ", value.end + value.quoted):
        return None
    return value if _is_stated(key, value) else None


def _apart(text: str, key: SensitiveName) -> Value | None:
    """A hexadecimal number shortly after its name: `key for production 0123abcd...`."""
    if key.strength is Strength.WEAK or key.is_vague:
        return None
    gap = APART.match(text, key.end)
    if gap is None or NEUTRAL.search(gap["gap"]):
        return None
    value = literal_at(text, gap.end())
    return value if value and is_hex(value.text) and not value.text.isdigit() else None


def _before(text: str, key: SensitiveName) -> Value | None:
    """A value before its name: `use VALUE as the password`."""
    start = max(0, key.start - _WINDOW)
    if _OF_ANOTHER.match(text, key.end) or not LINKS_BACK.search(text, start, key.start):
        return None
    window = text[start : key.start]
    words = PHRASE_BEFORE.search(window) if key.strength is Strength.HUMAN else None
    if words and is_plain_phrase(words["value"].replace("-", " ")):
        at = start + words.start("value")
        return Value(at, at + len(words["value"]), words["value"], quoted=False)
    phrase = BEFORE.search(window) or BEFORE_COMMA.search(window)
    if text.startswith(")", key.end):
        phrase = phrase or BEFORE_BRACKET.search(window)
    if phrase is None:
        return None
    raw = phrase["value"]
    value = raw.strip("\"'`\u201c\u201d.,;:)")
    about = window[phrase.end("link") :] + text[key.start : key.end]
    if (phrase["link"] == "for" and is_hex(value)) or NOT_ITS_VALUE.search(about):
        return None
    position = start + phrase.start("value") + raw.index(value)
    literal = Value(position, position + len(value), value, quoted=raw != value)
    if key.strength is Strength.HUMAN and is_code(value) and _END.match(text, key.end):
        return literal
    is_apposed = phrase["link"].startswith(",") and key.strength is Strength.HUMAN
    return literal if _is_stated(key, literal) or (is_apposed and is_worn(value)) else None


def _is_stated(key: SensitiveName, value: Value) -> bool:
    """Whether a value in a sentence cannot be mistaken for an ordinary word."""
    text = value.text
    if key.strength is Strength.HUMAN and is_telling(text):
        return True
    is_number = is_hex(text) or is_uuid(text)
    if key.strength is Strength.MACHINE and is_number and key.is_vague:
        return False
    is_key = key.strength is Strength.MACHINE and is_uuid(text)
    is_flag = text.startswith("-")
    if is_key or is_flag or is_harmless(text) or is_reference(text) or is_compound(text):
        return is_key
    if key.strength is Strength.WEAK:
        return has_letter_and_digit(text) and is_plainly_random(text)
    if key.strength is Strength.MACHINE:
        is_likely = (is_namesake(text) or is_paired(text)) and not key.is_vague
        return len(text) >= _SHORTEST_TOKEN and (is_likely or is_machine_made(text))
    return is_password(text, quoted=False) and not (text.isdigit() and len(text) < _LONG_NUMBER)


def _is_word(text: str, key: SensitiveName, value: Value) -> bool:
    """Whether a plain word at the end of a sentence is the password: "... is swordfish."."""
    word = value.text
    name = text[key.start : key.end].lower()
    if not (ENGLISH.match(name) and word.isalpha() and word.islower()):
        return False
    if (
        not is_rare_word(word)
        or is_reference(word)
        or not _ENGLISH_IS.search(text[key.end : value.start])
    ):
        return False
    return SENTENCE_END.match(text, value.end) is not None
