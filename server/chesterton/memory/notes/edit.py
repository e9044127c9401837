"""Editing: new content for a note that exists."""

from dataclasses import dataclass, replace

from chesterton.memory.notes import rights, write
from chesterton.memory.notes.clean_content import CleanContent
from chesterton.memory.notes.remember import Birth, Remembered, store_new
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.author import Author
from chesterton.model.event import EventKind
from chesterton.model.note import Note, NoteId, Status


@dataclass(frozen=True, slots=True)
class Edit:
    """What a note says and is linked to from here on."""

    said: CleanContent
    anchors: tuple[Anchor, ...]
    expect: int  #: the version that was edited
    key: str | None = None  #: by which the same edit is recognised when it is repeated
    proposal: NoteId | None = None  #: id of the proposal, where the author may only propose


def edit(workspace: Workspace, note_id: NoteId, change: Edit, *, by: Author) -> Remembered:
    """Change a note. An agent's edit of a confirmed note becomes a proposal that names it.

    Raises StaleNote where the note is not the version `expect` any more, NotAllowed where an agent
    may not even propose.
    """
    note = workspace.store.note(note_id, workspace.project.id)
    if becomes_proposal(note, by):
        same = _proposed_already(workspace, note, change)
        return (
            Remembered(same, change.said.removed) if same else _propose(workspace, note, change, by)
        )
    rights.require_own(by, note, "edit")
    changed = replace(
        note, content=change.said.content, anchors=change.anchors, version=change.expect
    )
    now = workspace.now()
    saved = write.save(workspace, [changed], EventKind.EDITED, by, now, key=change.key)
    return Remembered(saved[0], change.said.removed)


def _propose(workspace: Workspace, note: Note, change: Edit, by: Author) -> Remembered:
    birth = Birth(
        id=change.proposal,
        replaces=note.id,
        key=change.key,
        scope=note.scope,
        newer=note.newer,
    )
    return store_new(workspace, change.said, change.anchors, by=by, birth=birth)


def _proposed_already(workspace: Workspace, note: Note, change: Edit) -> Note | None:
    """The proposal that an earlier run of the same edit left, so that it is stored once."""
    proposals = (
        each
        for each in workspace.store.notes(workspace.project.id)
        if each.replaces == note.id and each.status is Status.PROPOSED
    )
    return next(
        (
            each
            for each in proposals
            if (each.content, each.anchors) == (change.said.content, change.anchors)
        ),
        None,
    )


def becomes_proposal(note: Note, by: Author) -> bool:
    """Whether an edit by this author is stored as a new proposal instead."""
    return by.is_agent and note.status is Status.CONFIRMED
