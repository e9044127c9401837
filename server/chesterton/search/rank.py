"""Ranks full-text hits: combines BM25 with other evidence and drops irrelevant notes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from chesterton.model.anchor import State
from chesterton.model.note import Note, NoteId, Status
from chesterton.search.matched_terms import Matches, Reader, coverage, occurring_terms, weights
from chesterton.search.stem import stem
from chesterton.search.terms import Query

POOL = 40
"""Number of hits to fetch from the index; later ones never rank among the best."""

_COVERAGE, _PAIRS, _FOCUS, _EXACT, _ALL = 0.2, 0.2, 0.1, 0.2, 0.3
_EXACT_ALONE = 1.0
"""Weights of the other evidence, relative to the BM25 score, which is scaled to 1 at best."""

_SHORT_QUERY, _ENOUGH_TERMS = 2, 3
_COVERED_BY_TWO = 0.35
_OCCURRING_SHARE, _MIN_COVERAGE = 2 / 3, 0.15
"""Relevance thresholds, tuned on real queries and on nonsense: see `_is_relevant`."""

_FAINT = 0.1
"""Hits below this share of the best score are dropped."""

_SAME = 0.9
"""The share of common words at which two notes count as duplicates."""

_STATES = {State.CHANGED: 0.95, State.UNCERTAIN: 0.9, State.LOST: 0.85}
_STATUSES = {Status.PROPOSED: 0.95, Status.SUPERSEDED: 0.7, Status.RETIRED: 0.7}
_KIND, _RECENCY = 0.005, 0.02

_REASON_WORDS = 5
"""Maximum number of words in one reason."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A relevant note with its score (0 to 1) and the reasons, as text for the user."""

    note: Note
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    note: Note
    evidence: Matches
    score: float = 0.0


def rank(
    hits: Iterable[tuple[Note, float]],
    asked: Query,
    *,
    limit: int | None = None,
) -> list[Hit]:
    """The relevant notes, best first; none if no note matches enough of the query.

    `hits` are notes with FTS5's bm25 score for `asked.any`, where lower is better.
    """
    best = _best_scores(hits)
    read = Reader(asked).read
    candidates = [_Candidate(note, read(note), -score) for note, score in best]
    if asked.only_exact:
        candidates = [each for each in candidates if each.evidence.exact]
    weight = weights(asked, [each.evidence for each in candidates])
    if not _is_relevant([each.evidence for each in candidates], asked, weight):
        return []
    ordered = sorted(_scored(candidates, weight, asked), key=_order)
    threshold = _FAINT * ordered[0].score
    return [
        Hit(each.note, round(each.score, 4), _reasons(each.evidence, asked))
        for each in islice(_deduplicated(ordered), limit)
        if each.score >= threshold
    ]


def reranked(hits: Iterable[Hit], states: Mapping[NoteId, State]) -> list[Hit]:
    """The hits, with lower scores for notes whose code changed or was lost."""
    rescored = (replace(hit, score=_demoted_score(hit, states)) for hit in hits)
    return sorted(rescored, key=lambda hit: (-hit.score, hit.note.id))


def _demoted_score(hit: Hit, states: Mapping[NoteId, State]) -> float:
    return round(hit.score * _STATES.get(states.get(hit.note.id, State.CURRENT), 1.0), 4)


def _best_scores(hits: Iterable[tuple[Note, float]]) -> list[tuple[Note, float]]:
    best: dict[NoteId, tuple[Note, float]] = {}
    for note, score in hits:
        if note.id not in best or score < best[note.id][1]:
            best[note.id] = (note, score)
    return list(best.values())


def _is_relevant(matches: Sequence[Matches], asked: Query, weight: Mapping[str, float]) -> bool:
    """Whether the query is about anything in the notes.

    It is if a note contains three terms of a longer query, or two that carry much of its weight.
    Otherwise, most terms must occur in some note, because an unrelated query shares only a few.
    """
    if any(evidence.exact or _is_strong(evidence, weight) for evidence in matches):
        return True
    best = max((coverage(evidence.matched, weight) for evidence in matches), default=0.0)
    if len(weight) <= _SHORT_QUERY:
        return best > 0
    occurring = len(occurring_terms(asked, matches))
    return best >= _MIN_COVERAGE and occurring >= _OCCURRING_SHARE * len(weight)


def _is_strong(evidence: Matches, weight: Mapping[str, float]) -> bool:
    count = len(evidence.matched)
    if count < _ENOUGH_TERMS - 1:
        return False
    return count >= _ENOUGH_TERMS or coverage(evidence.matched, weight) >= _COVERED_BY_TWO


def _scored(
    candidates: Sequence[_Candidate], weight: Mapping[str, float], asked: Query
) -> Iterator[_Candidate]:
    top = max(each.score for each in candidates) or 1.0
    dates = sorted({each.note.created for each in candidates})
    for each in candidates:
        evidence, note = each.evidence, each.note
        relevance = (
            each.score / top
            + _COVERAGE * coverage(evidence.matched, weight)
            + _PAIRS * _share_of_pairs(evidence, weight)
            + _FOCUS * len(evidence.title | evidence.body) / (len(evidence.words) or 1)
            + _exact(asked) * len(evidence.exact) / (len(asked.exact) or 1)
            + _ALL * (len(evidence.matched) == len(weight))
        )
        recency = _RECENCY * (dates.index(note.created) + 1) / len(dates)
        factor = 1 - _KIND * note.kind.rank - _RECENCY + recency
        factor *= _STATUSES.get(note.status, 1.0)
        yield replace(each, score=relevance * factor / _max_relevance(asked))


def _max_relevance(asked: Query) -> float:
    return 1.0 + _COVERAGE + _PAIRS + _FOCUS + _ALL + _exact(asked)


def _exact(asked: Query) -> float:
    """The weight of exact parts: low in a long query, highest in one that has nothing else."""
    return _EXACT + (_EXACT_ALONE - _EXACT) * asked.exact_share**2 if asked.exact else 0.0


def _share_of_pairs(evidence: Matches, weight: Mapping[str, float]) -> float:
    matched = sum(weight[left] + weight[right] for left, right in evidence.pairs)
    return min(1.0, matched / (2 * sum(weight.values()) or 1.0))


def _order(candidate: _Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.note.id


def _deduplicated(candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """The first of each group of near-duplicates."""
    kept: list[frozenset[str]] = []
    for each in candidates:
        if not any(_is_duplicate(each.evidence.words, other) for other in kept):
            kept.append(each.evidence.words)
            yield each


def _is_duplicate(words: frozenset[str], other: frozenset[str]) -> bool:
    smaller, larger = sorted((len(words), len(other)))
    return smaller >= _SAME * larger and len(words & other) >= _SAME * len(words | other)


def _reasons(evidence: Matches, asked: Query) -> tuple[str, ...]:
    reasons = [f"exact match: {part}" for part in evidence.exact]
    rest = evidence.matched
    for field, stems in (
        ("title", evidence.title),
        ("body", evidence.body),
        ("code", evidence.code),
    ):
        names = [word for word in asked.words if stem(word) in stems & rest]
        rest -= stems
        if names:
            reasons.append(f"{field}: {', '.join(names[:_REASON_WORDS])}")
    return tuple(reasons)
