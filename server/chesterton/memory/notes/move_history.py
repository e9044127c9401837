"""Lists the moves of a note's code since the last confirmation, and reverts the latest one."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.following.api import locate_anchors
from chesterton.memory.notes.activity import move_detail, move_key
from chesterton.memory.notes.anchors import anchor_at
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.move import Move
from chesterton.model.note import Event, EventKind, Note
from chesterton.model.time import Time
from chesterton.redact.clean import clean, clean_name
from chesterton.redact.paths import clean_path

_SHORT = 8
"""Length of an abbreviated commit id."""


def moves(workspace: Workspace, note: Note, documents: Documents | None = None) -> list[Move]:
    """Every move since a person confirmed the note, anchor by anchor, oldest first."""
    return [move for each in locate_anchors(workspace, [note], documents) for move in each.moves]


def with_unrecorded_moves(workspace: Workspace, note: Note, events: list[Event]) -> list[Event]:
    """The history of a note, plus the moves for which no process recorded an event."""
    recorded = {event.key for event in events if event.kind is EventKind.FOLLOWED}
    every = moves(workspace, note)
    unrecorded = [move for move in every if move_key(move.before, move.after) not in recorded]
    timed = [(event.time, event) for event in events]
    latest: dict[int, Time] = {}
    for move in unrecorded:
        event = _event(workspace, note, move)
        # commit times are not monotonic: one may precede the note, or the move before it
        before = latest.get(move.index, events[0].time if events else event.time)
        latest[move.index] = max(before, event.time)
        timed.append((latest[move.index], event))
    return [event for _, event in sorted(timed, key=lambda each: each[0])] if unrecorded else events


def _event(workspace: Workspace, note: Note, move: Move) -> Event:
    commit = f" in {move.hop.commit[:_SHORT]}" if move.hop.commit else ""
    detail = f"{move_detail(move.before, move.after)}{commit}: {move.hop.evidence}"
    moment = move.hop.time or workspace.now()
    return Event(0, note.id, EventKind.FOLLOWED, moment, clean_name(""), clean(detail).text, None)


def is_after_last_write(move: Move, events: Sequence[Event]) -> bool:
    """Whether a move came after the last write, according to clocks and events."""
    writes = [index for index, event in enumerate(events) if event.kind.writes]
    last_write = writes[-1] if writes else 0
    images = [events[index].image for index in writes[-2:]]
    anchors = [image.anchors if image else () for image in images]
    if len(anchors) < 2 or anchors[0] != anchors[1]:  # noqa: PLR2004 - a write and the one before it
        return True  # the last write set the anchors, and the note moved from there
    is_recorded = any(event.kind is EventKind.FOLLOWED for event in events[last_write:])
    return is_recorded or move.hop.time is None or move.hop.time > events[last_write].time


def linked_before(workspace: Workspace, note: Note, move: Move, documents: Documents) -> Note:
    """The note, linked to its place before a move.

    If no symbol has that name any more, the note is lost until one does, and does not follow the
    same code again.
    """
    anchors = list(note.anchors)
    anchors[move.index] = _anchor(workspace, anchors[move.index], move, documents)
    return replace(note, anchors=tuple(dict.fromkeys(anchors)))


def _anchor(workspace: Workspace, anchor: Anchor, move: Move, documents: Documents) -> Anchor:
    path, name = move.path, move.symbol
    parsed = documents.get(path) or workspace.parsed(path)
    if parsed is not None and (name is None or parsed.outline.named(name)):
        return anchor_at(workspace, Place(path, symbol=name), parsed)
    return replace(
        anchor,
        path=clean_path(path),
        symbol=clean_name(name) if name else None,
        commit=None,
        fingerprint=None,
        source=None,
    )
