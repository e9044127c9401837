"""Builds FTS5 queries from user input, and the text that FTS5 indexes for a note.

Every word in an expression is double-quoted and contains only letters and digits, so user input can
never cause an FTS5 syntax error.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from chesterton.model.note import Note
from chesterton.search import exact_terms
from chesterton.search.stopwords import STOP_WORDS
from chesterton.search.tokens import characters, compounds, is_commit_id
from chesterton.search.tokens import words as every_word

WORD_LIMIT = 64
"""Maximum number of words of a query that are searched for."""

_QUERY_LIMIT = 20_000
"""Maximum number of characters of a query that are read."""

_NOTHING = '""'
"""A valid expression that matches no note."""

_SHORT_ID_LENGTHS = (7, 8, 9, 10, 12)
"""Common lengths of abbreviated commit ids."""


_SHARE, _AT_LEAST, _AT_MOST = 0.2, 500, 6_000
"""How many notes the rare words of a query may match: a share of all notes, within bounds.

Measured on real queries: a fifth ranks better than all, and the upper bound keeps big stores fast.
"""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The document frequency of each word of a query."""

    notes: int  #: the number of notes in the index
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    any_expression: (
        str  #: a valid FTS5 expression that matches notes with at least one of the words
    )
    words: tuple[str, ...]  #: the words to search for, in the query's order
    compounds: tuple[tuple[str, ...], ...] = ()  #: the parts of compounds such as `user_id`
    exact: tuple[str, ...] = ()  #: parts that must match literally, as typed
    exact_share: float = 0.0  #: the share of the words that belong to exact parts
    only_exact: bool = False  #: there are only exact parts: notes without any do not match
    frequencies: Frequencies | None = None  #: None if the index was not asked for them

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not self.words


def words(text: str) -> list[str]:
    """The words in a text, in order, without stop words or duplicates."""
    return list(dict.fromkeys(_terms(text)))


def parse_query(query: str) -> Query:
    """Parses a query as typed by the user."""
    query = query[:_QUERY_LIMIT]
    keywords = tuple(islice(dict.fromkeys(_terms(query)), WORD_LIMIT))
    if not keywords:
        return Query(_NOTHING, ())
    compound_parts = tuple(islice(dict.fromkeys(compounds(query)), WORD_LIMIT))
    parts = exact_terms.parts(query)
    any_of = (*_phrases(query), *map(_word, keywords), *_repeated(query, keywords))
    return Query(
        any_expression=" OR ".join((*any_of, *_joined(compound_parts))),
        words=keywords,
        compounds=compound_parts,
        exact=parts,
        exact_share=len(set(keywords).intersection(words(" ".join(parts)))) / len(keywords),
        only_exact=not words(exact_terms.without_parts(query)),
    )


def restrict_to_rare_words(asked: Query, frequencies: Frequencies) -> Query:
    """The same query, restricted to notes that have at least one of its rare words.

    This counts rare words twice. If it finds too few notes, `asked` itself finds the others.
    """
    rare = _rarest(asked.words, frequencies)
    weighted = replace(asked, frequencies=frequencies)
    if len(rare) == len(asked.words) or not rare:
        return weighted
    any_rare = " OR ".join(_word(word) for word in rare)
    return replace(weighted, any_expression=f"({any_rare}) AND ({asked.any_expression})")


def index_text(note: Note) -> tuple[str, str, str]:
    """The index columns of a note: the words of its title, of its body, and of its code places."""
    code = "\n".join(code_places(note))
    everything = f"{note.title}\n{note.body}\n{code}"
    extra = dict.fromkeys((*map("".join, compounds(everything)), *characters(everything)))
    return _line(_terms(note.title)), _line(_terms(note.body)), _line((*_terms(code), *extra))


def code_places(note: Note) -> list[str]:
    """The paths, symbols and quotes of a note's anchors, and its links."""
    of_anchors = (
        part
        for anchor in note.anchors
        for part in (anchor.path, anchor.symbol, anchor.quote)
        if part
    )
    return [*of_anchors, *note.links]


def _rarest(words_: Iterable[str], frequencies: Frequencies) -> list[str]:
    budget = min(max(_SHARE * frequencies.notes, _AT_LEAST), _AT_MOST)
    rare: list[str] = []
    for word in sorted(words_, key=lambda word: frequencies.words.get(word, 0)):
        budget -= frequencies.words.get(word, 0)
        if budget < 0 and rare:
            break
        rare.append(word)
    return rare


def _terms(text: str) -> Iterator[str]:
    return (word for word in every_word(text) if word not in STOP_WORDS)


def _phrases(query: str) -> Iterator[str]:
    for phrase in exact_terms.phrases(query)[:WORD_LIMIT]:
        if phrase_words := _line(islice(_terms(phrase), WORD_LIMIT)):
            yield f'"{phrase_words}"'


def _word(word: str) -> str:
    """The word; a commit id also matches longer ids with this prefix, and shorter abbreviations."""
    if not is_commit_id(word):
        return f'"{word}"'
    shorter = [word[:length] for length in _SHORT_ID_LENGTHS if length < len(word)]
    return "(" + " OR ".join([f'"{word}" *', *(f'"{part}"' for part in shorter)]) + ")"


def _repeated(query: str, query_words: Iterable[str]) -> list[str]:
    """Repeats the words in backticks, because bm25 then counts them twice."""
    marked = set(words(" ".join(exact_terms.CODE.findall(query))))
    return [f'"{word}"' for word in query_words if word in marked]


def _joined(compound_parts: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (f'"{"".join(parts)}"' for parts in compound_parts)


def _line(parts: Iterable[str]) -> str:
    return " ".join(parts)
