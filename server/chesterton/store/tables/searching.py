"""Full-text search; scans all notes while the index is damaged, missing or being built."""

import re
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from chesterton.model.errors import UserError
from chesterton.model.note import Note
from chesterton.model.scope import ProjectId
from chesterton.store.tables import derived, meta, notes

_SAMPLES = 8
_WORD = re.compile(r"[A-Za-z0-9]{2,}")
_SYNTAX = ("fts5: syntax error", "fts5: parser stack overflow", "no such column",
           "unknown special", "unterminated string", "fts5: column queries")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Search results, and whether the index is sound or has to be rebuilt."""

    scored: list[tuple[Note, float]]
    is_index_sound: bool


def search(db: sqlite3.Connection, project: ProjectId | None, match: str, limit: int) -> Answer:
    """Notes that match an FTS5 expression, with their bm25 (lower is better), best first."""
    try:
        scores = _by_index(db, project, match, limit)
        if scores is not None:
            hits = notes.by_number(db, [number for number, _ in scores]).notes
            scored = [(hits[number], score) for number, score in scores if number in hits]
            return Answer(scored, is_index_sound=True)
        return Answer(_by_scan(db, project, match, limit), is_index_sound=False)
    except sqlite3.OperationalError as error:
        if str(error).startswith(_SYNTAX):
            raise UserError("this is not a valid search expression", "use plain words") from None
        raise


def word_counts(db: sqlite3.Connection, words: Collection[str]) -> tuple[int, dict[str, int]]:
    """Approximate number of notes, and of notes containing each word; (0, {}) without an index."""
    try:
        if meta.get(db, meta.DERIVED) != derived.VERSION:
            return 0, {}
        total = db.execute("SELECT MAX(id) FROM search_docsize").fetchone()[0] or 0
        return total, derived.counts(db, words)
    except sqlite3.DatabaseError as error:
        if not derived.is_broken(error):
            raise
        return 0, {}


def _by_index(
    db: sqlite3.Connection, project: ProjectId | None, match: str, limit: int
) -> list[tuple[int, float]] | None:
    """Row numbers and scores, or None if the index cannot be trusted."""
    try:
        if not derived.is_ready(db):
            return None
        scores = derived.find(db, project, match, limit)
        return scores if scores or _finds_samples(db) else None
    except sqlite3.DatabaseError as error:
        if str(error).startswith(_SYNTAX) or not derived.is_broken(error):
            raise
        return None


def _finds_samples(db: sqlite3.Connection) -> bool:
    """Spot-check after an empty result: whether sample notes are found by a word of their title."""
    last = db.execute("SELECT MAX(id) FROM search_content").fetchone()[0] or 0
    step = max(1, last // _SAMPLES)
    for start in range(1, last + 1, step):
        row = db.execute(
            "SELECT id, c0 FROM search_content WHERE id >= ? ORDER BY id LIMIT 1", (start,)
        ).fetchone()
        word = row and _WORD.search(row[1])
        if word and not _holds(db, row[0], word[0]):
            return False
    return True


def _holds(db: sqlite3.Connection, number: int, word: str) -> bool:
    rows = db.execute(
        "SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?", (f'title : "{word}"', number)
    )
    return rows.fetchone() is not None


def _by_scan(
    db: sqlite3.Connection, project: ProjectId | None, match: str, limit: int
) -> list[tuple[Note, float]]:
    by_number = notes.everything(db, project).notes
    scores = derived.scan(by_number.items(), match, limit)
    return [(by_number[number], score) for number, score in scores]
