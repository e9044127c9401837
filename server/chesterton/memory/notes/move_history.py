"""The moves of a note since a person vouched for it: told as events, and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from chesterton.following.api import sight
from chesterton.memory.notes.anchors import anchor_at
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor
from chesterton.model.event import Event, EventKind
from chesterton.model.move import Move
from chesterton.model.note import Note
from chesterton.model.time import Time
from chesterton.redact.clean import clean, clean_name

_SHORT = 8
"""Characters of a commit's id that people are shown."""


def way(before: str, after: str) -> str:
    """How an event tells of a move."""
    return f"from {before} to {after}"


def move_key(before: str, after: str) -> str:
    """By which an event that names these places is recognised: it holds no text of theirs."""
    return blake2b(f"{before}\n{after}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def moves(workspace: Workspace, note: Note, documents: Documents | None = None) -> list[Move]:
    """Every move since a person vouched for the note, anchor by anchor, oldest first."""
    return [move for each in sight(workspace, [note], documents) for move in each.moves]


def told(workspace: Workspace, note: Note, events: list[Event]) -> list[Event]:
    """The life of a note with the moves that nobody was there to tell of."""
    seen = {event.key for event in events if event.kind is EventKind.FOLLOWED}
    every = moves(workspace, note)
    found = [move for move in every if move_key(move.before, move.after) not in seen]
    timed = [(event.time, event) for event in events]
    latest: dict[int, Time] = {}
    for move in found:
        event = _event(workspace, note, move)
        # a commit may say a time before the note, or the move before: its author's, or a wrong one
        before = latest.get(move.index, events[0].time if events else event.time)
        latest[move.index] = max(before, event.time)
        timed.append((latest[move.index], event))
    return [event for _, event in sorted(timed, key=lambda each: each[0])] if found else events


def _event(workspace: Workspace, note: Note, move: Move) -> Event:
    commit = f" in {move.hop.commit[:_SHORT]}" if move.hop.commit else ""
    detail = f"{way(move.before, move.after)}{commit}: {move.hop.evidence}"
    moment = move.hop.time or workspace.now()
    return Event(0, note.id, EventKind.FOLLOWED, moment, clean_name(""), clean(detail).text, None)


def is_last(move: Move, events: Sequence[Event]) -> bool:
    """Whether a move came after the last write, as far as clocks and what was told can say."""
    writes = [place for place, event in enumerate(events) if event.kind.writes]
    wrote = writes[-1] if writes else 0
    images = [events[place].image for place in writes[-2:]]
    links = [image.anchors if image else () for image in images]
    if len(links) < 2 or links[0] != links[1]:  # noqa: PLR2004 - a write and the one before it
        return True  # it said where the note belongs, and the note followed from there
    is_told = any(event.kind is EventKind.FOLLOWED for event in events[wrote:])
    return is_told or move.hop.time is None or move.hop.time > events[wrote].time


def taken_back(workspace: Workspace, note: Note, move: Move, documents: Documents) -> Note:
    """The note linked again to where it was before a move.

    Where nothing of that name is any more it is lost until something of that name comes back, and
    does not follow the same code again.
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
        path=clean_name(path),
        symbol=clean_name(name) if name else None,
        commit=None,
        fingerprint=None,
        source=None,
    )
