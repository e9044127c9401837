"""Projects: the code bases that notes belong to."""

from dataclasses import dataclass

from chesterton.model.newer import NOTHING_NEWER, Newer
from chesterton.model.scope import ProjectId
from chesterton.model.time import Time


@dataclass(frozen=True, slots=True)
class Project:
    """One body of code with its notes, wherever it is checked out."""

    id: ProjectId
    name: str  #: for people: the last part of the origin or of the folder
    origin: str | None  #: normalised origin URL, without user or password
    root_commit: str | None
    folders: tuple[str, ...]  #: absolute folders it was seen in, newest first
    enabled: bool = True
    created: Time = Time("")  # noqa: RUF009  # a type for the checker, no call that could differ
    newer: Newer = NOTHING_NEWER
