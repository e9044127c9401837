"""A small full-text index of notes, built and queried exactly as the store does it."""

import sqlite3

import pytest

from chesterton.model.anchor import Anchor
from chesterton.model.note import Kind, Note, NoteId, Origin, Status
from chesterton.model.project import ProjectId
from chesterton.search.rank import POOL, rank
from chesterton.search.terms import Frequencies, index_text, parse_query, restrict_to_rare_words
from tests.harness.notes import with_content

TABLE = "CREATE VIRTUAL TABLE search USING fts5(title, body, code, tokenize='porter unicode61')"
BEST = (
    "SELECT rowid, bm25(search, 0.6, 0.4, 0.2) AS score FROM search"
    " WHERE search MATCH ? ORDER BY score LIMIT ?"
)
COUNT = "SELECT COUNT(*) FROM search WHERE search MATCH ?"


def make_note(title, body="", *, path="app.py", symbol=None, number=0, **fields):
    """A note, by default a confirmed decision."""
    return Note(
        **with_content(
            {
                "id": NoteId(f"note{number:06}"),
                "project": ProjectId("0" * 16),
                "kind": Kind.DECISION,
                "title": title,
                "body": body,
                "anchors": (Anchor(path=path, symbol=symbol),),
                "author": "Ana",
                "origin": Origin.PERSON,
                "created": "2026-01-01T00:00:00Z",
                "status": Status.CONFIRMED,
            }
            | fields
        )
    )


class Index:
    """An in-memory FTS5 table of notes."""

    def __init__(self):
        self.notes = []
        self._db = sqlite3.connect(":memory:")
        self._db.execute(TABLE)

    def add(self, title, body="", **fields):
        note = make_note(title, body, number=len(self.notes), **fields)
        self.notes.append(note)
        row = (len(self.notes), *index_text(note))
        self._db.execute("INSERT INTO search (rowid, title, body, code) VALUES (?, ?, ?, ?)", row)
        return note

    def match(self, expression, pool=POOL):
        """The notes that match an expression, best first, with their bm25 scores."""
        rows = self._db.execute(BEST, (expression, pool))
        return [(self.notes[number - 1], score) for number, score in rows]

    def frequencies(self, asked):
        counts = {
            word: self._db.execute(COUNT, (f'"{word}"',)).fetchone()[0] for word in asked.words
        }
        return Frequencies(len(self.notes), counts)

    def ask(self, query, pool=POOL):
        """The hits for a query."""
        asked = parse_query(query)
        asked = restrict_to_rare_words(asked, self.frequencies(asked))
        return rank(self.match(asked.any_expression, pool), asked)

    def titles(self, query, pool=POOL):
        """The titles of the hits for a query."""
        return [hit.note.title for hit in self.ask(query, pool)]

    def close(self):
        self._db.close()


@pytest.fixture(name="index")
def _index():
    index = Index()
    yield index
    index.close()


@pytest.fixture(name="new_note")
def _new_note():
    return make_note
