"""Remembering: from what a person or an agent typed to a stored note."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chesterton.memory.notes.anchors import Place, anchor_at
from chesterton.memory.notes.wording import Wording, worded
from chesterton.model.anchor import PROJECT_PATH, Anchor
from chesterton.model.clean import Clean
from chesterton.model.errors import UserError
from chesterton.model.event import EventKind
from chesterton.model.note import ANCHOR_LIMIT, Kind, Note, NoteId, Origin, Status
from chesterton.redact.clean import Removed, clean
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

Documents = Mapping[str, Parsed]
"""Open documents by path, as their editor shows them: they count instead of the files on disk."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A stored note, and which secrets were taken out of what was typed."""

    note: Note
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes a note, and what it is when written."""

    status: Status = Status.CONFIRMED
    origin: Origin = Origin.PERSON
    author: Clean | None = None  #: None: whoever works here
    id: NoteId | None = None  #: None: a fresh one
    detail: Clean | None = None  #: told in the note's history


def remember(  # noqa: PLR0913 - what a note consists of
    workspace: Workspace,
    *,
    places: Sequence[Place],
    kind: Kind,
    title: str,
    body: str = "",
    links: Iterable[str] = (),
    status: Status = Status.CONFIRMED,
    origin: Origin = Origin.PERSON,
    author: Clean | None = None,
    documents: Documents | None = None,
) -> Remembered:
    """Stores a note at the places, or about the project where there are none.

    Raises UserError where a place does not exist or the text does not fit.
    """
    wording = worded(title, body, links)
    anchors = anchors_at(workspace, places, documents)
    return write(workspace, kind, wording, anchors, Hand(status, origin, author))


def anchors_at(
    workspace: Workspace, places: Sequence[Place], documents: Documents | None = None
) -> tuple[Anchor, ...]:
    """An anchor for each place, each definition once; the project where there is no place."""
    wanted = places or (Place(PROJECT_PATH),)
    anchors = [anchor_at(workspace, place, (documents or {}).get(place.path)) for place in wanted]
    kept = tuple(dict.fromkeys(anchors))
    if len(kept) > ANCHOR_LIMIT:
        raise UserError(
            f"a note is linked to at most {ANCHOR_LIMIT} places, not {len(kept)}",
            "link it to the file or the project, or write two notes",
        )
    return kept


def write(
    workspace: Workspace, kind: Kind, wording: Wording, anchors: tuple[Anchor, ...], hand: Hand
) -> Remembered:
    """Stores a note that is made fit already."""
    now, project = workspace.now(), workspace.recorded()
    note = Note(
        id=hand.id or workspace.store.new_id(),
        project=project,
        kind=kind,
        title=wording.title,
        anchors=anchors,
        author=hand.author or workspace.author(),
        origin=hand.origin,
        created=now,
        status=hand.status,
        body=wording.body,
        links=wording.links,
        confirmed=now if hand.status is Status.CONFIRMED else None,
    )
    stored = workspace.store.save(
        [note],
        EventKind.CREATED,
        by=workspace.author(),
        at=now,
        detail=hand.detail or clean("").text,
        expect={note.id: 0},
    )
    return Remembered(stored[0], wording.removed)
