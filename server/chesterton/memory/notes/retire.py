"""Retires or supersedes notes, hiding them from editors."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import rights, write
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, Note, NoteId, Status


def retire(workspace: Workspace, ids: Sequence[str], *, by: Author, reason: str = "") -> list[Note]:
    """Retires notes. Raises NotAllowed if an agent retires anything but an agent's proposal."""
    notes = write.notes_named(workspace, ids)
    for note in notes:
        rights.require_own_proposal(by, note, "retire")
    retired = [replace(note, status=Status.RETIRED, snoozed=None) for note in notes]
    return write.save(workspace, retired, EventKind.RETIRED, by, workspace.now(), reason)


def supersede(
    workspace: Workspace, ids: Sequence[str], *, by: Author, successor: str | None = None
) -> list[Note]:
    """Marks notes as superseded, by the note `successor` if given.

    Raises UserError if a note would supersede itself, and NotAllowed for an agent.
    """
    rights.require_person(by, "supersede a note")
    new = None if successor is None else workspace.store.note(successor, workspace.project.id)
    old = write.notes_named(workspace, ids)
    if new and new.id in {note.id for note in old}:
        raise UserError(f"note {new.id} cannot replace itself", "specify another note with --by")
    successor_id = new.id if new else None
    changed = [superseded(note, successor_id) for note in old]
    detail = f"by {successor_id}" if successor_id else ""
    return write.save(workspace, changed, EventKind.SUPERSEDED, by, workspace.now(), detail)


def superseded(note: Note, successor: NoteId | None) -> Note:
    """The note, marked as replaced by `successor`."""
    return replace(note, status=Status.SUPERSEDED, snoozed=None, superseded_by=successor)
