"""Remembering: from what a person or an agent typed to a stored note."""

from collections.abc import Sequence
from dataclasses import dataclass

from chesterton.memory.notes import rights, write
from chesterton.memory.notes.anchors import anchor_at
from chesterton.memory.notes.clean_content import CleanContent, clean_content
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, Anchor
from chesterton.model.author import Author
from chesterton.model.clean import Removed
from chesterton.model.errors import UserError
from chesterton.model.event import EventKind
from chesterton.model.newer import NOTHING_NEWER, Newer
from chesterton.model.note import ANCHOR_LIMIT, Note, NoteContent, NoteId, Origin, Status
from chesterton.model.scope import Scope


@dataclass(frozen=True, slots=True)
class Remembered:
    """A stored note, and which secrets were removed from what was typed."""

    note: Note
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Birth:
    """What a note is when it is stored for the first time, beside its content and places."""

    status: Status = Status.CONFIRMED
    origin: Origin = Origin.PERSON
    id: NoteId | None = None  #: None: a fresh one
    replaces: NoteId | None = None
    key: str | None = None  #: by which the same write is recognised when it is repeated
    scope: Scope = Scope.PROJECT
    newer: Newer = NOTHING_NEWER


def remember(
    workspace: Workspace,
    typed: NoteContent[str],
    places: Sequence[Place],
    *,
    by: Author,
    birth: Birth = Birth(),  # frozen
    documents: Documents | None = None,
) -> Remembered:
    """Store a note at the places, or about the project where there are none.

    What an agent writes is proposed, whatever is asked for. Raises UserError where a place does not
    exist or the text does not fit.
    """
    said = clean_content(typed)
    anchors = anchors_at(workspace, places, documents)
    return store_new(workspace, said, anchors, by=by, birth=birth)


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


def store_new(
    workspace: Workspace,
    said: CleanContent,
    anchors: tuple[Anchor, ...],
    *,
    by: Author,
    birth: Birth,
) -> Remembered:
    """Store a note whose content and places are known to fit."""
    now, project = workspace.now(), workspace.recorded()
    status = rights.status_for(by, birth.status)
    note = Note(
        id=birth.id or workspace.store.new_id(),
        project=project,
        content=said.content,
        anchors=anchors,
        author=by.name or workspace.author(),
        origin=rights.origin_for(by, birth.origin),
        created=now,
        status=status,
        confirmed=now if status is Status.CONFIRMED else None,
        replaces=birth.replaces,
        scope=birth.scope,
        newer=birth.newer,
    )
    stored = write.save(workspace, [note], EventKind.CREATED, by, now, key=birth.key)
    return Remembered(stored[0], said.removed)
