"""What of a question a note says, and where it says it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from chesterton.model.note import Note
from chesterton.search import exact
from chesterton.search.stem import stem
from chesterton.search.terms import Asked
from chesterton.search.words import characters, compounds, words

_READ = 2_000
"""Characters of a body that are looked at."""

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
    length: int  #: different words of the note

    @property
    def said(self) -> frozenset[str]:
        """Everything asked that the note says anywhere."""
        return self.title | self.body | self.code


def read(note: Note, asked: Asked) -> Evidence:
    """Looks through a note for what was asked."""
    places = _places(note)
    title, body = _stems(note.title), _stems(note.body[:_READ])
    seen = _Wanted(asked)
    return Evidence(
        title=seen.said(title),
        body=seen.said(body),
        code=seen.said((*_stems("\n".join(places)), *_joined(note))),
        pairs=frozenset(seen.pairs.intersection((*pairwise(title), *pairwise(body)))),
        exact=_exact_parts(note, asked, places),
        length=len({*title, *body}),
    )


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


def _joined(note: Note) -> Iterator[str]:
    """What stands there besides: words written together, characters that are words."""
    text = f"{note.title}\n{note.body[:_READ]}"
    yield from (stem("".join(parts)) for parts in compounds(text))
    yield from characters(text)


class _Wanted:
    """A question as stems."""

    def __init__(self, asked: Asked) -> None:
        self._stems = frozenset(stem(word) for word in asked.words)
        self._wholes = [
            (stem("".join(parts)), frozenset(map(stem, parts)) & self._stems)
            for parts in asked.compounds
        ]
        self.pairs = frozenset(pairwise(stem(word) for word in asked.words))

    def said(self, stems: Iterable[str]) -> frozenset[str]:
        """What a text of these stems says of the question."""
        there = frozenset(stems)
        parts = (parts for whole, parts in self._wholes if whole in there)
        return (self._stems & there).union(*parts)


def _exact_parts(note: Note, asked: Asked, places: Sequence[str]) -> tuple[str, ...]:
    if not asked.exact:
        return ()
    text = " ".join("\n".join((note.title, note.body, *places)).lower().split())
    return tuple(part for part in asked.exact if exact.pattern(part).search(text))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]
