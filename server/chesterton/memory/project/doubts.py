"""Which notes may belong to a project although they are stored in another one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chesterton.memory.opening import Store, Workspace
from chesterton.model.counted import counted
from chesterton.model.note import Note, Status
from chesterton.model.project import Project
from chesterton.workspace import files

_SHORT = 8


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Notes about files of a project that are stored in one around its folder, or in one inside."""

    project: Project
    notes: tuple[Note, ...]
    renamed: Callable[[str], str]  #: a path of that project, relative to the right one


def question(workspace: Workspace) -> str | None:
    """The open question whether the notes shown here are of the same project, as one sentence."""
    if not workspace.perhaps:
        return None
    described = " and ".join(_described(workspace.store, each) for each in workspace.perhaps)
    return f"also shown, because this may be the same project: {described}"


def related(workspace: Workspace) -> str | None:
    """Where notes are that may be missed in a project without any, as one sentence."""
    store = workspace.store
    if found := misplaced(workspace):
        each = found[0]
        return (
            f"{counted(len(each.notes), 'note')} about files in this folder: stored in"
            f" {_named(each.project)}; move them here with: chesterton projects join"
            f" {each.project.id[:_SHORT]}"
        )
    forks = [each for each in workspace.forks if every_note(store, each)]
    if not forks:
        return None
    described = " and ".join(_described(store, each) for each in forks)
    return (
        f"history or code is shared with {described}; if it is no fork but the same project, run:"
        f" chesterton projects join {forks[0].id[:_SHORT]}"
    )


def misplaced(workspace: Workspace) -> list[Misplaced]:
    """Notes about files of this project that are stored in a project around or inside its folder.

    Older versions stored notes about a nested repository in the project around it; and a project
    inside is none any more once a repository is made around it.
    """
    store, project = workspace.store, workspace.project
    others = [each for each in store.projects() if each.joined_to is None and each.folders]
    answered = {project.id, *project.apart, *project.perhaps}
    found = (_misplaced(workspace, each) for each in others if each.id not in answered)
    return [each for each in found if each and each.notes]


def _misplaced(workspace: Workspace, other: Project) -> Misplaced | None:
    root, folder = workspace.root, Path(other.folders[0])
    if root != folder and root.is_relative_to(folder):
        inside = f"{root.relative_to(folder).as_posix()}/"
        notes = [note for note in every_note(workspace.store, other) if _is_within(note, inside)]
        return Misplaced(other, tuple(notes), lambda path: path.removeprefix(inside))
    if root != folder and folder.is_relative_to(root):
        inside = f"{folder.relative_to(root).as_posix()}/"
        if folder.is_dir() and not files.nested_repository(root, f"{inside}file"):
            notes = every_note(workspace.store, other)
            return Misplaced(other, tuple(notes), lambda path: f"{inside}{path}")
    return None


def every_note(store: Store, project: Project) -> list[Note]:
    """The notes that are stored in a project, whatever their status."""
    return [
        note
        for note in store.notes(project.id, statuses=frozenset(Status))
        if note.project == project.id
    ]


def _is_within(note: Note, inside: str) -> bool:
    return all(anchor.path.startswith(inside) for anchor in note.anchors)


def _described(store: Store, project: Project) -> str:
    return f"{counted(len(every_note(store, project)), 'note')} of {_named(project)}"


def _named(project: Project) -> str:
    place = project.folders[0] if project.folders else project.origin or "unknown location"
    return f"{project.name} ({project.id[:_SHORT]}, {place})"
