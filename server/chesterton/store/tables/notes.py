"""The note and anchor tables. A single statement reads a note with its anchors, atomically."""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from chesterton.model.note import Note, NoteId, Status
from chesterton.model.project import ProjectId
from chesterton.model.record import Plain, canonical
from chesterton.store.connection import decoding_leniently
from chesterton.store.error_text import is_corrupt
from chesterton.store.tables import meta
from chesterton.store.tables.image import (
    ANCHOR_KEYS,
    NOTE_KEYS,
    checksum,
    join_fields,
    note_from_format_1,
    note_of,
    plain_note,
    sealed,
)

_NOTE_COLUMNS = ", ".join(
    ("n.number", *(f"n.{key}" for key in NOTE_KEYS), "n.more", "n.seal", "n.checksum")
).replace("n.project", "p.id")
_ANCHOR_COLUMNS = ", ".join(f"a.{key}" for key in ANCHOR_KEYS).replace("a.commit", "a.commit_id")
_NOTE_WIDTH = _NOTE_COLUMNS.count(",") + 1
_SELECT = (
    f"SELECT {_NOTE_COLUMNS}, {_ANCHOR_COLUMNS} FROM note n"  # noqa: S608  # constants
    " LEFT JOIN project p ON p.number = n.project LEFT JOIN anchor a ON a.note = n.number"
    " WHERE n.number IN ({numbers}) ORDER BY n.number, a.position"
)
_SELECT_FORMAT_1 = _SELECT.replace("n.more, n.seal", "NULL, NULL")


class FoundNotes(NamedTuple):
    """The result of a read: valid notes, and rows whose checksum does not match."""

    notes: dict[int, Note]  #: by row number, in the order of the rows
    damaged: dict[int, str]  #: row number and the stored id
    newer: dict[int, str]  #: intact, but only a newer version can read them


@dataclass(frozen=True, slots=True)
class NoteOrigin:
    """A file at a commit at which open notes are anchored."""

    path: str
    commit: str | None


def select(db: sqlite3.Connection, numbers: str, **parameters: object) -> FoundNotes:
    """The notes whose row numbers the statement `numbers` yields with these parameters."""
    statement = _SELECT if meta.has_later_columns(db) else _SELECT_FORMAT_1
    rows = _fetch(db, statement.format(numbers=numbers), parameters)
    found = FoundNotes({}, {}, {})
    for number, group in groupby(rows, key=itemgetter(0)):
        members = list(group)
        plain = _verified(members)
        if plain is None:
            found.damaged[number] = str(members[0][1])
            continue
        to_note = note_from_format_1 if members[0][_NOTE_WIDTH - 3] is None else note_of
        try:
            found.notes[number] = to_note(plain)
        except (ValueError, TypeError, KeyError):
            found.newer[number] = plain["id"]
    return found


def _fetch(db: sqlite3.Connection, sql: str, parameters: dict[str, object]) -> list[Any]:
    try:
        return db.execute(sql, parameters).fetchall()
    except sqlite3.OperationalError as error:
        if not is_corrupt(error):
            raise
    with decoding_leniently(db):  # the text is not UTF-8; the checksum tells which row is damaged
        return db.execute(sql, parameters).fetchall()


def _verified(rows: list[tuple[Any, ...]]) -> Plain | None:
    try:
        plain, (more, seal, base) = _plain(rows), rows[0][_NOTE_WIDTH - 3 : _NOTE_WIDTH]
        if more is not None:
            plain = join_fields(plain, json.loads(more))
        # over the stored JSON: another version may serialise the same note differently
        return plain if checksum(canonical(plain)) == (seal or base) else None
    except (ValueError, TypeError, KeyError, zlib.error):
        return None


def _plain(rows: list[tuple[Any, ...]]) -> Plain:
    """The columns as one flat JSON object."""
    row = dict(zip(NOTE_KEYS, rows[0][1 : _NOTE_WIDTH - 3], strict=True))
    snoozed = row["snoozed"]
    return row | {
        "links": json.loads(row["links"]), "snoozed": snoozed and json.loads(snoozed),
        "anchors": [_anchor(each[_NOTE_WIDTH:]) for each in rows],
    }  # fmt: skip


def _anchor(row: tuple[Any, ...]) -> Plain:
    anchor = dict(zip(ANCHOR_KEYS, row, strict=True))
    if anchor["source"] is not None:
        anchor["source"] = zlib.decompress(anchor["source"]).decode()
    return anchor


def by_number(db: sqlite3.Connection, numbers: Iterable[int]) -> FoundNotes:
    """The notes with these row numbers."""
    return select(db, "SELECT value FROM json_each(:chosen)", chosen=json.dumps(list(numbers)))


def by_id(db: sqlite3.Connection, ids: Iterable[str]) -> FoundNotes:
    """The notes with these ids, in any project."""
    return select(
        db,
        "SELECT number FROM note WHERE id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps(list(ids)),
    )


