"""Confirming: a person vouches for notes with the code as it is."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import rights, write
from chesterton.memory.notes.anchors import anchor_today
from chesterton.memory.notes.places import Documents
from chesterton.memory.notes.vouch import save_vouched
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.event import EventKind
from chesterton.model.note import Note
from chesterton.model.placed import Placed


def confirm(
    workspace: Workspace, ids: Sequence[str], *, by: Author, documents: Documents | None = None
) -> list[Note]:
    """Keep proposed notes, and vouch again for changed and uncertain ones.

    A proposal that replaces a confirmed note supersedes it, and both are returned. Raises
    UserError, and changes nothing, where the code of one of them is lost, and for an agent.
    """
    rights.require_person(by, "confirm a note")
    placed = write.placed_notes(workspace, ids, documents)
    lost = [each.note.id for each in placed if any(not w.placement for w in each.whereabouts)]
    if lost:
        raise UserError(
            f"the code of {', '.join(lost)} was not found",
            "say where it belongs with: chesterton relink ID PATH::NAME, or retire the note",
        )
    today = [
        replace(each.note, anchors=_anchors_today(workspace, each, documents or {}))
        for each in placed
    ]
    return save_vouched(workspace, today, EventKind.CONFIRMED, by)


def _anchors_today(
    workspace: Workspace, placed: Placed, documents: Documents
) -> tuple[Anchor, ...]:
    anchors = [
        replace(anchor_today(workspace, where, documents), newer=where.anchor.newer)
        for where in placed.whereabouts
    ]
    return tuple(dict.fromkeys(anchors))
