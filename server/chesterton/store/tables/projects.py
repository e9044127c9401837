"""The project table: stores projects, and finds them by id, origin, root commit or folder."""

import json
import os
import sqlite3
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from chesterton.model.project import Project, ProjectId
from chesterton.model.record import Plain, canonical
from chesterton.store.error_text import ChecksumMismatch
from chesterton.store.tables import meta
from chesterton.store.tables.image import PROJECT_KEYS, checksum, plain_project, project_of, sealed

_COLUMNS = ", ".join((*PROJECT_KEYS, "more", "seal", "checksum"))


def _select(db: sqlite3.Connection) -> str:
    return f"SELECT {meta.columns(db, _COLUMNS)} FROM project"  # noqa: S608  # constants


def put(db: sqlite3.Connection, project: Project) -> None:
    """Inserts or updates a project."""
    put_plain(db, plain_project(project))


def put_plain(db: sqlite3.Connection, plain: Plain) -> None:
    """Inserts or updates a project from its image, without parsing it."""
    db.execute(
        f"INSERT INTO project ({_COLUMNS}) VALUES"  # noqa: S608  # a constant
        " (:id, :name, :origin, :root_commit, :folders,"
        " :enabled, :created, :more, :seal, :checksum)"
        " ON CONFLICT (id) DO UPDATE SET name = :name, origin = :origin,"
        " root_commit = :root_commit, folders = :folders, enabled = :enabled, created = :created,"
        " checksum = :checksum, more = :more, seal = :seal",
        {
            **{key: plain[key] for key in PROJECT_KEYS},
            **sealed(plain),
            "folders": json.dumps(plain["folders"]),
            "enabled": int(plain["enabled"]),
        },
    )


def all_projects(db: sqlite3.Connection) -> list[Project]:
    """All projects, oldest first."""
    return [_project(row) for row in db.execute(f"{_select(db)} ORDER BY number")]


def by_id(db: sqlite3.Connection, project: ProjectId) -> Project | None:
    """The project with this id."""
    row = db.execute(f"{_select(db)} WHERE id = ?", (project,)).fetchone()
    return _project(row) if row else None


def seen_in(
    db: sqlite3.Connection, folders: Collection[str], project: ProjectId | None = None
) -> list[Project]:
    """The projects recorded for any of these folders, and the one with this id; oldest first."""
    rows = db.execute(
        f"{_select(db)} WHERE id = :project OR EXISTS (SELECT 1 FROM json_each(folders) AS seen"  # noqa: S608  # constants
        " JOIN json_each(:folders) AS asked ON seen.value = asked.value) ORDER BY number",
        {"project": project, "folders": json.dumps(list(folders))},
    )
    return [_project(row) for row in rows]


def near(db: sqlite3.Connection, folder: str, project: Project) -> list[Project]:
    """Other projects recorded for a folder, around it, inside it, or with the same remote.

    Includes those that were joined to the project. Oldest first.
    """
    joined = "more LIKE :joined" if meta.has_later_columns(db) else ":joined IS NULL"
    rows = db.execute(
        f"{_select(db)} WHERE id <> :id AND (origin = :origin OR {joined}"  # noqa: S608  # constants
        " OR id IN (SELECT value FROM json_each(:perhaps))"
        " OR EXISTS (SELECT 1 FROM json_each(folders) AS seen WHERE seen.value = :folder"
        " OR substr(seen.value, 1, length(:folder) + 1) = :folder || :slash"
        " OR substr(:folder, 1, length(seen.value) + 1) = seen.value || :slash))"
        " ORDER BY number",
        {
            "id": project.id,
            "origin": project.origin,
            "perhaps": json.dumps(project.perhaps),
            "joined": f'%"joined_to":"{project.id}"%',
            "folder": folder,
            "slash": os.sep,
        },
    )
    return [_project(row) for row in rows]


def latest_commits(db: sqlite3.Connection, project: ProjectId, limit: int) -> list[str]:
    """The commits at which the newest notes of a project were confirmed."""
    rows = db.execute(
        "SELECT a.commit_id FROM note n JOIN anchor a ON a.note = n.number"
        " WHERE n.project = (SELECT number FROM project WHERE id = :project)"
        " AND a.commit_id IS NOT NULL ORDER BY n.number DESC LIMIT :limit",
        {"project": project, "limit": limit},
    )
    return [row[0] for row in rows]


def number(db: sqlite3.Connection, project: ProjectId) -> int | None:
    """The row number of a project."""
    row = db.execute("SELECT number FROM project WHERE id = ?", (project,)).fetchone()
    return row and int(row[0])


def intact_images(db: sqlite3.Connection) -> dict[str, Plain]:
    """The image of each project whose checksum matches, by id."""
    images = {}
    for row in db.execute(_select(db)).fetchall():
        with suppress(ChecksumMismatch):
            images[row[0]] = _verified(row)
    return images


def checksums(db: sqlite3.Connection) -> dict[str, str]:
    """The checksum of each stored project by id. Raises ChecksumMismatch."""
    rows = db.execute(_select(db)).fetchall()
    return {_verified(row)["id"]: row[-2] or row[-1] for row in rows}


def _project(row: tuple[Any, ...]) -> Project:
    return project_of(_verified(row))


def _verified(row: tuple[Any, ...]) -> Plain:
    try:
        *fields, more, seal, base = row
        plain: Plain = json.loads(more or "{}") | dict(zip(PROJECT_KEYS, fields, strict=True))
        plain["folders"], plain["enabled"] = json.loads(plain["folders"]), bool(plain["enabled"])
        sound = checksum(canonical(plain)) == (seal or base)  # over the stored JSON
    except (ValueError, TypeError):
        sound = False
    if not sound:
        raise ChecksumMismatch("project")
    return plain
