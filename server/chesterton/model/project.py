"""Projects: the codebases that notes belong to."""

from dataclasses import dataclass
from typing import NamedTuple, NewType

from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.time import Time

ProjectId = NewType("ProjectId", str)
"""16 lower-case hexadecimal characters."""


@dataclass(frozen=True, slots=True)
class Project:
    """One codebase, across all its clones and worktrees."""

    id: ProjectId
    name: str  #: display name: the last part of the origin or of the folder
    origin: str | None  #: normalised URL of the git remote `origin`, without credentials
    root_commit: str | None
    folders: tuple[str, ...]  #: absolute paths of its working trees, most recent first
    enabled: bool = True
    created: Time = Time("")  # noqa: RUF009  # a type for the checker, no call that could differ
    joined_to: ProjectId | None = None  #: the project that took its notes when they were joined
    perhaps: tuple[ProjectId, ...] = ()  #: projects that may be the same; their notes are shown too
    apart: tuple[ProjectId, ...] = ()  #: projects that a person said are different
    newer: UnknownFields = NOTHING_NEWER


class Shown(NamedTuple):
    """A project whose notes are shown in another one, and how their paths correspond."""

    project: ProjectId
    inside: str = ""  #: its root, relative to the project that shows it
    around: str = ""  #: the root of the project that shows it, relative to this one

    @property
    def is_elsewhere(self) -> bool:
        """Whether the two have different roots."""
        return bool(self.inside or self.around)

    def path_here(self, path: str) -> str | None:
        """The path relative to the project that shows it; None if it is outside."""
        if self.around:
            within = f"{self.around}/"
            return path.removeprefix(within) if path.startswith(within) else None
        return path if not self.inside or path == "." else f"{self.inside}/{path}"

    def path_there(self, path: str) -> str | None:
        """The inverse of `path_here`."""
        if self.inside:
            within = f"{self.inside}/"
            if path == ".":
                return path
            return path.removeprefix(within) if path.startswith(within) else None
        return f"{self.around}/{path}" if self.around else path
