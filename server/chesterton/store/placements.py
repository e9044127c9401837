"""The derived cache of where anchors were at a commit."""

import json
import sqlite3
from collections.abc import Collection, Mapping

from chesterton.model.clean import Clean
from chesterton.model.note import NoteId

AnchorKey = tuple[NoteId, int, int]
"""Note, index of the anchor within it, version of the note."""

KEPT = 8
"""Commits remembered for each anchor."""


def get(
    db: sqlite3.Connection, commit: str, anchors: Collection[AnchorKey]
) -> dict[AnchorKey, Clean]:
    """What is known of these anchors at a commit."""
    rows = db.execute(
        "SELECT p.note, p.position, p.version, p.found FROM json_each(:keys) k"
        " JOIN placement p ON p.note = k.value ->> 0 AND p.position = k.value ->> 1"
        " AND p.version = k.value ->> 2 AND p.commit_id = :commit",
        {"keys": json.dumps(list(anchors)), "commit": commit},
    )
    return {
        (NoteId(note), position, version): Clean(found) for note, position, version, found in rows
    }


def put(db: sqlite3.Connection, commit: str, found: Mapping[AnchorKey, Clean]) -> None:
    """Remember where anchors were, and let go of what is older than the last few commits."""
    db.executemany(
        "INSERT OR REPLACE INTO placement (note, position, version, commit_id, found)"
        " VALUES (?, ?, ?, ?, ?)",
        [(*key, commit, text) for key, text in found.items()],
    )
    db.executemany(
        "DELETE FROM placement WHERE note = ?1 AND position = ?2 AND number <= ("
        "SELECT number FROM placement WHERE note = ?1 AND position = ?2"
        f" ORDER BY number DESC LIMIT 1 OFFSET {KEPT})",  # noqa: S608  # a constant
        [key[:2] for key in found],
    )


def drop(db: sqlite3.Connection, note: str) -> None:
    """Let go of all that is known of one note."""
    db.execute("DELETE FROM placement WHERE note = ?", (note,))
