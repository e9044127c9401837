"""What of a question a note says, and where it says it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from chesterton.model.note import Note
from chesterton.search import exact_terms
from chesterton.search.stem import stem
from chesterton.search.terms import Asked
from chesterton.search.tokens import characters, compounds, runs, split

_READ = 2_000
"""Characters of a body that are looked at."""

_JOINTS = str.maketrans("", "", "-_.'\u2019")

_ASSUMED_NOTES = 1_000
"""Notes that a word is weighed against: the index hands over only the best, not their number."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one note says of what was asked, as stems of the question's words."""

    title: frozenset[str]
    body: frozenset[str]
    code: frozenset[str]
    pairs: frozenset[tuple[str, str]]  #: words that stand side by side there as in the question
    exact: tuple[str, ...]  #: the exact parts found
    words: frozenset[str]  #: stems of all that title and body say

    @property
    def said(self) -> frozenset[str]:
        """Everything asked that the note says anywhere."""
        return self.title | self.body | self.code


class Reader:
    """Looks through notes for what one question asks."""

    def __init__(self, asked: Asked) -> None:
        stems = [stem(word) for word in asked.words]
        self._stems = frozenset(stems)
        self._pairs = frozenset(pairwise(stems))
        self._spoken = {word: stem(word) for word in asked.words}
        self._wholes = [
            (stem("".join(parts)), frozenset(map(stem, parts)) & self._stems)
            for parts in asked.compounds
        ]
        self._exact = [(part, exact_terms.pattern(part)) for part in asked.exact]

    def read(self, note: Note) -> Evidence:
        """What `note` says of the question."""
        title, body = _stems(note.title), _stems(note.body[:_READ])
        places = "\n".join(_places(note))
        text = f"{note.title}\n{note.body[:_READ]}"
        in_title, in_body, in_code = map(self._said, (title, body, _stems(places)))
        return Evidence(
            title=in_title,
            body=in_body,
            code=in_code | self._joined(text, self._stems - in_title - in_body - in_code),
            pairs=self._pairs.intersection((*pairwise(title), *pairwise(body))),
            exact=self._exact_parts(f"{note.title}\n{note.body}\n{places}"),
            words=frozenset((*title, *body)),
        )

    def _said(self, stems: Iterable[str]) -> frozenset[str]:
        there = frozenset(stems)
        parts = (parts for whole, parts in self._wholes if whole in there)
        return (self._stems & there).union(*parts)

    def _joined(self, text: str, missing: frozenset[str]) -> frozenset[str]:
        """What is said as part of a compound: `userid` by `user_id`; or by a single character."""
        spread = text.lower().translate(_JOINTS)
        if not any(word in spread for word, of in self._spoken.items() if of in missing):
            return frozenset()
        wholes = (stem("".join(parts)) for parts in compounds(text))
        return missing.intersection((*wholes, *characters(text)))

    def _exact_parts(self, text: str) -> tuple[str, ...]:
        if not self._exact:
            return ()
        line = " ".join(text.lower().split())
        return tuple(part for part, pattern in self._exact if pattern.search(line))


def weights(asked: Asked, found: Collection[Evidence]) -> Mapping[str, float]:
    """How much each stem of the question tells: the fewer of the notes say it, the more."""
    if asked.frequencies:
        notes, counts = max(asked.frequencies.notes, _ASSUMED_NOTES), _counted(asked)
    else:
        notes, counts = _ASSUMED_NOTES, _seen(asked, found)
    return {said: log(1 + (notes - count + 0.5) / (count + 0.5)) for said, count in counts.items()}


def _counted(asked: Asked) -> Mapping[str, int]:
    known = asked.frequencies.words if asked.frequencies else {}
    return {stem(word): known.get(word, 0) for word in asked.words}


def _seen(asked: Asked, found: Collection[Evidence]) -> Mapping[str, int]:
    counts = dict.fromkeys((stem(word) for word in asked.words), 0)
    for evidence in found:
        for said in evidence.said:
            counts[said] += 1
    return counts


def known(asked: Asked, found: Collection[Evidence]) -> frozenset[str]:
    """The stems of the question that any note says."""
    counted = (said for said, count in _counted(asked).items() if count)
    return frozenset(counted).union(*(evidence.said for evidence in found))


def coverage(said: Iterable[str], weight: Mapping[str, float]) -> float:
    """The share of the question that is said, 0 to 1."""
    return sum(weight[word] for word in said) / (sum(weight.values()) or 1.0)


def _places(note: Note) -> list[str]:
    """What stands in the code column of the index."""
    of_anchors = (
        part
        for anchor in note.anchors
        for part in (anchor.path, anchor.symbol, anchor.quote)
        if part
    )
    return [*of_anchors, *note.links]


def _stems(text: str) -> list[str]:
    return [one for run in runs(text) for one in _stemmed(run)]


@lru_cache(maxsize=50_000)
def _stemmed(run: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in split(run))
