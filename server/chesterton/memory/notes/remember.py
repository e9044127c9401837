"""Stores a new or edited note, written by a person or an agent."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from chesterton.memory.notes import rights, watching, write
from chesterton.memory.notes.anchors import anchor_at
from chesterton.memory.notes.places import Documents, Place
from chesterton.memory.opening import Workspace
from chesterton.memory.visible_text import truncated
from chesterton.model.anchor import PROJECT_PATH, Anchor
from chesterton.model.author import Author
from chesterton.model.clean import Clean, Removed
from chesterton.model.errors import UserError
from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.note import (
    ANCHOR_LIMIT,
    BODY_LIMIT,
    TITLE_LIMIT,
    EventKind,
    Note,
    NoteContent,
    NoteId,
    Origin,
    Scope,
    Status,
)
from chesterton.model.record import from_plain, to_plain
from chesterton.redact.clean import Cleaned, clean, clean_note, cleaned_json

LINK_LIMIT = 20
"""Maximum number of links of a note."""

LINK_LENGTH = 2_000
"""Maximum length of a link in characters."""

_LIMITED = frozenset({"kind", "title", "body", "links"})

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories of characters that print nothing."""


@dataclass(frozen=True, slots=True)
class CleanContent:
    """Content that can be stored, and which secrets were removed from it."""

    content: NoteContent[Clean]
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """A stored note, and which secrets were removed from what was typed."""

    note: Note
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Creation:
    """Attributes of a new note, other than its content and places."""

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
    creation: Creation = Creation(),  # frozen
    documents: Documents | None = None,
) -> Remembered:
    """Stores a note at the places, or about the project if there are none.

    A note written by an agent is always proposed. Raises UserError if a place does not exist or the
    text exceeds a limit.
    """
    cleaned = clean_content(typed)
    anchors = anchors_at(workspace, places, documents)
    return store_new(workspace, cleaned, anchors, by=by, creation=creation)


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
    creation: Creation,
) -> Remembered:
    """Stores a note whose content and anchors have already been checked."""
    now, project = workspace.now(), workspace.ensure_recorded()
    status = Status.PROPOSED if by.is_agent else creation.status
    note = Note(
        id=creation.id or workspace.store.new_id(),
        project=project,
        content=cleaned.content,
        anchors=anchors,
        author=by.name or workspace.author(),
        origin=rights.origin_for(by, creation.origin),
        created=now,
        status=status,
        confirmed=now if status is Status.CONFIRMED else None,
        replaces=creation.replaces,
        scope=creation.scope,
        newer=creation.newer,
    )
    note = watching.filled(workspace, note)
    stored = write.save(workspace, [note], EventKind.CREATED, by, now, key=creation.key)
    return Remembered(stored[0], cleaned.removed)


@dataclass(frozen=True, slots=True)
class Edit:
    """The new content and anchors of a note."""

    cleaned: CleanContent
    anchors: tuple[Anchor, ...]
    expect: int  #: the version that was edited
    key: str | None = None  #: idempotency key: repeating the edit has no effect
    proposal: NoteId | None = None  #: id of the proposal if the author may only propose


def edit(workspace: Workspace, note_id: NoteId, change: Edit, *, by: Author) -> Remembered:
    """Changes a note. An agent's edit of a confirmed note becomes a proposal to replace it.

    Raises StaleNote if the note is no longer at version `expect`, and NotAllowed if an agent may
    not even propose the edit.
    """
    note = workspace.store.note(note_id, workspace.project.id)
    if becomes_proposal(note, by):
        if same := _existing_proposal(workspace, note, change):
            return Remembered(same, change.cleaned.removed)
        birth = Creation(
            id=change.proposal, replaces=note.id, key=change.key, scope=note.scope, newer=note.newer
        )
        return store_new(workspace, change.cleaned, change.anchors, by=by, creation=birth)
    rights.require_own_proposal(by, note, "edit")
    changed = replace(
        note, content=change.cleaned.content, anchors=change.anchors, version=change.expect
    )
    changed = watching.refilled(workspace, note, changed)
    now = workspace.now()
    saved = write.save(workspace, [changed], EventKind.EDITED, by, now, key=change.key)
    return Remembered(saved[0], change.cleaned.removed)


