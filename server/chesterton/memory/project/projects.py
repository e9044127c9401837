"""Lists, finds, enables, disables and removes projects in the store."""

from dataclasses import dataclass, replace
from pathlib import Path

from chesterton.memory.notes import views
from chesterton.memory.notes.rights import require_person
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.project import Project
from chesterton.store.store import PREFIX_LENGTH, Store
from chesterton.workspace.files import find_stored_folder, stored_folder, stored_path
from chesterton.workspace.identified import followed
from chesterton.workspace.nested import moved_folder

_SEARCHED = 500
"""Maximum number of notes of a project whose former places are searched."""


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project with the number of its open notes."""

    project: Project
    notes: int

    folder: Path | None  #: where it is; None if none of its folders exists any more

    @property
    def is_orphaned(self) -> bool:
        """Whether its folders are gone, and it is not found near them."""
        return self.folder is None

    @property
    def place(self) -> str:
        """Where it is or was, for people."""
        if self.folder is not None:
            return stored_folder(self.folder)
        return next(iter(self.project.folders), None) or self.project.origin or "unknown location"


def known_projects(store: Store, here: Workspace | None = None) -> list[KnownProject]:
    """All projects except those that were joined to another one, oldest first.

    The project of `here` is there, wherever it was recorded.
    """
    projects = [project for project in store.projects() if project.joined_to is None]
    known = [known_project(project, open_notes(store, project)) for project in projects]
    return [
        replace(each, folder=here.root) if here and each.project.id == here.project.id else each
        for each in known
    ]


def known_project(project: Project, notes: int) -> KnownProject:
    """A project with the folder in which it is found."""
    folders = filter(None, map(find_stored_folder, project.folders))
    return KnownProject(project, notes, next(folders, None) or moved_folder(project))


def recorded_around(store: Store, file: Path) -> tuple[Project, str] | None:
    """The project that was recorded for a folder around a file, and its path there.

    Only folders that are gone count: the nearest one, of a project that has notes.
    """
    found = [
        (Path(folder), each)
        for each in store.projects()
        for folder in each.folders
        if file.is_relative_to(folder) and not find_stored_folder(folder)
    ]
    for folder, each in sorted(found, key=lambda pair: len(pair[0].parts), reverse=True):
        project = followed(each, store)
        if store.own_notes(project.id, 1):
            return project, file.relative_to(folder).as_posix()
    return None


def moved_notes(store: Store, folder: Path, file: Path) -> tuple[Project, str] | None:
    """The project to which notes about a file or folder below `folder` were moved.

    With the path there; None if no project of that folder had such notes.
    """
    known = {each.id: each for each in store.projects()}
    before = {each.id for each in known.values() if stored_folder(folder) in each.folders}
    path = stored_path(file.relative_to(folder).as_posix())
    for project in (each for each in known.values() if before - {each.id}):
        for note in store.own_notes(project.id, _SEARCHED):
            images = [event.image for event in store.events(note.id)]
            for image in images:
                if image and image.project in before - {project.id}:
                    pairs = zip(image.anchors, note.anchors, strict=False)
                    there = (_path_now(path, then.path, now.path) for then, now in pairs)
                    if found := next(filter(None, there), None):
                        return project, found
    return None


def _path_now(path: str, then: str, now: str) -> str | None:
    """A file or folder after the change of paths that made `then` into `now`."""
    if then == path:
        return now
    inside = then.removeprefix(f"{path}/")
    if inside == then or not f"/{now}".endswith(f"/{inside}"):
        return None
    return now.removesuffix(inside).rstrip("/") or "."


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


def open_notes(store: Store, project: Project) -> int:
    """The number of a project's proposed and confirmed notes."""
    return sum(note.status.is_open for note in store.own_notes(project.id))
