"""Which of the notes that were found answer the question, best first, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from chesterton.model.anchor import State
from chesterton.model.note import Note, NoteId, Status
from chesterton.search.matched_terms import Evidence, Reader, coverage, known, weights
from chesterton.search.stem import stem
from chesterton.search.terms import Asked

POOL = 40
"""Notes to take from the index for a question: what comes later is not among the best."""

_COVERAGE, _PAIRS, _FOCUS, _EXACT, _ALL = 0.2, 0.2, 0.1, 0.2, 0.3
_EXACT_ALONE = 1.0
"""What counts beside the index's own score, which is 1 for its best note."""

_SHORT_QUESTION, _WORDS_ENOUGH = 2, 3
_COVERED_BY_TWO = 0.35
_KNOWN, _COVERED_AT_ALL = 2 / 3, 0.15
"""The floor of relevance, found on real questions and on nonsense: see `_is_answered`."""

_FAINT = 0.1
"""The share of the best one's score below which a note answers nothing beside it."""

_SAME = 0.9
"""The share of common words from which on two notes count as one."""

_STATES = {State.CHANGED: 0.95, State.UNCERTAIN: 0.9, State.LOST: 0.85}
_STATUSES = {Status.PROPOSED: 0.95, Status.SUPERSEDED: 0.7, Status.RETIRED: 0.7}
_KIND, _RECENCY = 0.005, 0.02

_TOLD = 5
"""Words that a reason names."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that answers, how well (0 to 1), and why, for a person to read."""

    note: Note
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    note: Note
    evidence: Evidence
    score: float = 0.0


def rank(
    hits: Iterable[tuple[Note, float]],
    asked: Asked,
    *,
    limit: int | None = None,
) -> list[Hit]:
    """The notes that answer, best first; none where no note says enough of what was asked.

    `hits` are notes with the index's bm25 for `asked.any`, where lower is better.
    """
    best = _best_scores(hits)
    read = Reader(asked).read
    found = [_Found(note, read(note), -score) for note, score in best]
    if asked.only_exact:
        found = [each for each in found if each.evidence.exact]
    weight = weights(asked, [each.evidence for each in found])
    if not _is_answered([each.evidence for each in found], asked, weight):
        return []
    ordered = sorted(_scored(found, weight, asked), key=_order)
    faint = _FAINT * ordered[0].score
    return [
        Hit(each.note, round(each.score, 4), _reasons(each.evidence, asked))
        for each in islice(_different(ordered), limit)
        if each.score >= faint
    ]


def demoted(hits: Iterable[Hit], states: Mapping[NoteId, State]) -> list[Hit]:
    """The hits with those further back whose code is not any more what it was."""
    moved = (replace(hit, score=_standing(hit, states)) for hit in hits)
    return sorted(moved, key=lambda hit: (-hit.score, hit.note.id))


def _standing(hit: Hit, states: Mapping[NoteId, State]) -> float:
    return round(hit.score * _STATES.get(states.get(hit.note.id, State.CURRENT), 1.0), 4)


def _best_scores(hits: Iterable[tuple[Note, float]]) -> list[tuple[Note, float]]:
    best: dict[NoteId, tuple[Note, float]] = {}
    for note, score in hits:
        if note.id not in best or score < best[note.id][1]:
            best[note.id] = (note, score)
    return list(best.values())


def _is_answered(found: Sequence[Evidence], asked: Asked, weight: Mapping[str, float]) -> bool:
    """Whether the question speaks of what the notes speak of.

    Three words of a longer question in one note do, or two that make up much of it. Otherwise most
    of its words have to occur somewhere: in a question from elsewhere only stray ones do.
    """
    if any(evidence.exact or _says_much(evidence, weight) for evidence in found):
        return True
    best = max((coverage(evidence.said, weight) for evidence in found), default=0.0)
    if len(weight) <= _SHORT_QUESTION:
        return best > 0
    return best >= _COVERED_AT_ALL and len(known(asked, found)) >= _KNOWN * len(weight)


def _says_much(evidence: Evidence, weight: Mapping[str, float]) -> bool:
    said = len(evidence.said)
    if said < _WORDS_ENOUGH - 1:
        return False
    return said >= _WORDS_ENOUGH or coverage(evidence.said, weight) >= _COVERED_BY_TWO


def _scored(found: Sequence[_Found], weight: Mapping[str, float], asked: Asked) -> Iterator[_Found]:
    top = max(each.score for each in found) or 1.0
    newest = sorted({each.note.created for each in found})
    for each in found:
        evidence, note = each.evidence, each.note
        relevance = (
            each.score / top
            + _COVERAGE * coverage(evidence.said, weight)
            + _PAIRS * _share_of_pairs(evidence, weight)
            + _FOCUS * len(evidence.title | evidence.body) / (len(evidence.words) or 1)
            + _exact(asked) * len(evidence.exact) / (len(asked.exact) or 1)
            + _ALL * (len(evidence.said) == len(weight))
        )
        recent = _RECENCY * (newest.index(note.created) + 1) / len(newest)
        standing = 1 - _KIND * note.kind.rank - _RECENCY + recent
        standing *= _STATUSES.get(note.status, 1.0)
        yield replace(each, score=relevance * standing / _most(asked))


def _most(asked: Asked) -> float:
    return 1.0 + _COVERAGE + _PAIRS + _FOCUS + _ALL + _exact(asked)


def _exact(asked: Asked) -> float:
    """What exact parts count: a little in a long question, most where they are all of it."""
    return _EXACT + (_EXACT_ALONE - _EXACT) * asked.exactness**2 if asked.exact else 0.0


def _share_of_pairs(evidence: Evidence, weight: Mapping[str, float]) -> float:
    said = sum(weight[left] + weight[right] for left, right in evidence.pairs)
    return min(1.0, said / (2 * sum(weight.values()) or 1.0))


def _order(each: _Found) -> tuple[float, str]:
    return -each.score, each.note.id


def _different(found: Iterable[_Found]) -> Iterator[_Found]:
    """One of each group of near-duplicates: the best."""
    taken: list[frozenset[str]] = []
    for each in found:
        if not any(_is_same(each.evidence.words, other) for other in taken):
            taken.append(each.evidence.words)
            yield each


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    return smaller >= _SAME * larger and len(one & other) >= _SAME * len(one | other)


def _reasons(evidence: Evidence, asked: Asked) -> tuple[str, ...]:
    told = [f"has exactly {part}" for part in evidence.exact]
    rest = evidence.said
    for place, said in (
        ("title", evidence.title),
        ("body", evidence.body),
        ("code", evidence.code),
    ):
        names = [word for word in asked.words if stem(word) in said & rest]
        rest -= said
        if names:
            told.append(f"{place}: {', '.join(names[:_TOLD])}")
    return tuple(told)
