"""Confirms notes for the current code, or relinks them to other code. Only a person may do so."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.following.api import carried_lines
from chesterton.memory.notes import rights, show, watching, write
from chesterton.memory.notes.anchors import anchor_at, current_anchor
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.notes.retire import superseded
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, Note, Placed, Status

_EARLIER_LIMIT = 8
"""Maximum number of earlier confirmed states that an anchor remembers."""


def confirm(
    workspace: Workspace,
    ids: Sequence[str],
    *,
    by: Author,
    documents: Documents | None = None,
) -> list[Note]:
    """Confirms proposed, changed and uncertain notes, and anchors them to the current code.

    A word that was touched in vain for the second time is silenced. A confirmed proposal supersedes
    the note it replaces, and both are returned. If the code of a note was not found, raises
    UserError and changes nothing. Raises NotAllowed for an agent.
    """
    rights.require_person(by, "confirm a note")
    placed = show.place(workspace, write.notes_named(workspace, ids), documents)
    lost = [each.note.id for each in placed if any(not w.placement for w in each.whereabouts)]
    if lost:
        raise UserError(
            f"no code was found for {', '.join(lost)}",
            f"link the note again with: chesterton relink {lost[0]} PATH::NAME, or retire it",
        )
    anchored = [
        watching.taught(each, _current_anchors(workspace, each, documents or {})) for each in placed
    ]
    return _save(workspace, anchored, EventKind.CONFIRMED, by)


def _current_anchors(
    workspace: Workspace, placed: Placed, documents: Documents
) -> tuple[Anchor, ...]:
    return tuple(
        _carried(where.anchor, current_anchor(workspace, where, documents))
        for where in placed.whereabouts
    )


def _carried(old: Anchor, new: Anchor) -> Anchor:
    """The new anchor of the same code, with what was known of the old one."""
    known = [old.fingerprint, *old.earlier] if old.fingerprint else old.earlier
    earlier = [each for each in dict.fromkeys(known) if each != new.fingerprint]
    return replace(
        new,
        commit_lines=carried_lines(old, new),
        earlier=tuple(earlier[:_EARLIER_LIMIT]),
        newer=old.newer,
    )


def relink(
    workspace: Workspace,
    prefix: str,
    target: Place,
    *,
    by: Author,
    documents: Documents | None = None,
) -> Note:
    """Links a note to `target` and confirms it there. Raises NotAllowed for an agent.

    If there are several anchors, the first with the worst state is replaced.
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
    moved = watching.filled(workspace, moved)
    return _save(workspace, [moved], EventKind.RELINKED, by, f"to {anchor.written}")[0]


def _save(
    workspace: Workspace, notes: Sequence[Note], kind: EventKind, by: Author, detail: str = ""
) -> list[Note]:
    """Stores notes as confirmed, anchored to the current code; returns them as stored.

    If a note was written to replace a confirmed one, that one is superseded in the same transaction
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
    """The confirmed notes that these notes replace, marked as superseded."""
    successors = {note.replaces: note.id for note in notes if note.replaces}
    known = workspace.store.notes(workspace.project.id) if successors else []
    return [
        superseded(note, successors[note.id])
        for note in known
        if note.id in successors and note.status is Status.CONFIRMED
    ]
