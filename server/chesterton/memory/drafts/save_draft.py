"""Saving a draft stores its note; saving it again changes the same note."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from chesterton.memory.drafts import draft_files
from chesterton.memory.drafts.draft_text import (
    DraftFields,
    DraftRead,
    Problem,
    draft_of,
    read_draft,
)
from chesterton.memory.notes import show
from chesterton.memory.notes.anchors import UnknownPlace
from chesterton.memory.notes.clean_content import clean_content, said_over
from chesterton.memory.notes.edit import Edit, becomes_proposal, edit
from chesterton.memory.notes.places import Documents, parse_place
from chesterton.memory.notes.remember import Birth, Remembered, anchors_at, store_new
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor, Whereabouts
from chesterton.model.author import Author
from chesterton.model.clean import Removed
from chesterton.model.errors import UserError
from chesterton.model.note import Note, NoteId
from chesterton.model.placed import Placed
from chesterton.model.symbol import written
from chesterton.store.refusals import StaleNote, UnknownNote

_KEPT_SECONDS = 24 * 60 * 60

_KEYS: Mapping[type[UserError], str] = {UnknownPlace: "about", UnknownNote: "id"}
"""The key of the header that is wrong."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The draft's note is in the store."""

    note: Note
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Discarded:
    """Nothing was written in the draft: nothing is stored."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The draft cannot be stored as it is. Its file stays."""

    problems: tuple[Problem, ...]


def open_draft(workspace: Workspace, placed: Placed) -> Path:
    """Writes the draft of a note that exists, and returns the file."""
    about = [_written(where) for where in placed.whereabouts]
    return draft_files.create(workspace, draft_of(placed.note, about))


def store_draft(
    workspace: Workspace,
    path: Path,
    *,
    by: Author,
    birth: Birth = Birth(),  # noqa: B008  # frozen
    documents: Documents | None = None,
) -> Stored | Discarded | Refused:
    """Store what a draft says. Saving the same twice, also from two processes, stores it once.

    `birth` is what a note is that is stored for the first time.
    """
    try:
        read = read_draft(draft_files.read(path))
        if read.is_empty:
            return Discarded()
        if read.problems:
            return Refused(read.problems)
        return _Saving(workspace, path, read.fields, documents).store(by, birth)
    except UserError as problem:
        return Refused((_problem(path, problem),))


def sweep(workspace: Workspace) -> int:
    """Removes drafts of yesterday that were never saved, are empty or are stored."""
    removed = 0
    for path in sorted(draft_files.folder(workspace).glob("NOTE-*.md")):
        with suppress(OSError, UserError):
            is_old = time.time() - path.stat().st_mtime > _KEPT_SECONDS
            if is_old and draft_files.is_draft(path) and _is_spent(workspace, path):
                draft_files.wipe(path)
                removed += 1
    return removed


def _is_spent(workspace: Workspace, path: Path) -> bool:
    read: DraftRead = read_draft(draft_files.read(path))
    if draft_files.is_untouched(path) or read.is_empty:
        return True
    return _Saving(workspace, path, read.fields, None).is_stored()


class _Saving:
    """One draft on its way into the store."""

    def __init__(
        self,
        workspace: Workspace,
        path: Path,
        fields: DraftFields,
        documents: Documents | None,
    ) -> None:
        self._workspace = workspace
        self._fields = fields
        self._documents = documents
        self._draft_id = draft_files.draft_id_of(path)
        said = (fields.content, fields.about)
        self._key = f"{self._draft_id}-{draft_files.digest(repr(said))[:8]}"

    def store(self, by: Author, birth: Birth) -> Stored:
        """Store the note, or find that it is stored already."""
        typed, note = self._fields.content, self._note()
        if note is None:
            birth = replace(birth, id=self._new_id(), key=self._key)
            anchors = self._anchors({})
            return _stored(
                store_new(self._workspace, clean_content(typed), anchors, by=by, birth=birth)
            )
        if becomes_proposal(note, by) and draft_files.standing(self._workspace, self._new_id()):
            note = self._workspace.store.note(self._new_id(), self._workspace.project.id)
        said = clean_content(said_over(note.content, typed))
        last = self._last_key(note)
        if last == self._key:
            return Stored(note, said.removed)
        if note.version != self._fields.base and not self._is_own(last):
            raise StaleNote("the note was changed meanwhile")
        anchors = self._anchors(self._known_places(note))
        change = Edit(said, anchors, note.version, self._key, self._new_id())
        return _stored(edit(self._workspace, note.id, change, by=by))

    def is_stored(self) -> bool:
        """Whether the note says what the draft says, by this draft."""
        note = self._note()
        return note is not None and self._last_key(note) == self._key

    def _new_id(self) -> NoteId:
        return draft_files.note_id_of(self._workspace, self._draft_id)

    def _note(self) -> Note | None:
        """The note that the draft edits, or that it became when it was saved before."""
        store, project = self._workspace.store, self._workspace.project.id
        if self._fields.id is not None:
            return store.note(self._fields.id, project)
        if not draft_files.standing(self._workspace, self._new_id()):
            return None
        return store.note(self._new_id(), project)

    def _last_key(self, note: Note) -> str | None:
        """The key of the last write of the note."""
        events = self._workspace.store.events(note.id)
        writing = [event for event in events if event.kind.writes]
        return writing[-1].key if writing else None

    def _is_own(self, key: str | None) -> bool:
        """Whether a write came from this draft."""
        return key is not None and key.partition("-")[0] == self._draft_id

    def _known_places(self, note: Note) -> dict[str, Anchor]:
        """Anchors by how the draft writes them: those stay what they were vouched for."""
        placed = show.place(self._workspace, [note], self._documents)[0]
        known = {_written(where): where.anchor for where in placed.whereabouts}
        return known | {anchor.written: anchor for anchor in note.anchors}

    def _anchors(self, known: dict[str, Anchor]) -> tuple[Anchor, ...]:
        anchors: list[Anchor] = []
        for text in self._fields.about:
            if text in known:
                anchors.append(known[text])
            else:
                anchors += anchors_at(
                    self._workspace, [parse_place(text, self._workspace.has)], self._documents
                )
        return tuple(dict.fromkeys(anchors)) or anchors_at(self._workspace, ())


def _stored(remembered: Remembered) -> Stored:
    return Stored(remembered.note, remembered.removed)


def _written(where: Whereabouts) -> str:
    """Where an anchor is today, as drafts write it; where it was if that is not certain."""
    placement = where.placement
    if placement is None or not placement.certain:
        return where.anchor.written
    return written(placement.path, placement.symbol.name if placement.symbol else None)


def _stale(path: Path) -> str:
    return (
        "This note was changed elsewhere since the draft was opened. Both texts are kept, yours "
        f"in {path}: open the note again to see the other."
    )


def _problem(path: Path, problem: UserError) -> Problem:
    """What kept the draft from being stored, at the line that has to be mended."""
    if isinstance(problem, StaleNote):
        return Problem(0, _stale(path))
    key = next((key for kind, key in _KEYS.items() if isinstance(problem, kind)), None)
    return Problem(_line_of(path, key) if key else 0, str(problem))


def _line_of(path: Path, key: str) -> int:
    """The 0-based line of a key of the header, at which what is wrong with it is reported."""
    with suppress(OSError):
        lines = path.read_text("utf-8", errors="replace").split("\n")
        return next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), 0)
    return 0
