"""Patterns found almost only in passwords, such as `Pebbl3!42`, `Mossy4711!` and `jL6-fx0-KO0`.

Almost none of the 190,000 commit messages tested contains a word that matches.
"""

import re
from functools import lru_cache

from chesterton.redact.chosen_value import (
    is_leet,
    is_numbered_phrase,
    is_unmistakable,
    is_usual,
    without_terms,
)
from chesterton.redact.harmless import is_harmless, is_hex
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_random,
    is_reference,
)

_CAPITALISED, _WORD = r"[A-Z][a-z]{3,12}", r"[a-z]{3,12}"
_GROUP = r"(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{3,6}"
_SHAPES = re.compile(
    rf"!?{_CAPITALISED}(?:\d{{2,4}}[!$*#%]{{1,2}}|[!$*%~]\d{{2,4}}[!$*]?)|!{_CAPITALISED}\d{{2,4}}"
    rf"|\d{{2}}{_CAPITALISED}\d{{2}}[!%$#&*+]|{_CAPITALISED}\d{_CAPITALISED}\d{{1,2}}"
    rf"|{_CAPITALISED}&{_WORD}\d{{1,4}}|{_WORD}\d{{2,4}}[#!$*%&]{_WORD}|{_WORD}[!$*%]{_WORD}\d{{2,4}}"
    rf"|{_CAPITALISED}\d{{3}}{_CAPITALISED}|[A-Z]{{3}}\d{{3}}[a-z]{{3}}[!?%]?"
    r"|[a-z]{4,10}\.[a-z]{4,10}\.[a-z]{4,10}\.\d{1,3}|[A-Z]{4,12}\d{3,4}[a-z]|[a-z]{4,14}\d{3,4}[!$]|[A-Z]?[a-z]{1,6}[a-z0]*@[a-z0]+\d{2,4}[!$*#]"
    rf"|(?=.*[A-Z])(?=.*[a-z])(?:{_GROUP}-){{2,5}}{_GROUP}|(?:(?![A-Za-z]*[A-Z]){_GROUP}-){{3,5}}{_GROUP}"
    r"|(?=.*[@$045])[Pp][@a4][s$5]{2}w[o0]rd\d{1,5}[!$#*]?"
    r"|(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=(?:.*[!$#*?@^~]){2})(?!.*(?:%[0-9A-F]{2}|&#|!!))"
    r"[A-Za-z0-9][A-Za-z0-9!$#%&*?@^~+_-]{7,30}"
)
_MARKED = re.compile(
    r"(?=(?:.*[A-Za-z]){3})(?=(?:.*\d){2})(?=.*(?:[A-Za-z0-9][!$](?:[A-Za-z0-9]|$)|[A-Za-z0-9]%[A-Za-z]|"
    r"\d{2}[#*]$|[a-z]\d{2,4}%$))(?!.*(?:%[0-9A-F]{2}|&#|&&|!!|!=|\.\d+\$|\*\*))"
    r"[A-Za-z0-9][A-Za-z0-9!$#%*?&@^~+_.-]{6,30}"
)
"""Letters and digits, with a symbol where only passwords have one."""
_OF_WORDS = re.compile(
    rf"{_CAPITALISED}\d{{2,4}}\.[a-z]{{4,12}}|[a-z]{{4,12}}\d[a-z]{{4,12}}\d{{1,2}}"
    rf"|{_CAPITALISED}[_+]{_CAPITALISED}[_+]?\d{{2,4}}|{_CAPITALISED}{_CAPITALISED}[!$#%*]\d{{1,4}}"
    rf"|[a-z]{{4,12}}(?P<joint>[+!$%*])[a-z]{{4,12}}(?P=joint)?\d{{2,4}}"
    rf"|{_CAPITALISED}[!?$*%]{_WORD}[!?$*%]\d{{1,3}}"
    rf"|{_CAPITALISED}-[A-Za-z][a-z]{{3,12}}-[A-Za-z][a-z]{{3,12}}-?\d{{1,4}}"
)
"""Shapes that names in code also have, if their words are common in software."""
_LIKELY = re.compile(
    rf"{_WORD}\d{{2,4}}(?:{_CAPITALISED}|[A-Z]{{3,5}})|{_CAPITALISED}[@#.+]\d{{3,4}}|{_CAPITALISED}\d{{2,4}}[+?]"
    rf"|{_CAPITALISED}{_CAPITALISED}\d{{2,4}}|{_CAPITALISED}-\d{{4}}"
    rf"|[A-Z]{{4,10}}\d{{4}}|[a-z]{{4,10}}[A-Z]{{3,10}}\d{{2,4}}|\d{{2,4}}{_CAPITALISED}{_CAPITALISED}"
    rf"|{_CAPITALISED}_\d{{2,4}}|\d{{4}}{_CAPITALISED}!?|(?:{_CAPITALISED}){{3}}\d{{1,2}}|[a-z]{{4,14}}\d{{2}}[!*#]|"
    rf"{_CAPITALISED}-{_CAPITALISED}\d{{2,4}}|\d{{3}}[g-z][a-z]{{3,12}}\d{{3}}"
)
_STEM = re.compile(r"[A-Z]?[a-z]+")
_PIECES = re.compile(r"[-_.!$#@*+?%&~]")
_ENDS_IN_NUMBER = re.compile(r"\d{2,4}[!$*?]?$")
_JUMBLE = re.compile(
    r"(?!.*%[0-9A-F]{2})(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d].{0,80}[!#%*$^~@].*"
)
_FILE = re.compile(r".*\w\.[a-z]{1,5}|.*\w::?\w.*")
_MOST_JOINTS, _LONG_JUMBLE, _SHORTEST, _LONGEST = 3, 10, 7, 40


@lru_cache(maxsize=4096)
def is_certain(text: str) -> bool:
    """Whether the word is a password, whatever the text around it is about."""
    if not _SHORTEST <= len(text) <= _LONGEST or is_hex(text) or is_harmless(text):
        return False
    if _SHAPES.fullmatch(text) or _MARKED.fullmatch(text):
        return has_letter_and_digit(without_terms(text)) and not is_reference(text)
    if _OF_WORDS.fullmatch(text) and not is_reference(text):
        return _is_of_rare_words(text)
    if text.count("-") > _MOST_JOINTS or is_reference(text):
        return False
    pieces = [piece for piece in _PIECES.split(text) if piece]
    if len(pieces) > 1 and _ENDS_IN_NUMBER.search(text) and any(map(is_leet, pieces)):
        return not (is_compound(text) or _FILE.fullmatch(text))
    return len(text) >= _LONG_JUMBLE and _JUMBLE.fullmatch(text) is not None and is_random(text)


@lru_cache(maxsize=4096)
def is_likely(text: str) -> bool:
    """Whether the word is a password if the text is about an account, a lock or a login."""
    if is_certain(text) or is_unmistakable(text) or is_numbered_phrase(text):
        return True
    return _LIKELY.fullmatch(text) is not None and _is_of_rare_words(text)


def _is_of_rare_words(text: str) -> bool:
    if not has_letter_and_digit(without_terms(text)):
        return False
    return not any(is_usual(stem) for stem in _STEM.findall(text) if len(stem) > 2)  # noqa: PLR2004
