"""The mark that a project leaves in its git folder, so that a moved clone stays what it is."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chesterton.git.layout import read_small
from chesterton.git.repository import Repository
from chesterton.model.scope import ProjectId

_FOLDER = "chesterton"
_FILE = "project"
_LINE = re.compile(rb"(?P<id>[0-9a-f]{16}) (?P<root>[0-9a-f]{40,64}|-)\n")


@dataclass(frozen=True, slots=True)
class Marker:
    """Which project a repository is."""

    project: ProjectId
    root_commit: str | None  #: None where the history had no known root when it was marked


def read_marker(repository: Repository) -> Marker | None:
    """The mark, if the repository still holds the root commit it was made with."""
    marker = written_marker(repository)
    if marker is None or (marker.root_commit and not repository.has(marker.root_commit)):
        return None
    return marker


def written_marker(repository: Repository) -> Marker | None:
    """The mark as it is written, whatever the repository holds."""
    line = _LINE.fullmatch(read_small(_file(repository)) or b"")
    if line is None:
        return None
    root = None if line["root"] == b"-" else line["root"].decode()
    return Marker(ProjectId(line["id"].decode()), root)


def write_marker(repository: Repository, project: ProjectId, root_commit: str | None) -> Marker:
    """Marks the repository. Where another process was first with a valid mark, that one stands."""
    file = _file(repository)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    import secrets  # noqa: PLC0415 - 4 ms that reading does without

    draft = file.with_name(f"{_FILE}.{secrets.token_hex(4)}")
    try:
        _write(draft, f"{project} {root_commit or '-'}\n")
        standing = _first(repository, draft, file)
        if standing and standing != Marker(project, None):
            return standing
        draft.replace(file)
        return Marker(project, root_commit)
    finally:
        draft.unlink(missing_ok=True)


def _first(repository: Repository, draft: Path, file: Path) -> Marker | None:
    """The valid mark that is there already, unless `draft` takes its place at once."""
    with suppress(FileExistsError, OSError):
        os.link(draft, file)
    return read_marker(repository)


def _write(file: Path, text: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(file, flags, 0o600), "w", encoding="ascii", newline="\n") as stream:
        stream.write(text)


def _file(repository: Repository) -> Path:
    return repository.common_dir / _FOLDER / _FILE
