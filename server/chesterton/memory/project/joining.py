"""Adds, joins and separates projects. Only a person may do so."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chesterton.memory.notes.rights import require_person
from chesterton.memory.notes.write import author_name
from chesterton.memory.opening import Workspace
from chesterton.memory.project.doubts import every_note, misplaced
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Note
from chesterton.model.project import Project
from chesterton.redact.clean import clean_name


def add(workspace: Workspace, *, by: Author) -> None:
    """Make a folder without git a project. Raises NotAllowed for an agent."""
    require_person(by, "add a project")
    workspace.adopt()
    workspace.ensure_recorded()


def join(workspace: Workspace, other: Project, *, by: Author) -> int:
    """Make the notes of `other` notes of this project; returns how many.

    Of a project around this folder, only the notes about files of this folder are taken; notes of
    one inside get paths relative to this one.
    Raises NotAllowed for an agent, and UserError if the two are one already.
    """
    require_person(by, "join projects")
    store = workspace.store
    if workspace.project.id in {other.id, other.joined_to}:
        raise UserError(f"{other.name} is this project", "list others with: chesterton projects")
    wrong = next((each for each in misplaced(workspace) if each.project.id == other.id), None)
    if wrong is not None:
        moved = [_renamed(note, wrong.renamed) for note in wrong.notes]
        return len(_moved(workspace, moved, other, by))
    notes = every_note(store, other)
    if store.project(workspace.project.id) is None:
        workspace.become(other)
        return len(notes)
    workspace.adopt()
    _moved(workspace, notes, other, by)
    workspace.settle(same=[other], other=[])  # last, so that a failed move hides nothing
    store.put_project(replace(other, joined_to=workspace.project.id, perhaps=()))
    return len(notes)


def separate(workspace: Workspace, others: Sequence[Project], *, by: Author) -> None:
    """Stop showing the notes of the other projects here. Raises NotAllowed for an agent."""
    require_person(by, "separate projects")
    workspace.settle(same=[], other=others)


def _moved(
    workspace: Workspace, notes: Sequence[Note], source: Project, by: Author
) -> Sequence[Note]:
    project = workspace.ensure_recorded()
    if not notes:
        return notes
    moved = [replace(note, project=project) for note in notes]
    name, now = author_name(workspace, by), workspace.now()
    detail = clean_name(f"from {source.name}")
    return workspace.store.move(moved, source=source.id, by=name, at=now, detail=detail)


def _renamed(note: Note, renamed: Callable[[str], str]) -> Note:
    """The note with other paths, and without commits, which are of another repository."""
    anchors = (
        anchor
        if anchor.is_project
        else replace(anchor, path=clean_name(renamed(anchor.path)), commit=None)
        for anchor in note.anchors
    )
    return replace(note, anchors=tuple(anchors))
