"""Where open notes were linked: one row for each file and commit, however many notes there are."""

import sqlite3
from dataclasses import dataclass

from chesterton.model.scope import ProjectId

_OPEN = "('proposed', 'confirmed')"


@dataclass(frozen=True, slots=True)
class Noted:
    """A file as it was at a commit, with notes linked to it then."""

    path: str
    commit: str | None


def noted(db: sqlite3.Connection, project: ProjectId) -> list[Noted]:
    """Every pair of file and commit that open notes of the project were linked at."""
    rows = db.execute(
        "SELECT DISTINCT a.path, a.commit_id FROM anchor a JOIN note n ON n.number = a.note"  # noqa: S608
        " WHERE a.project = (SELECT number FROM project WHERE id = :project)"
        f" AND n.status IN {_OPEN}",
        {"project": project},
    )
    return [Noted(path, commit) for path, commit in rows]
