"""Edit a note: change its content and anchors."""

from dataclasses import dataclass, replace

from chesterton.memory.notes import rights, write
from chesterton.memory.notes.clean_content import CleanContent
from chesterton.memory.notes.remember import Creation, Remembered, store_new
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.author import Author
from chesterton.model.event import EventKind
from chesterton.model.note import Note, NoteId, Status


@dataclass(frozen=True, slots=True)
class Edit:
    """New content and anchors of a note."""

    cleaned: CleanContent
    anchors: tuple[Anchor, ...]
    expect: int  #: the version that was edited
    key: str | None = None  #: idempotency key: repeating the edit has no effect
    proposal: NoteId | None = None  #: id of the proposal if the author may only propose


def edit(workspace: Workspace, note_id: NoteId, change: Edit, *, by: Author) -> Remembered:
    """Change a note. An agent's edit of a confirmed note becomes a proposal to replace it.

    Raises StaleNote if the note is no longer at version `expect`, NotAllowed if an agent may not
    even propose.
    """
    note = workspace.store.note(note_id, workspace.project.id)
    if becomes_proposal(note, by):
        if same := _existing_proposal(workspace, note, change):
            return Remembered(same, change.cleaned.removed)
        return _propose(workspace, note, change, by)
    rights.require_own(by, note, "edit")
    changed = replace(
        note, content=change.cleaned.content, anchors=change.anchors, version=change.expect
    )
    now = workspace.now()
    saved = write.save(workspace, [changed], EventKind.EDITED, by, now, key=change.key)
    return Remembered(saved[0], change.cleaned.removed)


def _propose(workspace: Workspace, note: Note, change: Edit, by: Author) -> Remembered:
    birth = Creation(
        id=change.proposal,
        replaces=note.id,
        key=change.key,
        scope=note.scope,
        newer=note.newer,
    )
    return store_new(workspace, change.cleaned, change.anchors, by=by, birth=birth)


def _existing_proposal(workspace: Workspace, note: Note, change: Edit) -> Note | None:
    """An open proposal with the same content and anchors: repeating an edit has no effect."""
    wanted = (note.id, Status.PROPOSED, change.cleaned.content, change.anchors)
    for each in workspace.store.notes(workspace.project.id):
        if (each.replaces, each.status, each.content, each.anchors) == wanted:
            return each
    return None


def becomes_proposal(note: Note, by: Author) -> bool:
    """Whether an edit by this author is stored as a separate proposal."""
    return by.is_agent and note.status is Status.CONFIRMED
