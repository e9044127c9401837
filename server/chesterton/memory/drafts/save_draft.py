"""Stores a draft as a note; saving the draft again updates the same note."""

import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from chesterton.memory.drafts import draft_files, kept_files
from chesterton.memory.drafts.draft_text import ParsedDraft, Problem, draft_of, read_draft
from chesterton.memory.notes import show
from chesterton.memory.notes.anchors import UnknownPlace
from chesterton.memory.notes.places import Documents, parse_place, stored_place
from chesterton.memory.notes.remember import (
    Creation,
    Edit,
    Remembered,
    anchors_at,
    becomes_proposal,
    clean_content,
    edit,
    merged,
    store_new,
)
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import Anchor, Whereabouts
from chesterton.model.author import Author
from chesterton.model.errors import NotWritten, StaleNote, UnknownNote, UserError
from chesterton.model.note import Note, NoteId, Placed
from chesterton.redact.clean import clean

_KEPT_SECONDS = 24 * 60 * 60

_KEYS: Mapping[type[UserError], str] = {UnknownPlace: "about", UnknownNote: "id"}
"""The header key at which an error is reported."""


@dataclass(frozen=True, slots=True)
class Discarded:
    """The draft is empty, so nothing was stored."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The draft has errors and was not stored. Its file is kept."""

    problems: tuple[Problem, ...]
    is_waiting: bool = False  #: nothing is wrong with the draft, but with the store


def open_draft(workspace: Workspace, placed: Placed) -> Path:
    """Writes the draft of an existing note and returns its path."""
    about = [_written(where) for where in placed.whereabouts]
    return draft_files.create(workspace, draft_of(placed.note, about))


def prepare() -> None:
    """Loads what redacts a draft, which takes 0.1 s, while its author still writes."""
    clean("")


def store_draft(
    workspace: Workspace,
    path: Path,
    *,
    by: Author,
    creation: Creation = Creation(),  # noqa: B008  # frozen
    documents: Documents | None = None,
) -> Remembered | Discarded | Refused:
    """Stores a draft. Idempotent, even if several processes see the same save.

    `creation` applies if the draft's note is new.
    """
    try:
        read = read_draft(draft_files.read(path))
        if read.is_empty:
            return Discarded()
        if read.problems:
            return Refused(read.problems)
        return _store(_DraftSave(workspace, path, read, documents), path, by, creation)
    except NotWritten as problem:
        where = "" if problem.is_kept else f"; {kept_files.mark(path)}"
        said = f"{problem.message}{where}; {problem.hint}"
        return Refused((Problem(0, said),), is_waiting=not problem.is_kept)
    except UserError as problem:
        return Refused((_problem(path, problem),))


def _store(saving: "_DraftSave", path: Path, by: Author, creation: Creation) -> Remembered:
    stored = saving.store(by, creation)
    kept_files.unmark(path)
    return stored


def remove_stale_drafts(workspace: Workspace) -> int:
    """Removes drafts older than a day that are unedited, empty or stored; returns how many."""
    removed = 0
    kept = (each.glob("NOTE-*.md") for each in draft_files.folders(workspace))
    for path in sorted(chain.from_iterable(kept)):
        with suppress(OSError, UserError):
            is_old = time.time() - path.stat().st_mtime > _KEPT_SECONDS
            if is_old and draft_files.is_draft(path) and _is_removable(workspace, path):
                draft_files.wipe(path)
                removed += 1
    return removed


def unfinished(workspace: Workspace) -> list[Path]:
    """The drafts and checklists on disk whose text is not stored, such as after a crash."""
    return [path for path in draft_files.every(workspace) if not _is_stored(workspace, path)]


def wipe_of(workspace: Workspace, ids: Collection[NoteId]) -> None:
    """Wipes the drafts and checklists that contain the text of these notes."""
    for path in draft_files.every(workspace):
        with suppress(OSError, UserError):
            own = draft_files.derive_note_id(workspace, draft_files.draft_id_of(path))
            text = draft_files.read(path)
            if own in ids or any(each in text for each in ids):
                draft_files.wipe(path)


def _is_stored(workspace: Workspace, path: Path) -> bool:
    try:
        read = read_draft(draft_files.read(path))
        saving = _DraftSave(workspace, path, read, None)
        return draft_files.is_draft(path) and (read.is_empty or saving.is_stored())
    except (OSError, UserError):
        return False


