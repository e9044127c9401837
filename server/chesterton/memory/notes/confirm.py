"""Confirm notes: a person vouches for them against the present code."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import rights, write
from chesterton.memory.notes.anchors import current_anchor
from chesterton.memory.notes.places import Documents
from chesterton.memory.notes.save_confirmed import save_confirmed
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
    """Confirm proposed, changed and uncertain notes, and anchor them to the present code.

    A confirmed proposal supersedes the note it replaces, and both are returned. Raises UserError,
    and changes nothing, if the code of a note was not found; raises NotAllowed for an agent.
    """
    rights.require_person(by, "confirm a note")
    placed = write.placed_notes(workspace, ids, documents)
    lost = [each.note.id for each in placed if any(not w.placement for w in each.whereabouts)]
    if lost:
        raise UserError(
            f"the code of {', '.join(lost)} was not found",
            f"link it again with: chesterton relink {lost[0]} PATH::NAME, or retire the note",
        )
    anchored = [
        replace(each.note, anchors=_current_anchors(workspace, each, documents or {}))
        for each in placed
    ]
    return save_confirmed(workspace, anchored, EventKind.CONFIRMED, by)


def _current_anchors(
    workspace: Workspace, placed: Placed, documents: Documents
) -> tuple[Anchor, ...]:
    anchors = [
        replace(current_anchor(workspace, where, documents), newer=where.anchor.newer)
        for where in placed.whereabouts
    ]
    return tuple(dict.fromkeys(anchors))
