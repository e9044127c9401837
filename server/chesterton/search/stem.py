"""The Porter stemmer, compatible with SQLite's `porter` tokenizer.

Source: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, steps 1a to 5b.
"""

import re
from functools import lru_cache

_SHORT, _LONG = 2, 64  # word lengths outside of this range are not stemmed

_CONSONANT = r"(?:[^aeiouy]|(?<![^aeiou])y)"
_VOWEL = r"(?:[aeiou]|(?<=[^aeiou])y)"
_MEASURE = re.compile(rf"{_VOWEL}+{_CONSONANT}+")
_HAS_VOWEL = re.compile(_VOWEL)
_SHORT_END = re.compile(rf"{_CONSONANT}{_VOWEL}(?![wxy]){_CONSONANT}$")
_DOUBLE = re.compile(r"([^aeiou])\1$")

_STEP_2 = """
ational:ate tional:tion enci:ence anci:ance izer:ize logi:log bli:ble alli:al entli:ent eli:e
ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al
iviti:ive biliti:ble
"""
_STEP_3 = "icate:ic ative: alize:al iciti:ic ical:ic ful: ness:"
_STEP_4 = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion"),
    *("ou", "ism", "ate", "iti", "ous", "ive", "ize"),
)


def _table(pairs: str) -> list[tuple[str, str]]:
    """Suffixes with their replacements, longest suffix first."""
    split = [pair.partition(":") for pair in pairs.split()]
    return sorted(((ending, rest) for ending, _, rest in split), key=lambda pair: -len(pair[0]))


_SECOND, _THIRD = _table(_STEP_2), _table(_STEP_3)
_FOURTH = sorted(_STEP_4, key=len, reverse=True)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word, equal for all its inflections."""
    if not _SHORT < len(word) <= _LONG or not word.isascii():
        return word
    word = _past(_plural(word))
    if word.endswith("y") and _HAS_VOWEL.search(word, 0, len(word) - 1):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _SECOND), _THIRD)
    return _finished(_shortened(word))


def _measure(word: str) -> int:
    """Porter's measure m: the number of vowel-consonant sequences."""
    return len(_MEASURE.findall(word))


def _plural(word: str) -> str:
    for ending, rest in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending) + rest
    return word


def _past(word: str) -> str:
    if word.endswith("eed") and word != "eed":
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        if word.endswith(ending) and _HAS_VOWEL.search(word[: -len(ending)]):
            return _restored(word.removesuffix(ending))
    return word


def _restored(word: str) -> str:
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _DOUBLE.search(word) and word[-1] not in "lsz":
        return word[:-1]
    if _measure(word) == 1 and _SHORT_END.search(word):
        return word + "e"
    return word


def _replaced(word: str, endings: list[tuple[str, str]]) -> str:
    for ending, rest in endings:
        if word.endswith(ending):
            start = word.removesuffix(ending)
            return start + rest if _measure(start) else word
    return word


def _shortened(word: str) -> str:
    for ending in _FOURTH:
        if word.endswith(ending):
            start = word.removesuffix(ending)
            cut = _measure(start) > 1 and (ending != "ion" or start.endswith(("s", "t")))
            return start if cut else word
    return word


def _finished(word: str) -> str:
    if word.endswith("e"):
        start = word[:-1]
        measure = _measure(start)
        if measure > 1 or (measure == 1 and not _SHORT_END.search(start)):
            word = start
    if word.endswith("ll") and _measure(word) > 1:
        return word[:-1]
    return word
