"""The tokenizer for both queries and the index: splits text and identifiers into words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LANGUAGE = r"(?<!\w)(?:[Cc]\+\+|[CFcf]#)(?!\w)"
_SIGN = r"[\u2600-\u27bf\U0001f000-\U0001faff]"
_WORD = rf"[^\W{_CJK}](?:[^\W{_CJK}]|['\u2019](?=\w))*"
_RUN = re.compile(rf"{_LANGUAGE}|{_WORD}|[{_CJK}]+|{_SIGN}")
_COMPOUND = re.compile(r"\w+(?:[-.]\w+)+|\w+", re.ASCII)
_JOINT = re.compile(r"[-.]")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PART = re.compile(r"\d+|[^\W\d_]+")
_HEXADECIMAL = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{7,64}")
_MARK = re.compile(r"[\u0300-\u036f]")
_LANGUAGES = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp"}
_WORD_LIMIT = _COMPOUND_LIMIT = 64


def words(text: str) -> Iterator[str]:
    """The words of a text in order, in lower case; identifiers are split, commit ids are not."""
    return (word for run in runs(text) for word in split(run))


def runs(text: str) -> list[str]:
    """The pieces of a text that `split` splits into words."""
    return _RUN.findall(normalised(text))


def compounds(text: str) -> Iterator[tuple[str, ...]]:
    """The parts of each compound, such as `user` and `id` for `user_id`, `userId` or `user-id`."""
    parts = (_parts(run) for run in _COMPOUND.findall(normalised(text)))
    return (each for each in parts if len(each) > 1)


def characters(text: str) -> Iterator[str]:
    """Each Chinese or Japanese character, because these scripts have no spaces between words."""
    return (sign for run in re.findall(f"[{_CJK}]+", text) for sign in run)


def is_commit_id(word: str) -> bool:
    """Whether a word looks like a full or abbreviated commit id."""
    return _HEXADECIMAL.fullmatch(word) is not None


def normalised(text: str) -> str:
    """The text without accents, ligatures and full-width forms."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", _MARK.sub("", decomposed)).replace("ß", "ss")


@lru_cache(maxsize=50_000)
def _parts(run: str) -> tuple[str, ...]:
    parts = tuple(part for piece in _JOINT.split(run) for part in split(piece))
    return parts if len(run) <= _COMPOUND_LIMIT else ()


@lru_cache(maxsize=50_000)
def split(run: str) -> tuple[str, ...]:
    """The words of one piece of text, in lower case."""
    lower = run.lower()
    if run[0] >= "\u2600":
        return tuple(_signs(run))
    if lower in _LANGUAGES:
        return (_LANGUAGES[lower],)
    if is_commit_id(lower):
        return (lower,)
    spaced = _HUMP.sub(" ", run.replace("'", "").replace("\u2019", ""))
    return tuple(part[:_WORD_LIMIT] for part in _PART.findall(spaced.lower()))


def _signs(run: str) -> Iterator[str]:
    if re.fullmatch(_SIGN, run):
        yield f"u{ord(run):x}"
    elif len(run) == 1:
        yield run
    elif re.fullmatch(f"[{_CJK}]+", run):
        yield from (left + right for left, right in pairwise(run))
    else:
        yield from (part[:_WORD_LIMIT] for part in _PART.findall(run.lower()))
