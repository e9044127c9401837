"""How a note came from where a person vouched for it to where it is: told, and taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from chesterton.following.located import Hop
from chesterton.following.placing import Placer, Sighting
from chesterton.memory.notes.anchors import Documents, Place, anchor_at
from chesterton.model.anchor import Anchor
from chesterton.model.event import Event, EventKind
from chesterton.model.note import Note
from chesterton.model.symbol import written
from chesterton.model.time import Time
from chesterton.redact.clean import clean, clean_name
from chesterton.workspace.workspace import Workspace

_SHORT = 8
"""Characters of a commit's id that people are shown."""


@dataclass(frozen=True, slots=True)
class Move:
    """A note followed its code."""

    index: int  #: of the anchor that followed
    path: str  #: before
    symbol: str | None
    hop: Hop  #: where to, when, and how we know

    @property
    def before(self) -> str:
        """`path::name` from where."""
        return written(self.path, self.symbol)

    @property
    def after(self) -> str:
        """`path::name` to where."""
        return written(self.hop.path, self.hop.symbol)

    @property
    def words(self) -> str:
        """From where to where, for a person."""
        return way(self.before, self.after)

    @property
    def key(self) -> str:
        """By which the event of this move is recognised."""
        return move_key(self.before, self.after)


def way(before: str, after: str) -> str:
    """How an event tells of a move."""
    return f"from {before} to {after}"


def move_key(before: str, after: str) -> str:
    """By which an event that names these places is recognised: it holds no text of theirs."""
    return blake2b(f"{before}\n{after}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def moves(workspace: Workspace, note: Note, documents: Documents | None = None) -> list[Move]:
    """Every move since a person vouched for the note, anchor by anchor, oldest first."""
    placer = workspace.shared(Placer)
    sightings = placer.sight([note], documents or {}, workspace.head()).values()
    return [move for sighting in sightings for move in _moves(sighting)]


def _moves(sighting: Sighting) -> Iterator[Move]:
    anchor = sighting.note.anchors[sighting.index]
    path, symbol = str(anchor.path), anchor.symbol and str(anchor.symbol)
    for hop in _hops(sighting):
        yield Move(sighting.index, path, symbol, hop)
        path, symbol = hop.path, hop.symbol


def _hops(sighting: Sighting) -> Iterator[Hop]:
    located, placement = sighting.located, sighting.judged.where.placement
    yield from located.hops
    if placement is None or not placement.certain or sighting.located.lost:
        return
    name = placement.symbol.name if placement.symbol else None
    if (placement.path, name) != (located.path, located.name):
        yield Hop(None, None, placement.path, name, placement.evidence, placement.confidence)


def told(workspace: Workspace, note: Note, events: list[Event]) -> list[Event]:
    """The life of a note with the moves that nobody was there to tell of."""
    seen = {event.key for event in events if event.kind is EventKind.FOLLOWED}
    found = [move for move in moves(workspace, note) if move.key not in seen]
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
    detail = f"{move.words}{commit}: {move.hop.evidence}"
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