def _existing_proposal(workspace: Workspace, note: Note, change: Edit) -> Note | None:
    """An open proposal with the same content and anchors: repeating an edit has no effect."""
    typed = replace(note, content=change.cleaned.content, anchors=change.anchors)
    proposal = watching.filled(workspace, typed)
    wanted = (note.id, Status.PROPOSED, proposal.content, proposal.anchors)
    for each in workspace.store.notes(workspace.project.id):
        if (each.replaces, each.status, each.content, each.anchors) == wanted:
            return each
    return None


def becomes_proposal(note: Note, by: Author) -> bool:
    """Whether an edit by this author is stored as a separate proposal."""
    return by.is_agent and note.status is Status.CONFIRMED


def clean_content(typed: NoteContent[str]) -> CleanContent:
    """The content in storable form. Raises UserError if the title is empty or a limit is exceeded.

    A title over the limit is cut after a word, and the body then starts with the full title.
    """
    one_line = " ".join(typed.title.split())
    if all(unicodedata.category(char) in _INVISIBLE for char in one_line):
        raise UserError("the title is empty", "write a one-line title: what is worth remembering")
    _refuse_long(typed.body)
    title, body, removed = clean_note(one_line, _trimmed(typed.body))
    title, body = _fitted(title, body)
    _refuse_long(body)
    links, link_parts = _links(typed.links)
    if typed.watch is not None:
        typed = replace(typed, watch=watching.tidied(typed.watch))
    content = NoteContent(typed.kind, title, body=body, links=links)
    removed = _sum((removed, *(part.removed for part in link_parts)))
    return CleanContent(_with_later_fields(content, typed), removed)


def _with_later_fields(content: NoteContent[Clean], typed: NoteContent[str]) -> NoteContent[Clean]:
    """Adds the cleaned fields that have no limits of their own."""
    later_fields = to_plain(typed, without=_LIMITED)
    if not later_fields:
        return content
    return from_plain(NoteContent, to_plain(content, _LIMITED) | cleaned_json(later_fields))


def merged(stored: NoteContent[Clean], typed: NoteContent[str]) -> NoteContent[str]:
    """The typed content, plus stored fields that a draft or checklist does not show."""
    return from_plain(NoteContent, to_plain(stored, without=_LIMITED) | to_plain(typed, _LIMITED))


def _trimmed(body: str) -> str:
    lines = body.replace("\r\n", "\n").rstrip().split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join(lines)


def _fitted(title: Clean, body: Clean) -> tuple[Clean, Clean]:
    if len(title) <= TITLE_LIMIT:
        return title, body
    short = clean(truncated(title, TITLE_LIMIT)).text
    if body.startswith(title):
        return short, body
    return short, clean(f"{title}\n\n{body}".rstrip()).text


def _refuse_long(body: str) -> None:
    size = len(body.encode("utf-8", "surrogatepass"))
    if size > BODY_LIMIT:
        raise UserError(
            f"the body is {size:,} bytes long, but the limit is {BODY_LIMIT:,}",
            "keep the essentials, and link to the rest with --link",
        )


def _links(links: Iterable[str]) -> tuple[tuple[Clean, ...], list[Cleaned]]:
    unique = list(dict.fromkeys(" ".join(link.split()) for link in links if link.strip()))
    if len(unique) > LINK_LIMIT:
        raise UserError(
            f"a note can have at most {LINK_LIMIT} links", "keep the most important ones"
        )
    if any(len(link) > LINK_LENGTH for link in unique):
        raise UserError(f"a link can have at most {LINK_LENGTH:,} characters", "use a shorter one")
    parts = [clean(link) for link in unique]
    return tuple(part.text for part in parts), parts


def _sum(parts: Iterable[tuple[Removed, ...]]) -> tuple[Removed, ...]:
    counts: dict[str, int] = {}
    for removed in chain.from_iterable(parts):
        counts[removed.rule_id] = counts.get(removed.rule_id, 0) + removed.count
    return tuple(Removed(rule_id, count) for rule_id, count in sorted(counts.items()))
