"""Remember: store a new note, or an edited one, from what a person or an agent typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chesterton.memory.notes import rights, write
from chesterton.memory.notes.anchors import anchor_at
from chesterton.memory.notes.clean_content import CleanContent, clean_content
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import PROJECT_PATH, Anchor
from chesterton.model.author import Author
from chesterton.model.clean import Removed
from chesterton.model.errors import UserError
from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.note import (
    ANCHOR_LIMIT,
    EventKind,
    Note,
    NoteContent,
    NoteId,
    Origin,
    Scope,
    Status,
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A stored note, and which secrets were removed from what was typed."""

    note: Note
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Creation:
    """Attributes of a note at creation, besides its content and places."""

    status: Status = Status.CONFIRMED
    origin: Origin = Origin.PERSON
    id: NoteId | None = None  #: None: generate one
    replaces: NoteId | None = None
    key: str | None = None  #: idempotency key: repeating the write has no effect
    scope: Scope = Scope.PROJECT
    newer: UnknownFields = NOTHING_NEWER


def remember(
    workspace: Workspace,
    typed: NoteContent[str],
    places: Sequence[Place],
    *,
    by: Author,
    birth: Creation = Creation(),  # frozen
    documents: Documents | None = None,
) -> Remembered:
    """Store a note at the places, or about the project if there are none.

    A note by an agent is always proposed. Raises UserError if a place does not exist or the text
    exceeds a limit.
    """
    cleaned = clean_content(typed)
    anchors = anchors_at(workspace, places, documents)
    return store_new(workspace, cleaned, anchors, by=by, birth=birth)


def anchors_at(
    workspace: Workspace, places: Sequence[Place], documents: Documents | None = None
) -> tuple[Anchor, ...]:
    """An anchor for each place, without duplicates; the project if there is no place."""
    places = places or (Place(PROJECT_PATH),)
    anchors = [anchor_at(workspace, place, (documents or {}).get(place.path)) for place in places]
    unique = tuple(dict.fromkeys(anchors))
    if len(unique) > ANCHOR_LIMIT:
        raise UserError(
            f"a note can be linked to at most {ANCHOR_LIMIT} places, not {len(unique)}",
            "link it to the file or the project, or write two notes",
        )
    return unique


def store_new(
    workspace: Workspace,
    cleaned: CleanContent,
    anchors: tuple[Anchor, ...],
    *,
    by: Author,
    birth: Creation,
) -> Remembered:
    """Store a note whose content and anchors are already checked."""
    now, project = workspace.now(), workspace.recorded()
    status = Status.PROPOSED if by.is_agent else birth.status
    note = Note(
        id=birth.id or workspace.store.new_id(),
        project=project,
        content=cleaned.content,
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
    return Remembered(stored[0], cleaned.removed)


@dataclass(frozen=True, slots=True)
class Edit:
    """New content and anchors of a note."""

    cleaned: CleanContent
    anchors: tuple[Anchor, ...]
    expect: int  #: the version that was edited
    key: str | None = None  #: idempotency key: repeating the edit has no effect
    proposal: NoteId | None = None  #: id of the proposal if the author may only propose


def edit(workspace: Workspace, note_id: NoteId, change: Edit, *, by: Author) -> Remembered:
    """Change a note. An agent's edit of a confirmed note becomes a proposal to replace it.

    Raises StaleNote if the note is no longer at version `expect`, NotAllowed if an agent may not
    even propose.
    """
    note = workspace.store.note(note_id, workspace.project.id)
    if becomes_proposal(note, by):
        if same := _existing_proposal(workspace, note, change):
            return Remembered(same, change.cleaned.removed)
        birth = Creation(
            id=change.proposal,
            replaces=note.id,
            key=change.key,
            scope=note.scope,
            newer=note.newer,
        )
        return store_new(workspace, change.cleaned, change.anchors, by=by, birth=birth)
    rights.require_own(by, note, "edit")
    changed = replace(
        note, content=change.cleaned.content, anchors=change.anchors, version=change.expect
    )
    now = workspace.now()
    saved = write.save(workspace, [changed], EventKind.EDITED, by, now, key=change.key)
    return Remembered(saved[0], change.cleaned.removed)


def _existing_proposal(workspace: Workspace, note: Note, change: Edit) -> Note | None:
    """An open proposal with the same content and anchors: repeating an edit has no effect."""
    wanted = (note.id, Status.PROPOSED, change.cleaned.content, change.anchors)
    for each in workspace.store.notes(workspace.project.id):
        if (each.replaces, each.status, each.content, each.anchors) == wanted:
            return each
    return None


def becomes_proposal(note: Note, by: Author) -> bool:
    """Whether an edit by this author is stored as a separate proposal."""
    return by.is_agent and note.status is Status.CONFIRMED
