"""Finds notes that may belong to a project but are stored in another one."""

from chesterton.memory.opening import Workspace
from chesterton.memory.project.projects import known_project, open_notes
from chesterton.model.counted import counted
from chesterton.model.project import Project
from chesterton.store.shown import notes_here

_SHORT = 8


def question(workspace: Workspace) -> str | None:
    """A sentence naming the projects shown here that may be the same as this one, or None."""
    described = [
        f"{counted(count, 'note')} from {_named(each)}"
        for each, count in _shown(workspace)
        if count
    ]
    if not described:
        return None
    return f"also showing {' and '.join(described)}, which may be the same project"


def related(workspace: Workspace) -> str | None:
    """Other projects that may be this one, as one sentence; their notes are not shown."""
    store = workspace.store
    unseen = [each for each, count in _shown(workspace) if not count]
    forks = [each for each in (*unseen, *workspace.forks) if open_notes(store, each)]
    if not forks:
        return None
    described = ", and ".join(
        f"{_named(each)}, which has {counted(open_notes(store, each), 'note')}" for each in forks
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


def _shown(workspace: Workspace) -> list[tuple[Project, int]]:
    """The projects that may be this one, with the number of their open notes shown here."""
    store, views = workspace.store, {each.project: each for each in workspace.shown}
    return [
        (each, sum(note.status.is_open for note in notes_here(view, store.own_notes(each.id))))
        if (view := views.get(each.id))
        else (each, 0)
        for each in workspace.perhaps
    ]


def _named(project: Project) -> str:
    known = known_project(project, 0)
    gone = ", which no longer exists" if known.is_orphaned and project.folders else ""
    return f"{project.name} ({project.id[:_SHORT]}, {known.place}{gone})"