def _is_removable(workspace: Workspace, path: Path) -> bool:
    read = read_draft(draft_files.read(path))
    if draft_files.is_unedited(path) or read.is_empty:
        return True
    return _DraftSave(workspace, path, read, None).is_stored()


class _DraftSave:
    """One save of a draft."""

    def __init__(
        self,
        workspace: Workspace,
        path: Path,
        fields: ParsedDraft,
        documents: Documents | None,
    ) -> None:
        self._workspace = workspace
        self._fields = fields
        self._documents = documents
        self._draft_id = draft_files.draft_id_of(path)
        saved = (fields.content, fields.about)
        self._key = f"{self._draft_id}-{draft_files.digest(repr(saved))[:8]}"

    def store(self, by: Author, birth: Creation) -> Remembered:
        """Stores the note, unless this save is already stored."""
        typed, note = self._fields.content, self._note()
        if note is None:
            birth = replace(birth, id=self._new_id(), key=self._key)
            cleaned, anchors = clean_content(typed), self._anchors({})
            return store_new(self._workspace, cleaned, anchors, by=by, creation=birth)
        if becomes_proposal(note, by) and self._workspace.store.has(self._new_id()):
            note = self._workspace.store.note(self._new_id(), self._workspace.project.id)
        cleaned = clean_content(merged(note.content, typed))
        last_key = self._last_key(note)
        if last_key == self._key:
            return Remembered(note, cleaned.removed)
        if note.version != self._fields.base and not self._is_own(last_key):
            raise StaleNote("the note has changed in the meantime")
        anchors = self._anchors(self._present_anchors(note))
        change = Edit(cleaned, anchors, note.version, self._key, self._new_id())
        return edit(self._workspace, note.id, change, by=by)

    def is_stored(self) -> bool:
        """Whether the note's last write is this save."""
        note = self._note()
        return note is not None and self._last_key(note) == self._key

    def _new_id(self) -> NoteId:
        return draft_files.derive_note_id(self._workspace, self._draft_id)

    def _note(self) -> Note | None:
        """The note that the draft edits, or that an earlier save created."""
        store, project = self._workspace.store, self._workspace.project.id
        if self._fields.id is not None:
            return store.note(self._fields.id, project)
        if not store.has(self._new_id()):
            return None
        return store.note(self._new_id(), project)

    def _last_key(self, note: Note) -> str | None:
        """The idempotency key of the note's last write."""
        events = self._workspace.store.events(note.id)
        writes = [event for event in events if event.kind.writes]
        return writes[-1].key if writes else None

    def _is_own(self, key: str | None) -> bool:
        """Whether the key belongs to a write by this draft."""
        return key is not None and key.partition("-")[0] == self._draft_id

    def _present_anchors(self, note: Note) -> dict[str, Anchor]:
        """The note's anchors by their text in a draft; unedited places keep their anchor."""
        placed = show.place(self._workspace, [note], self._documents)[0]
        anchors = {_written(where): where.anchor for where in placed.whereabouts}
        return anchors | {anchor.written: anchor for anchor in note.anchors}

    def _anchors(self, present: dict[str, Anchor]) -> tuple[Anchor, ...]:
        anchors: list[Anchor] = []
        for text in self._fields.about:
            if text in present:
                anchors.append(present[text])
            else:
                anchors += anchors_at(
                    self._workspace, [parse_place(text, self._workspace.has)], self._documents
                )
        return tuple(dict.fromkeys(anchors)) or anchors_at(self._workspace, ())


def _written(where: Whereabouts) -> str:
    """The place of an anchor as written in drafts; its original place if uncertain."""
    placement = where.placement
    if placement is None or not placement.certain:
        return where.anchor.written
    return stored_place(placement)


def _stale(path: Path) -> str:
    return (
        "This note has been changed elsewhere since the draft was opened. Nothing is lost: your "
        f"text is in {path}; open the note again to see the other version."
    )


def _problem(path: Path, problem: UserError) -> Problem:
    """The error, placed at the header line that caused it."""
    if isinstance(problem, StaleNote):
        return Problem(0, _stale(path))
    key = next((key for kind, key in _KEYS.items() if isinstance(problem, kind)), None)
    return Problem(_line_of(path, key) if key else 0, str(problem))


def _line_of(path: Path, key: str) -> int:
    """The 0-based line of a header key; 0 if there is none."""
    with suppress(OSError):
        lines = path.read_text("utf-8", errors="replace").split("\n")
        return next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), 0)
    return 0
