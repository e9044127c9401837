"""Relinking: a person says where a note belongs."""

from dataclasses import replace

from chesterton.memory.notes import rights, show
from chesterton.memory.notes.anchors import anchor_at
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.notes.vouch import save_vouched
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.event import EventKind
from chesterton.model.note import Note


def relink(
    workspace: Workspace,
    prefix: str,
    target: Place,
    *,
    by: Author,
    documents: Documents | None = None,
) -> Note:
    """Link the note to `target` and vouch for it there. Raises NotAllowed for an agent.

    Of several anchors the one is replaced that asks most, which is the first that is not fine.
    """
    rights.require_person(by, "say where a note belongs")
    placed = show.one(workspace, prefix, documents)
    anchor = anchor_at(workspace, target, (documents or {}).get(target.path))
    worst = max(
        range(len(placed.whereabouts)),
        key=lambda index: (placed.whereabouts[index].state.rank, -index),
    )
    anchors = list(placed.note.anchors)
    anchors[worst] = anchor
    moved = replace(placed.note, anchors=tuple(dict.fromkeys(anchors)))
    return save_vouched(workspace, [moved], EventKind.RELINKED, by, f"to {anchor.written}")[0]
