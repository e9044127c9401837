"""What others do with a question: FTS5 in the ways it is commonly used."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

_STOP_TEXT = """
a an and are as at be been but by can for from had has have if in into is it its no not now of on or
so such that the their then there these they this to was were when which will with
"""
STOP = frozenset(_STOP_TEXT.split())
DEPTH = 20


@dataclass(frozen=True)
class System:
    """How text becomes words, and words an expression."""

    words: Callable[[str], list[str]]
    expression: Callable[[list[str]], str]
    tokenizer: str = "unicode61"


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _split(text: str) -> list[str]:
    spread = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    return [word for word in re.findall(r"[a-z0-9]+", spread.lower()) if word not in STOP]


def _phrase(words: list[str]) -> str:
    return f'"{" ".join(words)}"'


def _all(words: list[str]) -> str:
    return " AND ".join(f'"{word}"' for word in dict.fromkeys(words))


def _any(words: list[str]) -> str:
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(words))


SYSTEMS = {
    "one phrase": System(_plain, _phrase),
    "every word": System(_plain, _all),
    "any word": System(_plain, _any),
    "any word, porter": System(_plain, _any, "porter"),
    "any word, porter, identifiers split, no stop words": System(_split, _any, "porter"),
}
"""The last is the one to beat."""


class FullText:
    """Texts in a table of their own."""

    def __init__(self, system: System, texts: dict[str, str]) -> None:
        self._system = system
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            f"CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, text, tokenize='{system.tokenizer}')"
        )
        rows = ((name, " ".join(system.words(text))) for name, text in texts.items())
        self._db.executemany("INSERT INTO t VALUES (?, ?)", rows)

    def ask(self, text: str) -> list[str]:
        """Ids of the texts that answer, best first."""
        words = self._system.words(text)
        if not words:
            return []
        best = "SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT ?"
        return [row[0] for row in self._db.execute(best, (self._system.expression(words), DEPTH))]
