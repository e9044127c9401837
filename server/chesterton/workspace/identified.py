"""The project that a folder belongs to, and the other projects whose notes are shown with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chesterton.git.project_mark import ProjectMark
from chesterton.git.repository import Repository
from chesterton.model.project import Project, Shown
from chesterton.store.store import Store
from chesterton.workspace import correspondence
from chesterton.workspace.files import stored_folder

_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Identified:
    """A project with its root folder, and whether the store has its current state."""

    project: Project
    root: Path
    repository: Repository | None
    is_recorded: bool
    mark: ProjectMark | None = None  #: as found in the git directory
    perhaps: tuple[Project, ...] = ()  #: projects that may be the same; the user has to decide
    shown: tuple[Shown, ...] = ()  #: the other projects whose notes are shown
    forks: tuple[Project, ...] = ()  #: other projects that share its commits, remote or code
    is_adopted: bool = True  #: False for a folder without git that was not added


def shown_together(identified: Identified, others: Sequence[Project], store: Store) -> Identified:
    """The project, with the other projects whose notes are to be shown in it.

    These are projects that may be the same, and projects whose notes belong here: one that encloses
    this project, is inside it, or was joined to it.
    """
    own = identified.project
    asked = filter(None, map(store.project, own.perhaps))
    open_questions = dict.fromkeys(followed(each, store) for each in (*asked, *others))
    perhaps = tuple(each for each in open_questions if is_open(own, each))[:_CANDIDATES]
    views = [correspondence.between(identified.root, each, store) for each in perhaps]
    ids = tuple(each.id for each in perhaps)
    near = store.projects_near(stored_folder(identified.root), own)
    views += _misplaced(identified, [each for each in near if each.id not in ids])
    shown = tuple(each for each in views if store.has_notes_shown(each))
    store.show_with(own.id, shown)
    project = replace(own, perhaps=ids)
    is_recorded = identified.is_recorded and project == own
    return replace(
        identified, project=project, perhaps=perhaps, shown=shown, is_recorded=is_recorded
    )


def _misplaced(identified: Identified, near: Sequence[Project]) -> Iterator[Shown]:
    for each in near:
        if each.joined_to == identified.project.id:
            yield Shown(each.id)  # written by a process that did not know of the join yet
        elif identified.is_adopted and is_open(identified.project, each):
            view = correspondence.by_folder(identified.root, each)
            if view and (view.around or identified.repository):
                yield view


def is_open(project: Project, other: Project) -> bool:
    """Whether the user may still be asked if these two projects are the same."""
    is_answered = other.id in project.apart or project.id in other.apart
    return project.id != other.id and not is_answered and not other.joined_to


def followed(project: Project, store: Store) -> Project:
    """The project that holds the notes of `project` after any joins."""
    seen = {project.id}
    while project.joined_to and project.joined_to not in seen:
        seen.add(project.joined_to)
        target = store.project(project.joined_to)
        if target is None:
            break
        project = target
    return project