def everything(db: sqlite3.Connection, project: ProjectId | None = None) -> FoundNotes:
    """All notes of a project, or of all projects."""
    return select(
        db,
        "SELECT number FROM note WHERE :project IS NULL"
        " OR project = (SELECT number FROM project WHERE id = :project)",
        project=project,
    )


def after(db: sqlite3.Connection, number: int, limit: int) -> FoundNotes:
    """The next notes after a row number, for batch processing."""
    return select(
        db,
        "SELECT number FROM note WHERE number > :above ORDER BY number LIMIT :limit",
        above=number,
        limit=limit,
    )


def of_project(
    db: sqlite3.Connection,
    project: ProjectId,
    statuses: Collection[Status],
    paths: Collection[str] | None,
    limit: int | None,
) -> FoundNotes:
    """The notes of a project; `paths` are exact anchor paths."""
    parameters: dict[str, object] = {
        "project": project, "statuses": json.dumps(sorted(statuses)),
        "limit": -1 if limit is None else limit,
    }  # fmt: skip
    criteria = "m.status IN (SELECT value FROM json_each(:statuses)) ORDER BY m.number LIMIT :limit"
    if paths is None:
        numbers = (
            "SELECT m.number FROM note m"  # noqa: S608  # constants
            f" WHERE m.project = (SELECT number FROM project WHERE id = :project) AND {criteria}"
        )
    else:
        # not json_each, which truncates a path at a NUL character
        path_parameters = {f"path{position}": path for position, path in enumerate(paths)}
        parameters |= path_parameters
        numbers = (
            "SELECT DISTINCT m.number FROM anchor b JOIN note m ON m.number = b.note"  # noqa: S608
            " WHERE b.project = (SELECT number FROM project WHERE id = :project)"
            f" AND b.path IN ({', '.join(f':{name}' for name in path_parameters)}) AND {criteria}"
        )
    return select(db, numbers, **parameters)


def numbers_in_project(db: sqlite3.Connection, rows: Iterable[int], project: str) -> set[int]:
    """The row numbers among these whose notes belong to the project."""
    # the unary plus keeps SQLite from scanning all notes of the project by index
    selected = db.execute(
        "SELECT number FROM note WHERE number IN (SELECT value FROM json_each(:numbers))"
        " AND +project = (SELECT number FROM project WHERE id = :project)",
        {"numbers": json.dumps(list(rows)), "project": project},
    )
    return {row[0] for row in selected}


def ids_starting(
    db: sqlite3.Connection, prefix: str, project: ProjectId | None, limit: int
) -> list[NoteId]:
    """Ids that start with a prefix, in one project or in all."""
    rows = db.execute(
        "SELECT id FROM note WHERE id >= :prefix AND id < :prefix || '{'"
        " AND (:project IS NULL OR project = (SELECT number FROM project WHERE id = :project))"
        " ORDER BY id LIMIT :limit",
        {"prefix": prefix, "project": project, "limit": limit},
    )
    return [NoteId(row[0]) for row in rows]


def neighbours(db: sqlite3.Connection, ids: Iterable[NoteId]) -> dict[NoteId, list[NoteId]]:
    """For each id, the ids before and after it in sorted order, by two index lookups."""
    rows = db.execute(
        "SELECT k.value, (SELECT MAX(id) FROM note WHERE id < k.value),"
        " (SELECT MIN(id) FROM note WHERE id > k.value) FROM json_each(:ids) k",
        {"ids": json.dumps(list(ids))},
    )
    return {row[0]: [each for each in row[1:] if each is not None] for row in rows}


def paths(
    db: sqlite3.Connection, project: ProjectId, statuses: Collection[Status]
) -> dict[str, int]:
    """Each path of a project that has notes, with their number."""
    rows = db.execute(
        "SELECT a.path, COUNT(DISTINCT a.note) FROM anchor a JOIN note n ON n.number = a.note"
        " WHERE a.project = (SELECT number FROM project WHERE id = :project)"
        " AND n.status IN (SELECT value FROM json_each(:statuses)) GROUP BY a.path ORDER BY a.path",
        {"project": project, "statuses": json.dumps(sorted(statuses))},
    )
    return dict(rows.fetchall())


def open_origins(db: sqlite3.Connection, project: ProjectId) -> list[NoteOrigin]:
    """The distinct (file, commit) pairs at which open notes of the project are anchored."""
    rows = db.execute(
        "SELECT DISTINCT path, commit_id FROM anchor"
        " WHERE project = (SELECT number FROM project WHERE id = :project)"
        " AND note NOT IN (SELECT number FROM note WHERE status IN ('superseded', 'retired')"
        " AND project = (SELECT number FROM project WHERE id = :project))",
        {"project": project},
    )
    return [NoteOrigin(path, commit) for path, commit in rows]


