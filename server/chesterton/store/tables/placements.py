"""The placement table: caches the locations of anchors (links from notes to code) by commit.

It also caches the results of comparing an anchor's code with the last confirmed version (verdicts).
These are keyed by a hash of the code instead of a commit.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import Any
from zlib import crc32

from chesterton.model.note import AnchorKey, NoteId
from chesterton.store.tables import derived, meta

Cached = Mapping[str, Any]
"""The cached placement of an anchor, as a JSON object."""

COMMITS_KEPT = 8
"""Number of commits cached for each anchor."""


_CODE = "code:"
"""Prefix in `commit_id` that marks a hash of code instead of a commit."""


def verdicts(
    db: sqlite3.Connection, anchors: Collection[AnchorKey]
) -> dict[AnchorKey, tuple[str, Cached]]:
    """The cached verdict for each of these anchors, with the hash of the code it is about."""
    if not _exists(db):
        return {}
    rows = db.execute(
        "SELECT p.note, p.position, p.version, p.commit_id, p.found, p.crc FROM json_each(:keys) k"
        " JOIN placement p ON p.note = k.value ->> 0 AND p.position = k.value ->> 1"
        " AND p.version = k.value ->> 2 AND p.commit_id >= :code AND p.commit_id < :code || '~'",
        {"keys": json.dumps(list(anchors)), "code": _CODE},
    )
    return {
        (NoteId(note), position, version): (commit.removeprefix(_CODE), json.loads(found))
        for note, position, version, commit, found, crc in rows
        if _crc((note, position, version), commit, found) == crc
    }


def put_verdicts(db: sqlite3.Connection, fresh: Mapping[AnchorKey, tuple[str, Cached]]) -> None:
    """Caches verdicts, one for each anchor."""
    if _exists(db):
        db.executemany(
            "DELETE FROM placement WHERE note = ?1 AND position = ?2 AND version <= ?3"
            " AND commit_id >= ?4 AND commit_id < ?4 || '~'",
            [(*key, _CODE) for key in fresh],
        )
    for key, (code, verdict) in fresh.items():
        put(db, f"{_CODE}{code}", {key: verdict})


def get(
    db: sqlite3.Connection, commit: str, anchors: Collection[AnchorKey]
) -> dict[AnchorKey, Cached]:
    """The cached placements of these anchors at a commit; damaged rows are ignored."""
    if not _exists(db):
        return {}
    rows = db.execute(
        "SELECT p.note, p.position, p.version, p.found, p.crc FROM json_each(:keys) k"
        " JOIN placement p ON p.note = k.value ->> 0 AND p.position = k.value ->> 1"
        " AND p.version = k.value ->> 2 AND p.commit_id = :commit",
        {"keys": json.dumps(list(anchors)), "commit": commit},
    )
    return {
        (NoteId(note), position, version): json.loads(found)
        for note, position, version, found, crc in rows
        if _crc((note, position, version), commit, found) == crc
    }


def commits(db: sqlite3.Connection, anchors: Collection[AnchorKey]) -> frozenset[str]:
    """The commits for which placements of any of these anchors are cached."""
    if not _exists(db):
        return frozenset()
    rows = db.execute(
        "SELECT DISTINCT p.commit_id FROM json_each(:keys) k"
        " JOIN placement p ON p.note = k.value ->> 0 AND p.position = k.value ->> 1"
        " AND p.version = k.value ->> 2",
        {"keys": json.dumps(list(anchors))},
    )
    return frozenset(commit for (commit,) in rows)


def put(db: sqlite3.Connection, commit: str, positions: Mapping[AnchorKey, Cached]) -> None:
    """Caches placements of anchors at a commit; evicts all but the last few commits per anchor."""
    if not _exists(db):
        meta.put(db, meta.DERIVED, derived.DAMAGED)
        return
    # ASCII JSON: a file name may contain surrogates, which are not UTF-8
    rows = [(*key, commit, json.dumps(value)) for key, value in positions.items()]
    db.executemany(
        "INSERT OR REPLACE INTO placement (note, position, version, commit_id, found, crc)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, _crc(row[:3], commit, row[4])) for row in rows],
    )
    db.executemany(
        "DELETE FROM placement WHERE note = ?1 AND position = ?2 AND number <= ("  # noqa: S608  # a constant
        "SELECT number FROM placement WHERE note = ?1 AND position = ?2"
        f" ORDER BY number DESC LIMIT 1 OFFSET {COMMITS_KEPT})",
        [key[:2] for key in positions],
    )


def _exists(db: sqlite3.Connection) -> bool:
    """Whether the table exists, because derived tables may be dropped at any time."""
    row = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'placement'").fetchone()
    return row is not None


def drop(db: sqlite3.Connection, note: str) -> None:
    """Evicts all placements of one note."""
    if _exists(db):
        db.execute("DELETE FROM placement WHERE note = ?", (note,))


def _crc(key: tuple[str, int, int], commit: str, found: str) -> int:
    return crc32(f"{key}{commit}{found}".encode())
