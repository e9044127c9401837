"""Questions as FTS5 expressions, and notes as the words that answer them.

Every word of an expression stands in double quotes and holds only letters and digits, so no
question can be a syntax error, whatever somebody typed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from chesterton.model.note import Note
from chesterton.search import exact
from chesterton.search.stopwords import STOP_WORDS
from chesterton.search.words import characters, compounds, is_commit_id
from chesterton.search.words import words as every_word

WORD_LIMIT = 64
"""Words of a question that are looked for."""

_TEXT_LIMIT = 20_000
"""Characters of a question that are read."""

_NOTHING = '""'
"""Valid, and matches no note."""

_COMMIT_LENGTHS = (7, 8, 9, 10, 12)
"""Lengths to which people cut a commit's name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, ready for the index. `all` and `any` are always valid FTS5 expressions."""

    all: str  #: every word
    any: str  #: at least one word
    words: tuple[str, ...]  #: what is looked for, in the question's order
    compounds: tuple[tuple[str, ...], ...] = ()  #: words that were asked as one, as `user_id` is
    exact: tuple[str, ...] = ()  #: parts to be found as typed, written as they were asked
    only_exact: bool = False  #: nothing else was asked: a note without them is no answer

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words


def words(text: str) -> list[str]:
    """The words that say something, in their order, without repetitions."""
    return list(dict.fromkeys(_telling(text)))


def match_expressions(query: str) -> Asked:
    """What to look for when somebody asks `query`."""
    query = query[:_TEXT_LIMIT]
    wanted = tuple(islice(dict.fromkeys(_telling(query)), WORD_LIMIT))
    if not wanted:
        return Asked(_NOTHING, _NOTHING, ())
    together = tuple(islice(dict.fromkeys(compounds(query)), WORD_LIMIT))
    required = [*_phrases(query), *(_word(word) for word in wanted)]
    optional = [*required, *_repeated(query, wanted), *_wholes(together)]
    return Asked(
        all=" AND ".join(required),
        any=" OR ".join(optional),
        words=wanted,
        compounds=together,
        exact=exact.parts(query),
        only_exact=not words(exact.without_parts(query)),
    )


def index_text(note: Note) -> tuple[str, str, str]:
    """What is searched of a note: the words of its title, of its body, and of its places."""
    places = "\n".join(
        part
        for anchor in note.anchors
        for part in (anchor.path, anchor.symbol, anchor.quote)
        if part
    )
    code = "\n".join((places, *note.links))
    whole = f"{note.title}\n{note.body}\n{code}"
    extra = dict.fromkeys((*map("".join, compounds(whole)), *characters(whole)))
    return _line(_telling(note.title)), _line(_telling(note.body)), _line((*_telling(code), *extra))


def _telling(text: str) -> Iterator[str]:
    return (word for word in every_word(text) if word not in STOP_WORDS)


def _phrases(query: str) -> Iterator[str]:
    for phrase in exact.phrases(query)[:WORD_LIMIT]:
        if inside := _line(islice(_telling(phrase), WORD_LIMIT)):
            yield f'"{inside}"'


def _word(word: str) -> str:
    """The word itself; for a commit's name also what begins like it, and its own beginnings."""
    if not is_commit_id(word):
        return f'"{word}"'
    shorter = [word[:length] for length in _COMMIT_LENGTHS if length < len(word)]
    return "(" + " OR ".join([f'"{word}" *', *(f'"{part}"' for part in shorter)]) + ")"


def _repeated(query: str, wanted: Iterable[str]) -> list[str]:
    """Words marked as code are said once more: bm25 adds up what stands twice."""
    marked = set(words(" ".join(exact.CODE.findall(query))))
    return [f'"{word}"' for word in wanted if word in marked]


def _wholes(together: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (f'"{"".join(parts)}"' for parts in together)


def _line(parts: Iterable[str]) -> str:
    return " ".join(parts)
