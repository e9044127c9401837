"""Adds, joins and separates projects. Only a person may do so."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import write
from chesterton.memory.notes.rights import require_person
from chesterton.memory.opening import Store, Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Note
from chesterton.model.project import Project, ProjectId
from chesterton.redact.clean import clean_name
from chesterton.store.shown import notes_here
from chesterton.workspace.files import stored_folder
from chesterton.workspace.project import Answer


def add(workspace: Workspace, *, by: Author) -> None:
    """Makes a folder without git a project. Raises NotAllowed for an agent."""
    require_person(by, "add a project")
    workspace.adopt()
    workspace.ensure_recorded()


def join(workspace: Workspace, other: Project, *, by: Author) -> int:
    """Moves the notes of `other` to this project; returns how many. `separate` undoes this.

    If the other project encloses this folder, only the notes about files in this folder are taken;
    if it is inside, its notes get paths relative to this project. If the other is this project, but
    was recorded elsewhere, this folder is recorded. Raises NotAllowed for an agent, and UserError
    if the two are already joined.
    """
    require_person(by, "join projects")
    if workspace.project.id == other.id and not _is_recorded(workspace):
        workspace.ensure_recorded()
        return 0
    if workspace.project.id in {other.id, other.joined_to}:
        raise UserError(
            f"{other.name} is the current project", "list others with: chesterton projects"
        )
    workspace.adopt()
    workspace.ensure_recorded()
    view = workspace.view_of(other)
    stored = workspace.store.own_notes(other.id)
    notes = notes_here(view, stored)
    write.move(workspace, notes, other.id, by, workspace.now())
    # last, so that a failed move hides nothing
    if len(notes) == len(stored) and not view.around:
        workspace.settle(Answer(same=[] if view.is_elsewhere else [other]))
        workspace.store.put_project(replace(other, joined_to=workspace.project.id, perhaps=()))
    elif other in workspace.perhaps:
        workspace.settle(Answer(other=[other]))
    workspace.identify_again()
    return len(notes)


def separate(workspace: Workspace, others: Sequence[Project], *, by: Author) -> int:
    """Stops showing the notes of the other projects here; undoes the join if there was one.

    Returns how many notes were moved back. After a join is undone, questions that were open before
    it are open again. Raises NotAllowed for an agent.
    """
    require_person(by, "separate projects")
    if workspace.project.id in {each.id for each in others}:
        raise UserError(
            f"{workspace.project.name} is the current project",
            "specify a project that was joined to this one",
        )
    joined_here = [each for each in others if each.joined_to == workspace.project.id]
    moved = {each.id: _give_back(workspace, each, by) for each in others}
    parted = [each for each in others if moved[each.id] or each in joined_here]
    workspace.settle(Answer(other=[each for each in others if each not in parted], parted=parted))
    return sum(moved.values())


def _is_recorded(workspace: Workspace) -> bool:
    return stored_folder(workspace.root) in workspace.project.folders


def joined(store: Store, project: ProjectId) -> list[Project]:
    """The projects that were joined to a project."""
    return [each for each in store.projects() if each.joined_to == project]


def _give_back(workspace: Workspace, other: Project, by: Author) -> int:
    """Moves the notes that came from another project back to it, and marks it as not joined."""
    store, here = workspace.store, workspace.project.id
    before = [each for note in store.own_notes(here) if (each := _as_in(store, note, other.id))]
    if before:
        name, detail = write.author_name(workspace, by), f"from {workspace.project.name}"
        store.move(before, source=here, by=name, at=workspace.now(), detail=clean_name(detail))
    if other.joined_to is not None:
        parted = store.put_project(replace(other, joined_to=None))
        workspace.mark_again(parted)
    return len(before)


def _as_in(store: Store, note: Note, source: ProjectId) -> Note | None:
    """The note as it should be stored in `source`; None if it did not come from there."""
    images = [event.image for event in store.events(note.id) if event.image]
    last = max((n for n, each in enumerate(images) if each.project == source), default=None)
    if last is None:
        return None
    before, after = images[last], next(iter(images[last + 1 :]), note)
    is_kept = [each.path for each in before.anchors] == [each.path for each in after.anchors]
    anchors = note.anchors if is_kept and note.anchors != after.anchors else before.anchors
    return replace(note, project=source, anchors=anchors)
