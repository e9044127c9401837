"""The derived full text: FTS5 over title, body and code."""

import sqlite3

from chesterton.model.note import Note
from chesterton.model.scope import ProjectId

DERIVED_VERSION = "1"
"""Stored beside the derived tables; another one there means that they are built again."""


def columns(note: Note) -> tuple[str, str, str]:
    """What is searched of a note."""
    code = " ".join(
        f"{anchor.path} {anchor.symbol or ''} {anchor.quote or ''}" for anchor in note.anchors
    )
    return note.title, note.body, code


def put(db: sqlite3.Connection, number: int, note: Note) -> None:
    """Index one note, or index it again."""
    db.execute("DELETE FROM search WHERE rowid = ?", (number,))
    db.execute(
        "INSERT INTO search (rowid, title, body, code) VALUES (?, ?, ?, ?)",
        (number, *columns(note)),
    )


def find(
    db: sqlite3.Connection, project: ProjectId | None, match: str, limit: int
) -> list[tuple[int, float]]:
    """Row numbers and bm25 (lower is better) of the notes that match, best first."""
    rows = db.execute(
        "SELECT n.number, bm25(search, 10, 4, 2) AS score"
        " FROM search JOIN note n ON n.number = search.rowid WHERE search MATCH :match"
        " AND (:project IS NULL OR n.project = (SELECT number FROM project WHERE id = :project))"
        " ORDER BY score, n.number LIMIT :limit",
        {"match": match, "project": project, "limit": limit},
    )
    return [(number, score) for number, score in rows]
