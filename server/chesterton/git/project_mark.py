"""Stores the project id in the git directory, so that a moved clone keeps its project."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chesterton.git.layout import read_small
from chesterton.git.repository import Repository
from chesterton.model.project import ProjectId

_FOLDER = "chesterton"
_FILE = "project"
_LINE = re.compile(rb"(?P<id>[0-9a-f]{16}) (?P<root>[0-9a-f]{40,64}|-)\n")


@dataclass(frozen=True, slots=True)
class ProjectMark:
    """The project id stored in a git directory."""

    project: ProjectId
    root_commit: str | None  #: None if the root was unknown, as in a shallow or empty clone


def read_mark(repository: Repository) -> ProjectMark | None:
    """The stored mark, if the repository still has the root commit in it."""
    marker = read_unverified_mark(repository)
    if marker is None or (marker.root_commit and not repository.has(marker.root_commit)):
        return None
    return marker


def read_unverified_mark(repository: Repository) -> ProjectMark | None:
    """The stored mark, without checking its root commit."""
    line = _LINE.fullmatch(read_small(_file(repository)) or b"")
    if line is None:
        return None
    root = None if line["root"] == b"-" else line["root"].decode()
    return ProjectMark(ProjectId(line["id"].decode()), root)


def write_mark(repository: Repository, project: ProjectId, root_commit: str | None) -> ProjectMark:
    """Marks the repository. A valid mark by another process that was first is kept."""
    file = _file(repository)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    import secrets  # noqa: PLC0415 - 4 ms that reading does without

    temporary = file.with_name(f"{_FILE}.{secrets.token_hex(4)}")
    try:
        _write(temporary, f"{project} {root_commit or '-'}\n")
        existing = _linked_or_existing(repository, temporary, file)
        if existing and existing != ProjectMark(project, None):
            return existing
        temporary.replace(file)
        return ProjectMark(project, root_commit)
    finally:
        temporary.unlink(missing_ok=True)


def _linked_or_existing(repository: Repository, temporary: Path, file: Path) -> ProjectMark | None:
    """Links `temporary` to `file` if there is none yet; returns the valid mark that is there."""
    with suppress(FileExistsError, OSError):
        os.link(temporary, file)
    return read_mark(repository)


def _write(file: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(file, flags, 0o600), "w", encoding="ascii", newline="\n") as stream:
        stream.write(text)


def _file(repository: Repository) -> Path:
    return repository.common_dir / _FOLDER / _FILE
