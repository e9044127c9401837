"""Undoes the last change to a note, or its last move to other code."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chesterton.memory.notes import move_history, rights, write
from chesterton.memory.notes.places import Documents
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.move import Move
from chesterton.model.note import EventKind, Note, Status


def undo(
    workspace: Workspace, prefix: str, *, by: Author, documents: Documents | None = None
) -> Note:
    """Undoes whichever came last: the note's last move to other code, or the last write to it.

    Raises UserError if there is nothing to undo, NotAllowed if an agent may not undo it.
    """
    note = workspace.store.note(prefix, workspace.project.id)
    rights.require_own_proposal(by, note, "undo a change to")
    last = next(reversed(move_history.moves(workspace, note, documents)), None)
    if last is not None and move_history.is_after_last_write(last, workspace.store.events(note.id)):
        return _move_back(workspace, note, last, by, documents)
    before = workspace.store.previous_version(note.id)
    rights.require_own_proposal(by, before, "restore")
    if before.project != note.project:
        source = workspace.store.project(before.project)
        raise UserError(
            f"the last change to note {note.id} was its move from project {source and source.name}",
            "to move that project's notes back, run: "
            f"chesterton projects separate {before.project}",
        )
    undone = [before, *_reinstated(workspace, before)]
    return write.save(workspace, undone, EventKind.UNDONE, by, workspace.now())[0]


def undo_all(
    workspace: Workspace, prefixes: Sequence[str], undo_one: Callable[..., Note], *, by: Author
) -> list[Note]:
    """`undo` or `undo_move` for several notes; nothing is undone if an agent may not undo one."""
    for note in write.notes_named(workspace, prefixes):
        rights.require_own_proposal(by, note, "undo a change to")
    return [undo_one(workspace, prefix, by=by) for prefix in prefixes]


def _reinstated(workspace: Workspace, proposal: Note) -> list[Note]:
    """The note that this one superseded when it was confirmed, in its earlier state."""
    if proposal.replaces is None:
        return []
    known = workspace.store.notes(workspace.project.id, statuses=tuple(Status))
    return [
        replace(note, status=Status.CONFIRMED, superseded_by=None)
        for note in known
        if note.id == proposal.replaces and note.superseded_by == proposal.id
    ]


def undo_move(
    workspace: Workspace, prefix: str, *, by: Author, documents: Documents | None = None
) -> Note:
    """Undoes the note's last move, even if the note was written since. Raises like `undo`."""
    note = workspace.store.note(prefix, workspace.project.id)
    rights.require_own_proposal(by, note, "undo a move of")
    last = next(reversed(move_history.moves(workspace, note, documents)), None)
    if last is None:
        raise UserError(
            f"note {note.id} has not moved since it was last confirmed",
            f"link it elsewhere with: chesterton relink {note.id} PATH::NAME",
        )
    return _move_back(workspace, note, last, by, documents)


def _move_back(
    workspace: Workspace, note: Note, last: Move, by: Author, documents: Documents | None
) -> Note:
    reverted = move_history.linked_before(workspace, note, last, documents or {})
    detail = f"back to {last.before} from {last.after}"
    return write.save(workspace, [reverted], EventKind.RELINKED, by, workspace.now(), detail)[0]
