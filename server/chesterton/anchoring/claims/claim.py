"""Extracts the claim of a note: identifiers, literals and calls that it shares with the code."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chesterton.anchoring.claims.leaf_terms import number_term, terms_of
from chesterton.anchoring.claims.prose_words import COMMON_WORDS, NUMBER_WORDS, UNITS
from chesterton.syntax.shape import Shape

_FREQUENT = 4
"""A plain word of prose that the code uses more often names its subject, not a place in it."""

_RARE = 2
"""A word of a quote that the code uses more often is not what the quote is about."""

_CODE = re.compile(r"```.*?```|``[^`]+``|`[^`\n]+`", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"\n]{1,80})\"|(?<!\w)'([^'\n]{1,80})'(?!\w)")
_PATH = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*(?:\(\))?")
_NUMBER = re.compile(r"(?<![\w.#/:-])(\d[\d_,]*(?:\.\d+)?)(?![\d/:-]|\.\d)\s?(%|[A-Za-z]+\b)?")
_WORD = re.compile(r"[^\W\d]\w*")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_JUST_ONE = re.compile(
    r"\b(?:exactly|only|just|most|least|single)\s+one\b|\bone\s+(?:retry|attempt|try|time)\b",
    re.IGNORECASE,
)
_WEAK = frozenset({"0", "1"})
"""Numbers that stand everywhere: a claim only where there is no doubt which one is meant."""

_NO_CLAIM = re.compile(r"https?://\S+|\b\d{4}-\d\d-\d\d\S*|#\d+|\bv?\d+\.\d+\.\d\S*")
_COMPOUND = re.compile(r"\w_\w|[a-z][A-Z]|[A-Za-z]\d|\$|^[A-Z]{2,}$|^_")


@dataclass(frozen=True, slots=True)
class Claim:
    """The words of code that a note holds on to."""

    terms: frozenset[str] = frozenset()  #: as the code writes them
    absent: frozenset[str] = frozenset()  #: named, not in the code: to bring them in touches it
    quoted: tuple[str, ...] = ()  #: the quoted lines

    @property
    def checkable(self) -> bool:
        """Whether anything in the code is named: if not, every change in meaning touches it."""
        return bool(self.terms or self.quoted)


def claim_of(note_text: str, quote: str | None, shape: Shape) -> Claim:
    """What a note (its title and body) and the lines it quotes say of the definition."""
    known = Counter(term for node in shape.nodes for term in terms_of(node, shape.language))
    prose = _NO_CLAIM.sub(" ", note_text)
    strict = set(_strict(prose))
    terms = {term for name in strict for term in _resolved(name, known)}
    terms |= _numbers(prose, known) | _spelled_out(prose, known) | _plain(prose, known, _FREQUENT)
    quoted = tuple(line for line in (quote or "").splitlines() if line.strip())
    terms |= _of_quote(quoted, known)
    if not terms and not quoted:
        terms = _plain(prose, known, None)
    last_names = {_split(name)[-1] for name in strict}
    return Claim(frozenset(terms), frozenset(last_names - terms - known.keys()), quoted)


def _strict(prose: str) -> Iterator[str]:
    """Names that cannot be plain words: in backticks, in quotes, compound, dotted or called."""
    for code in _CODE.findall(prose):
        yield from _PATH.findall(code)
        yield from (f'"{one or other}"' for one, other in _QUOTED.findall(code))
    rest = _CODE.sub(" ", prose)
    yield from (f'"{one or other}"' for one, other in _QUOTED.findall(rest))
    for name in _PATH.findall(rest):
        if len(_split(name)) > 1 or name.endswith("()") or _COMPOUND.search(name):
            yield name


def _split(name: str) -> list[str]:
    """The parts of a dotted path."""
    return [name] if name.startswith('"') else re.split(r"\.|::|->", name.removesuffix("()"))


def _resolved(name: str, known: Mapping[str, int]) -> Iterable[str]:
    """The last part of a path that the code knows: who owns it says less."""
    if name.startswith('"'):
        return {term for term in (name, name.strip('"')) if term in known}
    return next(({part} for part in reversed(_split(name)) if part in known), ())


def _numbers(prose: str, known: Mapping[str, int]) -> set[str]:
    """Numbers in digits and in words, also where the code counts in a smaller unit."""
    words = {word.lower() for word in _WORD.findall(prose)}
    named = {number_term(str(number)) for word, number in NUMBER_WORDS.items() if word in words}
    if _JUST_ONE.search(prose):
        named.add("1")
    for match in _NUMBER.finditer(prose):
        term = number_term(match[1])
        factors = UNITS.get((match[2] or "").lower(), (1,))
        named |= {number_term(f"{float(term) * factor:.12g}") for factor in factors}
    return {term for term in named if known.get(term) and not (term in _WEAK and known[term] > 1)}


def _spelled_out(prose: str, known: Mapping[str, int]) -> set[str]:
    """Compound identifiers whose words stand in the prose one after the other: `payment id`."""
    text = f" {' '.join(_WORD.findall(_CODE.sub(' ', prose))).lower()} "
    words = {term: [word.lower() for word in _PART.findall(term)] for term in known}
    return {
        term
        for term, parts in words.items()
        if len(parts) > 1 and f" {' '.join(parts)} " in text and not term.startswith('"')
    }


def _plain(prose: str, known: Mapping[str, int], most: int | None) -> set[str]:
    """Plain words that are identifiers of the code, whatever their case."""
    rest = _PATH.sub(lambda path: " " if len(_split(path[0])) > 1 else path[0], prose)
    words = {word.lower() for word in _WORD.findall(_CODE.sub(" ", rest))} - COMMON_WORDS
    words |= {_singular(word) for word in words} - COMMON_WORDS
    return {
        term
        for term, count in known.items()
        if term.lower() in words and (most is None or count <= most)
    }


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _of_quote(lines: Collection[str], known: Mapping[str, int]) -> set[str]:
    names = {name for line in lines for name in _WORD.findall(line)}
    return {name for name in names if 0 < known.get(name, 0) <= _RARE}
