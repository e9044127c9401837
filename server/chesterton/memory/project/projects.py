"""Lists, finds, enables, disables and removes projects in the store."""

from dataclasses import dataclass, replace

from chesterton.memory.notes import views
from chesterton.memory.notes.rights import require_person
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.project import Project
from chesterton.store.store import PREFIX_LENGTH, Store
from chesterton.workspace.files import find_stored_folder


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project with the number of its open notes."""

    project: Project
    notes: int

    @property
    def is_orphaned(self) -> bool:
        """Whether none of the project's folders exists any more."""
        return not any(map(find_stored_folder, self.project.folders))


def known_projects(store: Store) -> list[KnownProject]:
    """All projects except those that were joined to another one, oldest first."""
    projects = [project for project in store.projects() if project.joined_to is None]
    return [KnownProject(project, _open_notes(store, project)) for project in projects]


def find_project(store: Store, name: str, *, joined: bool = False) -> Project:
    """The project with this id, id prefix or name. Raises UserError unless exactly one matches.

    With `joined`, projects that were joined to another one are included.
    """
    projects = [each for each in store.projects() if joined or each.joined_to is None]
    exact = [project for project in projects if name in {project.id, project.name}]
    is_prefix = len(name) >= PREFIX_LENGTH
    matches = exact or [each for each in projects if is_prefix and each.id.startswith(name)]
    if len(matches) == 1:
        return matches[0]
    trouble = "several projects are called" if matches else "no project is called"
    raise UserError(f"{trouble} {name!r}", "use an id; to list them, run: chesterton projects")


def switch_on(store: Store, project: Project) -> Project:
    """Shows a project's notes in editors again."""
    return store.put_project(replace(project, enabled=True))


def switch_off(store: Store, project: Project, *, by: Author) -> Project:
    """Hides a project's notes from editors. Raises NotAllowed for an agent."""
    require_person(by, "switch a project off")
    return store.put_project(replace(project, enabled=False))


def count(store: Store, project: Project) -> int:
    """The number of notes of a project, whatever their status."""
    return len(store.own_notes(project.id))


def remove(store: Store, project: Project, *, by: Author) -> int:
    """Deletes all notes of a project permanently; returns how many.

    The project itself stays registered and can be used again. Raises NotAllowed for an agent.
    """
    require_person(by, "remove a project")
    ids = [note.id for note in store.own_notes(project.id)]
    views.delete_views(store.location, ids)
    return store.forget(ids) if ids else 0


def _open_notes(store: Store, project: Project) -> int:
    return sum(note.status.is_open for note in store.own_notes(project.id))
