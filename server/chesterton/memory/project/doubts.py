"""Finds notes that may belong to a project but are stored in another one."""

from chesterton.memory.opening import Store, Workspace
from chesterton.model.counted import counted
from chesterton.model.project import Project
from chesterton.store.shown import notes_here

_SHORT = 8


def question(workspace: Workspace) -> str | None:
    """A sentence naming the projects shown here that may be the same as this one, or None."""
    if not workspace.perhaps:
        return None
    described = " and ".join(_described(workspace.store, each) for each in workspace.perhaps)
    return f"also showing {described}, which may be the same project"


def related(workspace: Workspace) -> str | None:
    """Other projects that may be this one, as one sentence; their notes are not shown."""
    store = workspace.store
    forks = [each for each in workspace.forks if store.own_notes(each.id, 1)]
    if not forks:
        return None
    described = ", and ".join(
        f"{_named(each)}, which has {counted(len(store.own_notes(each.id)), 'note')}"
        for each in forks
    )
    return (
        f"this project shares history or code with {described}; if it is the same project"
        f" and not a fork, run: chesterton projects join {forks[0].id[:_SHORT]}"
    )


def misplaced(workspace: Workspace) -> list[tuple[Project, int]]:
    """The other projects that have notes about files of this one, with the number of notes.

    Older versions stored notes about a nested repository in the project around it, and a project
    without git ends when a repository is created around its folder.
    """
    store, doubtful = workspace.store, {each.id for each in workspace.perhaps}
    views = [each for each in workspace.shown if each.project not in doubtful]
    found = ((store.project(each.project), each) for each in views)
    return [
        (project, len(notes_here(view, store.own_notes(project.id))))
        for project, view in found
        if project
    ]


def _described(store: Store, project: Project) -> str:
    return f"{counted(len(store.own_notes(project.id)), 'note')} from {_named(project)}"


def _named(project: Project) -> str:
    place = project.folders[0] if project.folders else project.origin or "unknown location"
    return f"{project.name} ({project.id[:_SHORT]}, {place})"
