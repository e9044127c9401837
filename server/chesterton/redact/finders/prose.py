"""Secrets told in sentences: "the password is ...", "use ... as the token"."""

import re
from collections.abc import Iterator

from chesterton.redact.harmless import is_harmless, is_hex
from chesterton.redact.keys import Key, Strength
from chesterton.redact.literal import Literal, literal_at
from chesterton.redact.reading import Reading
from chesterton.redact.rule import Hit
from chesterton.redact.value import (
    has_letter_and_digit,
    is_compound,
    is_machine_made,
    is_password,
    is_plainly_random,
    is_random,
    is_reference,
)

_OF = (
    r"(?:for|of|to|on|in|at|from|that|which|we|you|i|he|she|they|there|here|used|everyone|by|until|"
    r"behind|over|since|after|before)"
)
_LINKED = re.compile(
    r"[\"'`*_)\]]{0,3}"
    rf"(?P<gap>(?:[ \t]+(?:{_OF}\b|\([^()\n]{{1,40}}\))(?:[ \t\n]+[\w'’/.@&()-]{{1,30}}){{0,10}}?)?)"
    r"(?:['’]s(?=[ \t])|,?[ \t\n]+(?:now[ ]|still[ ]|currently[ ]|also[ ])?"
    r"(?:is|was|are|were|to|equals|became|remains|reads|should be|will be|must be|has been)\b"
    r"|[ \t]*(?:[:=→]|[-=]>|–|—)|[ \t]-(?=[ \t]))"
    r"(?:[ \t\n]+(?:now|still|currently|just|simply|temporarily|always|literally|actually|again|set|"
    r"changed|reset|updated|rotated|back|to|this|the|following|string|value|hard-?coded|as|namely|"
    r"probably|only|either|maybe|something|like|plain|called)(?![\w-]))*"
    r"[ \t\n]*:?[ \t\n]*[(\[]?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[\"'`*_)\]]{0,2}[ \t]+(?:\(|\[)?")
_APART = re.compile(r"[\"'`*_)\]:]{0,3}(?P<gap>(?:[ \t]+[\w'’/()-]{1,20}[:,]?){0,4}?)[ \t]+[\"'`(]?(?=[0-9a-fA-F]{20})")
_BEFORE = re.compile(
    r"(?:^|[\s(])(?P<value>[\"'`“][^\"'`”\n]{4,80}[\"'`”]|[^\s\"'`(]{4,120})[)]?,?\s+"
    r"(?:as|is|was|for|being|=)\s+(?:[\w'-]{1,20}\s+){0,4}$"
)
_NEUTRAL = re.compile(
    r"(?i)\b(?:commits?|sha\d*|rev(?:ision)?|hash(?:es)?|digest|checksum|md5|etag|trace|span|ids?|"
    r"uuid|images?|layer|blob|tree|merge[ds]?|cherry|revert(?:s|ed)?|fix(?:e[sd])?|see|since|at|"
    r"from|build|version|request|in|by|to|with|was|broke|landed|introduced|refactor\w*|and)\b"
)
_SENTENCE_END = re.compile(r"[\"'`)*_]{0,3}(?:[.!,;?]+(?=\s|$)|\s*(?:\n|$)|\s+\(|\s+(?:and|but|for|on)\s)")
_WINDOW = 120
_SPAN = 20
_SHORTEST_WORD = 5


def find(reading: Reading) -> Iterator[Hit]:
    """Every secret that a sentence tells."""
    for key in reading.keys:
        if reading.lowered[key.start : key.end] == "pass":  # mostly a verb
            continue
        value = (
            _linked(reading.text, key)
            or _beside(reading.text, key)
            or _apart(reading.text, key)
            or _before(reading.text, key)
        )
        if value:
            yield Hit(value.start, value.end, key.rule_id)


def _linked(text: str, key: Key) -> Literal | None:
    """The password for X is VALUE."""
    link = _LINKED.match(text, key.end)
    value = link and literal_at(text, link.end())
    if not link or not value:
        return None
    if key.strength is not Strength.HUMAN:
        return value if _is_told(key, value) else None
    if value.quoted:
        return value if is_password(value.text, quoted=True) else None
    if _is_told(key, value):
        return value
    return value if _is_word(text, key, value) else None


def _beside(text: str, key: Key) -> Literal | None:
    """With password VALUE."""
    gap = _BESIDE.match(text, key.end)
    value = gap and literal_at(text, gap.end())
    if not value:
        return None
    if value.quoted and key.strength is Strength.HUMAN:
        return value if is_password(value.text, quoted=True) else None
    return value if _is_told(key, value) else None


def _apart(text: str, key: Key) -> Literal | None:
    """Key for production 0123abcd...: digits that would be a commit, were it not for the name."""
    if key.strength is Strength.WEAK:
        return None
    gap = _APART.match(text, key.end)
    if gap is None or _NEUTRAL.search(gap["gap"]):
        return None
    value = literal_at(text, gap.end())
    return value if value and is_hex(value.text) and not value.text.isdigit() else None


def _before(text: str, key: Key) -> Literal | None:
    """Use VALUE as the password."""
    start = max(0, key.start - _WINDOW)
    found = _BEFORE.search(text[start : key.start])
    if found is None:
        return None
    whole = found["value"]
    value = whole.strip("\"'`“”.,;:)")
    place = start + found.start("value") + whole.index(value)
    literal = Literal(place, place + len(value), value, quoted=whole != value)
    return literal if _is_told(key, literal) else None


def _is_told(key: Key, value: Literal) -> bool:
    """Whether a value in a sentence cannot be taken for a word of it."""
    text = value.text
    if is_harmless(text) or is_reference(text) or is_compound(text):
        return False
    if key.strength is Strength.WEAK:
        return is_plainly_random(text)
    if key.strength is Strength.MACHINE:
        return is_machine_made(text)
    return is_password(text, quoted=False) and not text.isdigit()


def _is_word(text: str, key: Key, value: Literal) -> bool:
    """Whether a sentence ends with a plain word as the password: "... is swordfish."."""
    word = value.text
    if not (key.end - key.start > 1 and word.isalpha() and word.islower()):
        return False
    if len(word) < _SHORTEST_WORD or is_reference(word):
        return False
    return _SENTENCE_END.match(text, value.end) is not None
