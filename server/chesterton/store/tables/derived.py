"""The derived tables, chiefly the full-text index (FTS5 over title, body and code).

If the index is damaged, missing or outdated, `search` scans the notes instead.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing

from chesterton.model.errors import UserError
from chesterton.model.note import Note
from chesterton.model.project import ProjectId
from chesterton.store import schema
from chesterton.store.tables import meta, notes
from chesterton.store.versions import DERIVED_VERSION

VERSION = DERIVED_VERSION
BUILDING = f"building {VERSION}"
DAMAGED = "damaged"

_SHADOWS = ("config", "content", "data", "docsize", "idx")
_BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT})
_POOL = 4
_SAMPLES = 8
_WORD = re.compile(r"[A-Za-z0-9]{2,}")
_SYNTAX = ("fts5: syntax error", "fts5: parser stack overflow", "no such column",
           "unknown special", "unterminated string", "fts5: column queries")  # fmt: skip
_WEIGHTED = "bm25(search, 0.6, 0.4, 0.2)"
"""Column weights: title, body, code. Larger ones act like repetitions of a word and hide the length
of a note from bm25, as measured in tests/evaluation/retrieval."""


def recreate(db: sqlite3.Connection) -> None:
    """Drops the derived tables and creates them empty."""
    _drop(db)
    for statement in schema.derived_statements():
        db.execute(statement)
    empty = db.execute("SELECT NOT EXISTS (SELECT 1 FROM note)").fetchone()[0]
    meta.put(db, meta.DERIVED, VERSION if empty else BUILDING)


def _drop(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE IF EXISTS placement")
    db.execute("SAVEPOINT dropping")
    try:
        db.execute("DROP TABLE IF EXISTS search")
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        db.execute("ROLLBACK TO dropping")
        _drop_broken_index(db)
    db.execute("RELEASE dropping")


def _drop_broken_index(db: sqlite3.Connection) -> None:
    """Drops an index that FTS5 can no longer open."""
    for name in _SHADOWS:
        db.execute(f"DROP TABLE IF EXISTS search_{name}")
    db.execute("PRAGMA writable_schema = ON")
    db.execute("DELETE FROM sqlite_master WHERE name = 'search'")
    db.execute("PRAGMA writable_schema = RESET")


def is_broken(error: sqlite3.DatabaseError) -> bool:
    """Whether the error means a broken index rather than, say, a full disk."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN


def is_ready(db: sqlite3.Connection) -> bool:
    """Whether the index has the current version and one row per note."""
    if meta.get(db, meta.DERIVED) != VERSION:
        return False
    row = db.execute(
        "SELECT (SELECT COUNT(*) FROM note) = (SELECT COUNT(*) FROM search_docsize)"
    ).fetchone()
    return bool(row[0])


def put(db: sqlite3.Connection, number: int, note: Note) -> None:
    """Indexes or reindexes one note. A broken index never prevents a note from being stored."""
    if meta.get(db, meta.DERIVED) not in {VERSION, BUILDING}:
        return
    db.execute("SAVEPOINT indexing")
    try:
        db.execute("SAVEPOINT flushing")  # FTS5 may not fail until the inner savepoint is released
        _put(db, number, note)
        db.execute("RELEASE flushing")
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        db.execute("ROLLBACK TO indexing")
        meta.put(db, meta.DERIVED, DAMAGED)
    db.execute("RELEASE indexing")


def _put(db: sqlite3.Connection, number: int, note: Note) -> None:
    from chesterton.search.terms import index_text  # noqa: PLC0415 - not needed for reading

    db.execute("DELETE FROM search WHERE rowid = ?", (number,))
    db.execute(
        "INSERT INTO search (rowid, title, body, code) VALUES (?, ?, ?, ?)",
        (number, *index_text(note)),
    )


def drop(db: sqlite3.Connection, number: int) -> None:
    """Removes one note from the index; `purge` then removes its words from the FTS5 segments."""
    db.execute("DELETE FROM search WHERE rowid = ?", (number,))


def purge(db: sqlite3.Connection) -> None:
    """Rebuilds the index, so that no word of a deleted note remains in its segments."""
    db.execute("INSERT INTO search (search) VALUES ('rebuild')")


