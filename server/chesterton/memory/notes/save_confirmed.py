"""Store notes as confirmed: what confirming and relinking share."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import write
from chesterton.memory.notes.supersede import superseded
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.event import EventKind
from chesterton.model.note import Note, Status


def save_confirmed(
    workspace: Workspace, notes: Sequence[Note], kind: EventKind, by: Author, detail: str = ""
) -> list[Note]:
    """Store notes, linked to the code as it is, as confirmed. Returns them as stored.

    A confirmed note that one of them was written to replace is superseded in the same transaction
    and returned after them.
    """
    now = workspace.now()
    kept = [
        replace(
            note,
            status=Status.CONFIRMED,
            confirmed=now,
            snoozed=None,
            superseded_by=None,
            replaces=None,
        )
        for note in notes
    ]
    gone = _replaced(workspace, notes)
    return write.save(workspace, kept, kind, by, now, detail, superseded=gone)


def _replaced(workspace: Workspace, notes: Sequence[Note]) -> list[Note]:
    """The confirmed notes that these replace, marked as superseded."""
    successors = {note.replaces: note.id for note in notes if note.replaces}
    known = workspace.store.notes(workspace.project.id) if successors else []
    return [
        superseded(note, successors[note.id])
        for note in known
        if note.id in successors and note.status is Status.CONFIRMED
    ]
