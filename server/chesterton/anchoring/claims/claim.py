"""Finds the names, literals and lines that a note watches in one version of its code."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from chesterton.anchoring.claims.leaf_terms import number_term, terms_of
from chesterton.anchoring.claims.possible_claim import PART
from chesterton.anchoring.claims.prose_words import COMMON_WORDS, NUMBER_WORDS, UNITS
from chesterton.anchoring.claims.strict_names import (
    CODE,
    PATH,
    code_names,
    is_quoted,
    may_be_missing,
    name_parts,
    names_in_code,
    without_references,
)
from chesterton.anchoring.text.replacements import names_in
from chesterton.model.watch import Watch
from chesterton.syntax.shape import Shape

_MAX_PLAIN_WORD_USES = 4
"""A plain word that the code uses more often than this is its subject rather than a claim."""

_MAX_QUOTED_WORD_USES = 2
"""A quoted word that the code uses more often than this is too general to be a claim."""

_NUMBER = re.compile(r"(?<![\w.#/:-])(\d[\d_,]*(?:\.\d+)?)(?![\d/]|[:-]\d|\.\d)\s?(%|[A-Za-z]+\b)?")
_WORD = re.compile(r"[^\W\d]\w*")
_JUST_ONE = re.compile(
    r"\b(?:exactly|only|just|most|least|single)\s+one\b|\bone\s+(?:retry|attempt|try|time)\b",
    re.IGNORECASE,
)
_WEAK = frozenset({"0", "1"})
"""Numbers so common that they are a claim only if they occur once in the code."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The parts of the code that a note watches."""

    terms: frozenset[str] = frozenset()  #: spelled as in the code; a change of one warns
    missing_terms: frozenset[str] = frozenset()  #: watched but missing: adding one warns
    quoted_lines: tuple[str, ...] = ()  #: the lines that a person selected
    written: frozenset[int] = frozenset()  #: 1-based lines of the code that a linked commit wrote
    support: frozenset[str] = frozenset()  #: terms that tell only beside a written line
    spoken: frozenset[str] = frozenset()  #: all names and words of the text

    @property
    def checkable(self) -> bool:
        """Whether the note watches anything; if not, no change warns."""
        return bool(self.terms or self.missing_terms or self.quoted_lines or self.written)

    @property
    def words(self) -> frozenset[str]:
        """Everything in the code that the note refers to."""
        return self.terms | self.support


def claim_of(watch: Watch, shape: Shape) -> Claim:
    """What the watch means in a definition."""
    counts = Counter(term for node in shape.nodes for term in terms_of(node, shape.language))
    names = watched_words(watch, counts) if watch.words is None else watch.words
    terms = {term for name in names for term in _resolved(name, counts)} - watch.silenced
    last_names = {name_parts(name)[-1] for name in names if not name[:1].isdigit()}
    quoted = tuple(line for line in (watch.quote or "").splitlines() if line.strip())
    return Claim(
        frozenset(terms),
        frozenset(last_names - terms - counts.keys() - watch.silenced),
        quoted,
        watch.written,
        frozenset(_supporting(watch, quoted, counts) - watch.silenced),
        frozenset(names_in(watch.text)).union(watch.words or ()),
    )


def watch_words(watch: Watch, shapes: Collection[Shape]) -> tuple[str, ...]:
    """The words to watch, from the text of a note about these definitions."""
    counts = Counter(
        term for shape in shapes for node in shape.nodes for term in terms_of(node, shape.language)
    )
    return watched_words(watch, counts)


def may_watch(watch: Watch) -> bool:
    """Whether a note has something to watch, whatever its code is."""
    if watch.words or watch.has_place:
        return True
    title = without_references(watch.title)
    names = [*code_names(title), *names_in_code(watch.body)]
    words = {word.lower() for word in _WORD.findall(title)}
    return bool(names or words & NUMBER_WORDS.keys() or _NUMBER.search(title))


def watched_words(watch: Watch, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The strict names, literals and numbers of the title, and the code in the body.

    Where lines are watched, they decide: only names that the code lacks are watched as well.
    """
    title = without_references(watch.title)
    certain = {*names_in_code(title), *names_in_code(watch.body)}
    names = [*code_names(title), *names_in_code(watch.body)]
    absent = [each for each in names if not _resolved(each, counts)]
    unlikely = {each for each in absent if each not in certain and not may_be_missing(each)}
    if watch.has_place:
        names = absent if watch.quote else []
    names = [each for each in names if each not in unlikely]
    if watch.has_place:
        return tuple(dict.fromkeys(names))
    terms = {term for name in names for term in _resolved(name, counts)}
    further = (_number_terms(title, counts) | _spelled_out(title, counts)) - terms
    return tuple(dict.fromkeys([*names, *sorted(further)]))


def _supporting(watch: Watch, quoted: Collection[str], counts: Mapping[str, int]) -> set[str]:
    """Everything in the code that the text may refer to, plain words included."""
    prose = without_references(watch.text)
    terms = {term for name in code_names(prose) for term in _resolved(name, counts)}
    terms |= _number_terms(prose, counts) | _spelled_out(prose, counts)
    terms |= _plain_words(prose, counts, _MAX_PLAIN_WORD_USES)
    return terms | _quote_terms(quoted, counts)


def _resolved(name: str, counts: Mapping[str, int]) -> Iterable[str]:
    """The terms of the code that a watched word stands for.

    Of a dotted path, the last part that occurs in the code; the parts before it matter less.
    """
    if name[:1].isdigit():
        return {number_term(name)} & counts.keys()
    if is_quoted(name):
        return {term for term in (name, name.strip('"')) if term in counts}
    return next(({part} for part in reversed(name_parts(name)) if part in counts), ())


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
    text = f" {' '.join(_WORD.findall(CODE.sub(' ', prose))).lower()} "
    words = {term: [word.lower() for word in PART.findall(term)] for term in counts}
    return {
        term
        for term, parts in words.items()
        if len(parts) > 1 and f" {' '.join(parts)} " in text and not is_quoted(term)
    }


def _plain_words(prose: str, counts: Mapping[str, int], max_occurrences: int | None) -> set[str]:
    """Plain words that are identifiers in the code, ignoring case."""
    rest = PATH.sub(lambda path: " " if len(name_parts(path[0])) > 1 else path[0], prose)
    words = {word.lower() for word in _WORD.findall(CODE.sub(" ", rest))} - COMMON_WORDS
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
