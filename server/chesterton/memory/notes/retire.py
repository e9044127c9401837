"""Retire notes: hide them in editors, but keep them searchable."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import rights, write
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.event import EventKind
from chesterton.model.note import Note, Status


def retire(workspace: Workspace, ids: Sequence[str], *, by: Author, reason: str = "") -> list[Note]:
    """Retire notes; an agent may retire only an agent's proposals. Raises NotAllowed otherwise."""
    notes = write.notes_named(workspace, ids)
    for note in notes:
        rights.require_own(by, note, "retire")
    retired = [replace(note, status=Status.RETIRED, snoozed=None) for note in notes]
    return write.save(workspace, retired, EventKind.RETIRED, by, workspace.now(), reason)
