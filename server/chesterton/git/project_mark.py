"""Stores the project id in the git directory, so that a clone is recognised after it is moved."""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from chesterton.git.layout import read_small
from chesterton.git.repository import Repository
from chesterton.model.project import ProjectId

_FOLDER = "chesterton"
_FILE = "project"
_LINE = re.compile(rb"(?P<id>[0-9a-f]{16}) (?P<root>[0-9a-f]{40,64}|-)\n")


class ProjectMark(NamedTuple):
    """The project id stored in a git directory."""

    project: ProjectId
    root_commit: str | None  #: None if the root was unknown, as in a shallow or empty clone


def read_mark(common_dir: Path) -> ProjectMark | None:
    """The mark in a git directory. Not proof of identity: it may have been copied."""
    line = _LINE.fullmatch(read_small(common_dir / _FOLDER / _FILE) or b"")
    if line is None:
        return None
    root = None if line["root"] == b"-" else line["root"].decode()
    return ProjectMark(ProjectId(line["id"].decode()), root)


def write_mark(
    repository: Repository, mark: ProjectMark, replaces: ProjectMark | None
) -> ProjectMark | None:
    """Marks the repository; returns the mark that it has afterwards.

    `replaces` is the mark that was read before. A mark that another process has written since is
    kept. A git directory that is not writable remains unmarked: its folder, remote and history
    identify the project too.
    """
    folder = repository.common_dir / _FOLDER
    import secrets  # noqa: PLC0415 - 4 ms that reading does without

    temporary = folder / f"{_FILE}.{secrets.token_hex(4)}"
    if folder.is_symlink():  # it may lead to a folder of the user's
        return read_mark(repository.common_dir)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        try:
            _write(temporary, f"{mark.project} {mark.root_commit or '-'}\n")
            _put(temporary, folder / _FILE, repository, mark, replaces)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError:
        pass
    return read_mark(repository.common_dir)


def _put(
    temporary: Path,
    file: Path,
    repository: Repository,
    mark: ProjectMark,
    replaces: ProjectMark | None,
) -> None:
    with suppress(OSError):  # it exists, or the file system has no hard links
        os.link(temporary, file)
    existing = read_mark(repository.common_dir)
    if existing in {None, replaces} or existing == ProjectMark(mark.project, None):
        temporary.replace(file)


def _write(file: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(file, flags, 0o600), "w", encoding="ascii", newline="\n") as stream:
        stream.write(text)
