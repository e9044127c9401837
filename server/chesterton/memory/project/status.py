"""The status of an open project, for status bars and bug reports; never contains note text."""

from dataclasses import dataclass

from chesterton.memory.opening import Workspace
from chesterton.model.note import Status


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """The status of one open project."""

    name: str
    root: str
    notes: int  #: number of confirmed notes
    proposed: int  #: number of proposed notes
    git: bool
    trouble: str | None  #: why git cannot be used


def project_status(workspace: Workspace) -> ProjectStatus:
    """The current status of a project."""
    notes = workspace.store.notes(workspace.project.id)
    return ProjectStatus(
        workspace.project.name,
        str(workspace.root),
        sum(note.status is Status.CONFIRMED for note in notes),
        sum(note.status is Status.PROPOSED for note in notes),
        workspace.repository is not None,
        workspace.git_trouble,
    )
