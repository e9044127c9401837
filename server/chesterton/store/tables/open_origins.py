"""The distinct files and commits that open notes are anchored at."""

import sqlite3
from dataclasses import dataclass

from chesterton.model.scope import ProjectId


@dataclass(frozen=True, slots=True)
class NoteOrigin:
    """A file at a commit at which open notes are anchored."""

    path: str
    commit: str | None


def noted(db: sqlite3.Connection, project: ProjectId) -> list[NoteOrigin]:
    """The distinct (file, commit) pairs that open notes of the project are anchored at."""
    rows = db.execute(
        "SELECT DISTINCT path, commit_id FROM anchor"
        " WHERE project = (SELECT number FROM project WHERE id = :project)"
        " AND note NOT IN (SELECT number FROM note WHERE status IN ('superseded', 'retired')"
        " AND project = (SELECT number FROM project WHERE id = :project))",
        {"project": project},
    )
    return [NoteOrigin(path, commit) for path, commit in rows]
