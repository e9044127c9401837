"""Questions as FTS5 expressions, and notes as the words that answer them.

Every word of an expression stands in double quotes and holds only letters and digits, so no
question can be a syntax error, whatever somebody typed.
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
"""Words of a question that are looked for."""

_TEXT_LIMIT = 20_000
"""Characters of a question that are read."""

_NOTHING = '""'
"""Valid, and matches no note."""

_COMMIT_LENGTHS = (7, 8, 9, 10, 12)
"""Lengths to which people cut a commit's name."""


_SHARE, _AT_LEAST, _AT_MOST = 0.2, 500, 6_000
"""Notes that the rarer words of a question may lead to, of all there are. Proven on real questions:
a fifth ranks better than all, and the bound keeps a large store fast."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many notes the words of a question occur."""

    notes: int  #: all there are
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, ready for the index."""

    any: str  #: always a valid FTS5 expression: at least one of the words
    words: tuple[str, ...]  #: what is looked for, in the question's order
    compounds: tuple[tuple[str, ...], ...] = ()  #: words that were asked as one, as `user_id` is
    exact: tuple[str, ...] = ()  #: parts to be found as typed, written as they were asked
    exactness: float = 0.0  #: the share of the words that belong to exact parts
    only_exact: bool = False  #: nothing else was asked: a note without them is no answer
    frequencies: Frequencies | None = None  #: where the index was asked for them

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
        return Asked(_NOTHING, ())
    together = tuple(islice(dict.fromkeys(compounds(query)), WORD_LIMIT))
    parts = exact_terms.parts(query)
    said = (*_phrases(query), *(_word(word) for word in wanted))
    any_of = (*said, *_repeated(query, wanted), *_wholes(together))
    return Asked(
        any=" OR ".join(any_of),
        words=wanted,
        compounds=together,
        exact=parts,
        exactness=len(set(wanted).intersection(words(" ".join(parts)))) / len(wanted),
        only_exact=not words(exact_terms.without_parts(query)),
    )


def narrowed(asked: Asked, frequencies: Frequencies) -> Asked:
    """The same question, looked for only among notes that have one of its rarer words.

    Those count twice by it. With too few answers, `asked` itself finds what else there is.
    """
    rare = _rarest(asked.words, frequencies)
    known = replace(asked, frequencies=frequencies)
    if len(rare) == len(asked.words) or not rare:
        return known
    among = " OR ".join(_word(word) for word in rare)
    return replace(known, any=f"({among}) AND ({asked.any})")


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


def _rarest(words_: Iterable[str], frequencies: Frequencies) -> list[str]:
    most = min(max(_SHARE * frequencies.notes, _AT_LEAST), _AT_MOST)
    rare: list[str] = []
    for word in sorted(words_, key=lambda word: frequencies.words.get(word, 0)):
        most -= frequencies.words.get(word, 0)
        if most < 0 and rare:
            break
        rare.append(word)
    return rare


def _telling(text: str) -> Iterator[str]:
    return (word for word in every_word(text) if word not in STOP_WORDS)


def _phrases(query: str) -> Iterator[str]:
    for phrase in exact_terms.phrases(query)[:WORD_LIMIT]:
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
    marked = set(words(" ".join(exact_terms.CODE.findall(query))))
    return [f'"{word}"' for word in wanted if word in marked]


def _wholes(together: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (f'"{"".join(parts)}"' for parts in together)


def _line(parts: Iterable[str]) -> str:
    return " ".join(parts)
