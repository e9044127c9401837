"""The distinct files and commits that open notes are anchored at."""

import sqlite3
from dataclasses import dataclass

from chesterton.model.scope import ProjectId


@dataclass(frozen=True, slots=True)
class Noted:
    """A file as it was at a commit, with notes linked to it then."""

    path: str
    commit: str | None


def noted(db: sqlite3.Connection, project: ProjectId) -> list[Noted]:
    """Every pair of file and commit that open notes of the project were linked at."""
    rows = db.execute(
        "SELECT DISTINCT path, commit_id FROM anchor"
        " WHERE project = (SELECT number FROM project WHERE id = :project)"
        " AND note NOT IN (SELECT number FROM note WHERE status IN ('superseded', 'retired')"
        " AND project = (SELECT number FROM project WHERE id = :project))",
        {"project": project},
    )
    return [Noted(path, commit) for path, commit in rows]
