"""The project table."""

import json
import sqlite3
from typing import Any

from chesterton.model.project import Project
from chesterton.model.scope import ProjectId
from chesterton.model.time import Time
from chesterton.store.tables.image import checksum, from_project
from chesterton.store.trouble import Damaged

_SELECT = "SELECT id, name, origin, root_commit, folders, enabled, created, checksum FROM project"


def put(db: sqlite3.Connection, project: Project) -> None:
    """Insert or update."""
    db.execute(
        "INSERT INTO project (id, name, origin, root_commit, folders, enabled, created, checksum)"
        " VALUES (:id, :name, :origin, :root_commit, :folders, :enabled, :created, :checksum)"
        " ON CONFLICT (id) DO UPDATE SET name = :name, origin = :origin,"
        " root_commit = :root_commit, folders = :folders, enabled = :enabled, created = :created,"
        " checksum = :checksum",
        {
            "id": project.id, "name": project.name, "origin": project.origin,
            "root_commit": project.root_commit, "folders": json.dumps(project.folders),
            "enabled": int(project.enabled), "created": project.created,
            "checksum": checksum(from_project(project)),
        },
    )  # fmt: skip


def every(db: sqlite3.Connection) -> list[Project]:
    """All projects, oldest first."""
    return [_project(row) for row in db.execute(f"{_SELECT} ORDER BY number")]


def one(db: sqlite3.Connection, project: ProjectId) -> Project | None:
    """The project of that id."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (project,)).fetchone()
    return _project(row) if row else None


def matching(
    db: sqlite3.Connection, origin: str | None, root_commit: str | None, folder: str | None
) -> list[Project]:
    """Projects that agree with everything that is given."""
    rows = db.execute(
        f"{_SELECT} WHERE (:origin IS NULL OR origin = :origin)"  # noqa: S608  # a constant
        " AND (:root IS NULL OR root_commit = :root)"
        " AND (:folder IS NULL OR EXISTS"
        " (SELECT 1 FROM json_each(folders) WHERE json_each.value = :folder))"
        " ORDER BY number",
        {"origin": origin, "root": root_commit, "folder": folder},
    )
    return [_project(row) for row in rows]


def number(db: sqlite3.Connection, project: ProjectId) -> int | None:
    """The row number of a project."""
    row = db.execute("SELECT number FROM project WHERE id = ?", (project,)).fetchone()
    return row and int(row[0])


def _project(row: tuple[Any, ...]) -> Project:
    try:
        project = _read(row[:-1])
        sound = checksum(from_project(project)) == row[-1]
    except (ValueError, TypeError):
        sound = False
    if not sound:
        raise Damaged("project")
    return project


def _read(row: tuple[Any, ...]) -> Project:
    project, name, origin, root_commit, folders, enabled, created = row
    return Project(
        ProjectId(project), name, origin, root_commit, tuple(json.loads(folders)), bool(enabled),
        Time(created),
    )  # fmt: skip
