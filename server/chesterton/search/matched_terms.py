"""Matches a query's terms against a note's title, body and code, and weights them by rarity."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from chesterton.model.note import Note
from chesterton.search import exact_terms
from chesterton.search.stem import stem
from chesterton.search.terms import Query, code_places
from chesterton.search.tokens import characters, compounds, runs, split

_BODY_LIMIT = 2_000
"""Maximum number of characters of a note's body that are searched."""

_JOINTS = str.maketrans("", "", "-_.'\u2019")

_ASSUMED_NOTES = 1_000
"""Store size assumed when weighting words, because hits alone do not reveal it."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The query terms found in one note, as stems."""

    title: frozenset[str]
    body: frozenset[str]
    code: frozenset[str]
    pairs: frozenset[tuple[str, str]]  #: words that are adjacent both here and in the query
    exact: tuple[str, ...]  #: the exact parts that the note contains
    words: frozenset[str]  #: stems of all words of title and body

    @property
    def matched(self) -> frozenset[str]:
        """The query terms found anywhere in the note."""
        return self.title | self.body | self.code


class Reader:
    """Finds the terms of one query in notes."""

    def __init__(self, asked: Query) -> None:
        stems = [stem(word) for word in asked.words]
        self._stems = frozenset(stems)
        self._pairs = frozenset(pairwise(stems))
        self._term_of = {word: stem(word) for word in asked.words}
        self._compounds = [
            (stem("".join(parts)), frozenset(map(stem, parts)) & self._stems)
            for parts in asked.compounds
        ]
        self._exact = [(part, exact_terms.pattern(part)) for part in asked.exact]

    def read(self, note: Note) -> Matches:
        """The query terms found in `note`."""
        title, body = _stems(note.title), _stems(note.body[:_BODY_LIMIT])
        places = "\n".join(code_places(note))
        text = f"{note.title}\n{note.body[:_BODY_LIMIT]}"
        in_title, in_body, in_code = map(self._matched, (title, body, _stems(places)))
        return Matches(
            title=in_title,
            body=in_body,
            code=in_code | self._joined(text, self._stems - in_title - in_body - in_code),
            pairs=self._pairs.intersection((*pairwise(title), *pairwise(body))),
            exact=self._exact_parts(f"{note.title}\n{note.body}\n{places}"),
            words=frozenset((*title, *body)),
        )

    def _matched(self, stems: Iterable[str]) -> frozenset[str]:
        present = frozenset(stems)
        parts = (parts for compound, parts in self._compounds if compound in present)
        return (self._stems & present).union(*parts)

    def _joined(self, text: str, missing: frozenset[str]) -> frozenset[str]:
        """Terms that match only as joined compounds (`userid` and `user_id`) or CJK characters."""
        joined = text.lower().translate(_JOINTS)
        if not any(word in joined for word, term in self._term_of.items() if term in missing):
            return frozenset()
        joined_compounds = (stem("".join(parts)) for parts in compounds(text))
        return missing.intersection((*joined_compounds, *characters(text)))

    def _exact_parts(self, text: str) -> tuple[str, ...]:
        if not self._exact:
            return ()
        line = " ".join(text.lower().split())
        return tuple(part for part, pattern in self._exact if pattern.search(line))


def weights(asked: Query, matches: Collection[Matches]) -> Mapping[str, float]:
    """The inverse document frequency of each query stem, as in BM25."""
    if asked.frequencies:
        notes, counts = max(asked.frequencies.notes, _ASSUMED_NOTES), _indexed_counts(asked)
    else:
        notes, counts = _ASSUMED_NOTES, _matched_counts(asked, matches)
    return {term: log(1 + (notes - count + 0.5) / (count + 0.5)) for term, count in counts.items()}


def _indexed_counts(asked: Query) -> Mapping[str, int]:
    frequencies = asked.frequencies.words if asked.frequencies else {}
    return {stem(word): frequencies.get(word, 0) for word in asked.words}


def _matched_counts(asked: Query, matches: Collection[Matches]) -> Mapping[str, int]:
    counts = dict.fromkeys((stem(word) for word in asked.words), 0)
    for evidence in matches:
        for term in evidence.matched:
            counts[term] += 1
    return counts


def occurring_terms(asked: Query, matches: Collection[Matches]) -> frozenset[str]:
    """The query stems that occur in any note."""
    indexed = (term for term, count in _indexed_counts(asked).items() if count)
    return frozenset(indexed).union(*(evidence.matched for evidence in matches))


def coverage(terms: Iterable[str], weight: Mapping[str, float]) -> float:
    """The weighted share of the query's terms, 0 to 1."""
    return sum(weight[term] for term in terms) / (sum(weight.values()) or 1.0)


def _stems(text: str) -> list[str]:
    return [word for run in runs(text) for word in _stemmed(run)]


@lru_cache(maxsize=50_000)
def _stemmed(run: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in split(run))
