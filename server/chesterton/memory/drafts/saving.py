"""Saving a draft stores its note; saving it again changes the same note."""

import time
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
from chesterton.memory.notes import lifecycle, show
from chesterton.memory.notes.places import parse_place
from chesterton.memory.notes.remember import Documents, Hand, Remembered, anchors_at, write
from chesterton.memory.notes.wording import worded
from chesterton.model.anchor import Anchor, Whereabouts
from chesterton.model.errors import UserError
from chesterton.model.note import Note, NoteId
from chesterton.model.placed import Placed
from chesterton.model.symbol import written
from chesterton.redact.clean import Removed, clean
from chesterton.store.store import StaleNote
from chesterton.workspace.workspace import Workspace

_KEPT_SECONDS = 24 * 60 * 60


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
    documents: Documents | None = None,
    *,
    hand: Hand | None = None,
) -> Stored | Discarded | Refused:
    """Stores what a draft says. Saving the same twice, also from two processes, stores it once.

    `hand` tells who writes a new note: a person, unless it is given.
    """
    try:
        read = read_draft(draft_files.read(path))
        if read.is_empty:
            return Discarded()
        if read.problems:
            return Refused(read.problems)
        return _Saving(workspace, path, read.fields, documents).store(hand or Hand())
    except StaleNote:
        return Refused((Problem(0, _stale(path)),))
    except UserError as problem:
        return Refused((Problem(_guilty_line(path, problem), str(problem)),))


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
        content = (fields.kind, fields.about, fields.links, fields.title, fields.body)
        saved_as = draft_files.digest(repr(content))[:8]
        self._detail = clean(f"draft {self._draft_id}, saved as {saved_as}").text

    def store(self, hand: Hand) -> Stored:
        """Stores the note, or finds that it is stored already."""
        fields = self._fields
        wording = worded(fields.title, fields.body, fields.links)
        note = self._note()
        if note is None:
            hand = replace(hand, id=self._new_id(), detail=self._detail)
            anchors = self._anchors({})
            return _told(write(self._workspace, fields.kind, wording, anchors, hand))
        last = self._last_detail(note)
        if last == self._detail:
            return Stored(note, wording.removed)
        if note.version != fields.base and not last.startswith(f"draft {self._draft_id},"):
            raise StaleNote("the note was changed meanwhile")
        change = lifecycle.Edit(fields.kind, wording, self._anchors(self._known_places(note)))
        return _told(
            lifecycle.edit(
                self._workspace, note.id, change, expect=note.version, detail=self._detail
            )
        )

    def is_stored(self) -> bool:
        """Whether the note says what the draft says, by this draft."""
        note = self._note()
        return note is not None and self._last_detail(note) == self._detail

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

    def _last_detail(self, note: Note) -> str:
        events = self._workspace.store.events(note.id)
        writing = [event for event in events if event.kind.writes]
        return writing[-1].detail if writing else ""

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


def _told(remembered: Remembered) -> Stored:
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


def _guilty_line(path: Path, problem: UserError) -> int:
    """A place that does not exist is told at the line that names it, all else at the title."""
    with suppress(OSError):
        lines = path.read_text("utf-8", errors="replace").split("\n")
        if problem.message.startswith("there is no "):
            return next((n for n, line in enumerate(lines) if line.startswith("about:")), 0)
    return 0