def verify(db: sqlite3.Connection) -> bool:
    """Runs FTS5's integrity check. Needs a write connection, but changes nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        return is_ready(db)
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        return False
    finally:
        db.execute("ROLLBACK")


def _find(
    db: sqlite3.Connection, project: str | None, match: str, limit: int
) -> list[tuple[int, float]]:
    """Row numbers and bm25 (lower is better) of the notes that match, best first."""
    pool = limit * _POOL
    best = _best(db, match, pool)
    if project is None:
        return best[:limit]
    own = notes.numbers_in_project(db, [number for number, _ in best], project)
    scores = [(number, score) for number, score in best if number in own]
    if len(scores) < limit and len(best) == pool:  # other projects crowded the project out
        return _best_of_project(db, project, match, limit)
    return scores[:limit]


def _best(db: sqlite3.Connection, match: str, limit: int) -> list[tuple[int, float]]:
    rows = db.execute(
        f"SELECT rowid, {_WEIGHTED} AS score FROM search WHERE search MATCH ?"  # noqa: S608  # constants
        " ORDER BY score, rowid LIMIT ?",
        (match, limit),
    )
    return rows.fetchall()


def _best_of_project(
    db: sqlite3.Connection, project: str, match: str, limit: int
) -> list[tuple[int, float]]:
    rows = db.execute(
        f"SELECT n.number, {_WEIGHTED} AS score"  # noqa: S608  # constants
        " FROM search JOIN note n ON n.number = search.rowid WHERE search MATCH :match"
        " AND n.project = (SELECT number FROM project WHERE id = :project)"
        " ORDER BY score, n.number LIMIT :limit",
        {"match": match, "project": project, "limit": limit},
    )
    return rows.fetchall()


def _scan(all_notes: Iterable[tuple[int, Note]], match: str, limit: int) -> list[tuple[int, float]]:
    """Searches without the index: builds a temporary one in memory for this query."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(schema.derived_statements()[0])
        for number, note in all_notes:
            _put(db, number, note)
        return _best(db, match, limit)


def search(
    db: sqlite3.Connection, project: ProjectId | None, match: str, limit: int
) -> tuple[list[tuple[Note, float]], bool]:
    """Notes that match an FTS5 expression, with their bm25 (lower is better), best first.

    Also returns whether the index is sound; if it is not, it has to be rebuilt.
    """
    try:
        scores = _by_index(db, project, match, limit)
        if scores is not None:
            hits = notes.by_number(db, [number for number, _ in scores]).notes
            return [(hits[number], score) for number, score in scores if number in hits], True
        return _by_scan(db, project, match, limit), False
    except sqlite3.OperationalError as error:
        if str(error).startswith(_SYNTAX):
            raise UserError("this is not a valid search expression", "use plain words") from None
        raise


def word_counts(db: sqlite3.Connection, words: Collection[str]) -> tuple[int, dict[str, int]]:
    """Approximate number of notes, and of notes containing each word; (0, {}) without an index."""
    try:
        if meta.get(db, meta.DERIVED) != VERSION:
            return 0, {}
        total = db.execute("SELECT MAX(id) FROM search_docsize").fetchone()[0] or 0
        query = "SELECT COUNT(*) FROM search WHERE search MATCH ?"
        return total, {word: db.execute(query, (f'"{word}"',)).fetchone()[0] for word in words}
    except sqlite3.DatabaseError as error:
        if not is_broken(error):
            raise
        return 0, {}


def _by_index(
    db: sqlite3.Connection, project: ProjectId | None, match: str, limit: int
) -> list[tuple[int, float]] | None:
    """Row numbers and scores, or None if the index cannot be trusted."""
    try:
        if not is_ready(db):
            return None
        scores = _find(db, project, match, limit)
        return scores if scores or _finds_samples(db) else None
    except sqlite3.DatabaseError as error:
        if str(error).startswith(_SYNTAX) or not is_broken(error):
            raise
        return None


def _finds_samples(db: sqlite3.Connection) -> bool:
    """Checks, after an empty result, whether sample notes are found by a word in their title."""
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
    scores = _scan(by_number.items(), match, limit)
    return [(by_number[number], score) for number, score in scores]
