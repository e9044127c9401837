"""The projects that the memory knows, from outside of them."""

from dataclasses import dataclass, replace

from chesterton.memory.notes import views
from chesterton.memory.notes.rights import require_person
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Note, Status
from chesterton.model.project import Project
from chesterton.store.store import PREFIX_LENGTH, Store


@dataclass(frozen=True, slots=True)
class Known:
    """A project with the number of its open notes."""

    project: Project
    notes: int


def known(store: Store) -> list[Known]:
    """All of them, oldest first."""
    return [Known(project, len(store.notes(project.id))) for project in store.projects()]


def named(store: Store, wanted: str) -> Project:
    """The project of this id, start of an id, or name. Raises UserError where it is not one."""
    every = store.projects()
    exact = [project for project in every if wanted in {project.id, project.name}]
    found = exact or [project for project in every if _starts(project, wanted)]
    if len(found) == 1:
        return found[0]
    trouble = "several projects are" if found else "no project is"
    raise UserError(f"{trouble} called {wanted!r}", "give an id out of: chesterton projects")


def _starts(project: Project, wanted: str) -> bool:
    return len(wanted) >= PREFIX_LENGTH and project.id.startswith(wanted)


def switch_on(store: Store, project: Project) -> Project:
    """Show a project's notes in editors again."""
    return store.put_project(replace(project, enabled=True))


def switch_off(store: Store, project: Project, *, by: Author) -> Project:
    """Hide a project's notes from editors. Raises NotAllowed for an agent."""
    require_person(by, "switch a project off")
    return store.put_project(replace(project, enabled=False))


def count(store: Store, project: Project) -> int:
    """How many notes it has, in whatever status."""
    return len(_every(store, project))


def remove(store: Store, project: Project, *, by: Author) -> int:
    """Delete all notes of a project for good; its name stays known, so that it can start anew.

    Raises NotAllowed for an agent.
    """
    require_person(by, "remove a project")
    ids = [note.id for note in _every(store, project)]
    views.purge(store.location, ids)
    return store.forget(ids) if ids else 0


def _every(store: Store, project: Project) -> list[Note]:
    return store.notes(project.id, statuses=frozenset(Status))
