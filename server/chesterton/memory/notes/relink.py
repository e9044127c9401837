"""Relink a note: a person links it to another place."""

from dataclasses import replace

from chesterton.memory.notes import rights, show
from chesterton.memory.notes.anchors import anchor_at
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.notes.save_confirmed import save_confirmed
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
    """Link a note to `target` and confirm it there. Raises NotAllowed for an agent.

    Of several anchors, the first with the worst state is replaced.
    """
    rights.require_person(by, "relink a note")
    placed = show.find_note(workspace, prefix, documents)
    anchor = anchor_at(workspace, target, (documents or {}).get(target.path))
    worst = max(
        range(len(placed.whereabouts)),
        key=lambda index: (placed.whereabouts[index].state.rank, -index),
    )
    anchors = list(placed.note.anchors)
    anchors[worst] = anchor
    moved = replace(placed.note, anchors=tuple(dict.fromkeys(anchors)))
    return save_confirmed(workspace, [moved], EventKind.RELINKED, by, f"to {anchor.written}")[0]
