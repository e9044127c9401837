"""The state of an open project, for a status line and for bug reports. Never note text."""

from dataclasses import dataclass

from chesterton.memory.opening import Workspace
from chesterton.model.note import Status


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """One open project."""

    name: str
    root: str
    notes: int  #: confirmed ones
    proposed: int
    git: bool
    trouble: str | None  #: why git cannot be asked


def project_status(workspace: Workspace) -> ProjectStatus:
    """The state of a project at this moment."""
    notes = workspace.store.notes(workspace.project.id)
    return ProjectStatus(
        workspace.project.name,
        str(workspace.root),
        sum(note.status is Status.CONFIRMED for note in notes),
        sum(note.status is Status.PROPOSED for note in notes),
        workspace.repository is not None,
        workspace.git_trouble,
    )
