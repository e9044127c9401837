"""Extracts a note's claim: the identifiers, literals and calls that its text and code share."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chesterton.anchoring.claims.leaf_terms import number_term, terms_of
from chesterton.anchoring.claims.possible_claim import PART
from chesterton.anchoring.claims.prose_words import COMMON_WORDS, NUMBER_WORDS, UNITS
from chesterton.syntax.shape import Shape

_MAX_PLAIN_WORD_USES = 4
"""A plain word that the code uses more often than this is its subject rather than a claim."""

_MAX_QUOTED_WORD_USES = 2
"""A quoted word that the code uses more often than this is too general to be a claim."""

_CODE = re.compile(r"```.*?```|``[^`]+``|`[^`\n]+`", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"\n]{1,80})\"|(?<!\w)'([^'\n]{1,80})'(?!\w)")
_PATH = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*(?:\(\))?")
_NUMBER = re.compile(r"(?<![\w.#/:-])(\d[\d_,]*(?:\.\d+)?)(?![\d/:-]|\.\d)\s?(%|[A-Za-z]+\b)?")
_WORD = re.compile(r"[^\W\d]\w*")
_JUST_ONE = re.compile(
    r"\b(?:exactly|only|just|most|least|single)\s+one\b|\bone\s+(?:retry|attempt|try|time)\b",
    re.IGNORECASE,
)
_WEAK = frozenset({"0", "1"})
"""Numbers so common that they are a claim only if they occur once in the code."""

_NO_CLAIM = re.compile(r"https?://\S+|\b\d{4}-\d\d-\d\d\S*|#\d+|\bv?\d+\.\d+\.\d\S*")
_COMPOUND = re.compile(r"\w_\w|[a-z][A-Z]|[A-Za-z]\d|\$|^[A-Z]{2,}$|^_")


@dataclass(frozen=True, slots=True)
class Claim:
    """The parts of the code that a note refers to."""

    terms: frozenset[str] = frozenset()  #: spelled as in the code
    missing_terms: frozenset[str] = frozenset()  #: named but missing: adding them touches the claim
    quoted_lines: tuple[str, ...] = ()  #: the quoted lines

    @property
    def checkable(self) -> bool:
        """Whether the claim names anything in the code; if not, any change in meaning counts."""
        return bool(self.terms or self.quoted_lines)


def claim_of(note_text: str, quote: str | None, shape: Shape) -> Claim:
    """The claim of a note, from its title, body and quoted lines, about a definition."""
    counts = Counter(term for node in shape.nodes for term in terms_of(node, shape.language))
    prose = _NO_CLAIM.sub(" ", note_text)
    code_names = set(_code_names(prose))
    terms = {term for name in code_names for term in _last_known_part(name, counts)}
    terms |= _number_terms(prose, counts) | _spelled_out(prose, counts)
    terms |= _plain_words(prose, counts, _MAX_PLAIN_WORD_USES)
    quoted = tuple(line for line in (quote or "").splitlines() if line.strip())
    terms |= _quote_terms(quoted, counts)
    if not terms and not quoted:
        terms = _plain_words(prose, counts, None)
    last_names = {_split(name)[-1] for name in code_names}
    return Claim(frozenset(terms), frozenset(last_names - terms - counts.keys()), quoted)


def _code_names(prose: str) -> Iterator[str]:
    """Names that are not plain words: in backticks or quotes, compound, dotted or called."""
    for code in _CODE.findall(prose):
        yield from _PATH.findall(code)
        yield from (f'"{double or single}"' for double, single in _QUOTED.findall(code))
    rest = _CODE.sub(" ", prose)
    yield from (f'"{double or single}"' for double, single in _QUOTED.findall(rest))
    for name in _PATH.findall(rest):
        if len(_split(name)) > 1 or name.endswith("()") or _COMPOUND.search(name):
            yield name


def _split(name: str) -> list[str]:
    """The parts of a dotted path."""
    return [name] if name.startswith('"') else re.split(r"\.|::|->", name.removesuffix("()"))


def _last_known_part(name: str, counts: Mapping[str, int]) -> Iterable[str]:
    """The last part of a dotted path that occurs in the code; the parts before it matter less."""
    if name.startswith('"'):
        return {term for term in (name, name.strip('"')) if term in counts}
    return next(({part} for part in reversed(_split(name)) if part in counts), ())


def _number_terms(prose: str, counts: Mapping[str, int]) -> set[str]:
    """Numbers in digits or words, including conversions to smaller units."""
    words = {word.lower() for word in _WORD.findall(prose)}
    named = {number_term(str(number)) for word, number in NUMBER_WORDS.items() if word in words}
    if _JUST_ONE.search(prose):
        named.add("1")
    for match in _NUMBER.finditer(prose):
        term = number_term(match[1])
        factors = UNITS.get((match[2] or "").lower(), (1,))
        named |= {number_term(f"{float(term) * factor:.12g}") for factor in factors}
    return {term for term in named if counts.get(term) and not (term in _WEAK and counts[term] > 1)}


def _spelled_out(prose: str, counts: Mapping[str, int]) -> set[str]:
    """Compound identifiers whose words are adjacent in the prose: `payment id`."""
    text = f" {' '.join(_WORD.findall(_CODE.sub(' ', prose))).lower()} "
    words = {term: [word.lower() for word in PART.findall(term)] for term in counts}
    return {
        term
        for term, parts in words.items()
        if len(parts) > 1 and f" {' '.join(parts)} " in text and not term.startswith('"')
    }


def _plain_words(prose: str, counts: Mapping[str, int], max_occurrences: int | None) -> set[str]:
    """Plain words that are identifiers in the code, ignoring case."""
    rest = _PATH.sub(lambda path: " " if len(_split(path[0])) > 1 else path[0], prose)
    words = {word.lower() for word in _WORD.findall(_CODE.sub(" ", rest))} - COMMON_WORDS
    words |= {_singular(word) for word in words} - COMMON_WORDS
    return {
        term
        for term, count in counts.items()
        if term.lower() in words and (max_occurrences is None or count <= max_occurrences)
    }


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _quote_terms(lines: Collection[str], counts: Mapping[str, int]) -> set[str]:
    names = {name for line in lines for name in _WORD.findall(line)}
    return {name for name in names if 0 < counts.get(name, 0) <= _MAX_QUOTED_WORD_USES}