def row_of(db: sqlite3.Connection, note: str) -> tuple[int, int, str] | None:
    """The row number, version and project id of a stored note, or None."""
    row = db.execute(
        "SELECT n.number, n.version, p.id FROM note n JOIN project p ON p.number = n.project"
        " WHERE n.id = ?",
        (note,),
    ).fetchone()
    return row and (row[0], row[1], row[2])


def put(db: sqlite3.Connection, note: Note, number: int) -> int:
    """Inserts a note as row `number`, or updates the row it has; returns its row number."""
    return put_plain(db, plain_note(note), number)


def put_plain(db: sqlite3.Connection, plain: Plain, number: int) -> int:
    """Like `put`, for an image that may be readable only by a newer version."""
    from chesterton.redact.clean import RULES_VERSION  # noqa: PLC0415  # the rules are not needed to read

    parameters = _parameters(plain) | {"rules": RULES_VERSION, "number": number}
    places = [_anchor_row(each) for each in plain["anchors"]]
    row = db.execute(_UPSERT, parameters).fetchone()
    row_number, project = row
    db.execute("DELETE FROM anchor WHERE note = ?", (row_number,))
    db.executemany(
        "INSERT INTO anchor (note, position, project, path, symbol, symbol_kind, ordinal, line,"
        " commit_id, fingerprint, source, quote) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(row_number, position, project, *place) for position, place in enumerate(places)],
    )
    return int(row_number)


_UPSERT = """
INSERT INTO note (number, id, project, kind, title, body, links, author, origin, created, status,
  scope, confirmed, snoozed, superseded_by, version, rules, checksum, more,
  seal)
VALUES (:number, :id, (SELECT number FROM project WHERE id = :project), :kind, :title, :body,
  :links, :author, :origin, :created, :status, :scope, :confirmed, :snoozed, :superseded_by,
  :version, :rules, :checksum, :more, :seal)
ON CONFLICT (id) DO UPDATE SET project = excluded.project, kind = excluded.kind,
  title = excluded.title, body = excluded.body, links = excluded.links, author = excluded.author,
  origin = excluded.origin, created = excluded.created, status = excluded.status,
  scope = excluded.scope, confirmed = excluded.confirmed, snoozed = excluded.snoozed,
  superseded_by = excluded.superseded_by, version = excluded.version, rules = excluded.rules,
  checksum = excluded.checksum, more = excluded.more, seal = excluded.seal
RETURNING number, project
"""


def _parameters(plain: Plain) -> dict[str, object]:
    snoozed = plain["snoozed"]
    columns = {key: plain[key] for key in NOTE_KEYS} | sealed(plain)
    columns["links"] = canonical(plain["links"])
    columns["snoozed"] = None if snoozed is None else canonical(snoozed)
    return columns


def _anchor_row(plain: Plain) -> list[object]:
    source = plain["source"]
    packed = None if source is None else zlib.compress(source.encode())
    return [packed if key == "source" else plain[key] for key in ANCHOR_KEYS]


def delete(db: sqlite3.Connection, note: str) -> None:
    """Deletes a note with its anchors."""
    db.execute("DELETE FROM note WHERE id = ?", (note,))


def damaged(db: sqlite3.Connection) -> dict[int, str]:
    """The row number and id of each row whose checksum does not match."""
    return {number: note for batch in batches(db) for number, note in batch.damaged.items()}


def newer(db: sqlite3.Connection) -> dict[int, str]:
    """The row number and id of each row that only a newer version can read."""
    return {number: note for found in batches(db) for number, note in found.newer.items()}


def batches(db: sqlite3.Connection, size: int = 1000) -> Iterator[FoundNotes]:
    """All notes, in batches."""
    ordered = sorted(numbers(db))
    for start in range(0, len(ordered), size):
        yield by_number(db, ordered[start : start + size])


def intact_images(db: sqlite3.Connection) -> dict[int, Plain]:
    """The image of each note whose checksum matches, by row number."""
    images: dict[int, Plain] = {}
    for batch in batches(db):
        images |= {number: plain_note(note) for number, note in batch.notes.items()}
    return images


def numbers(db: sqlite3.Connection) -> set[int]:
    """Row numbers of all notes."""
    return {row[0] for row in db.execute("SELECT number FROM note")}


def checksums(db: sqlite3.Connection) -> dict[int, str]:
    """The stored checksum of each whole note, by row number."""
    kept = "COALESCE(seal, checksum)" if meta.has_later_columns(db) else "checksum"
    return dict(db.execute(f"SELECT number, {kept} FROM note").fetchall())  # noqa: S608  # constants


def mark_cleaned(db: sqlite3.Connection, rules: int) -> None:
    """Marks all rows as redacted under this version of the rules."""
    db.execute("UPDATE note SET rules = ? WHERE rules <> ?", (rules, rules))


def delete_row(db: sqlite3.Connection, number: int) -> None:
    """Deletes a damaged row by its number, because its id cannot be trusted."""
    db.execute("DELETE FROM note WHERE number = ?", (number,))
