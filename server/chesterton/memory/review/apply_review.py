"""Applies a review checklist: changes the notes that a person marked in it.

Idempotent, because every running server reacts to the same save.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from chesterton.memory.drafts.draft_text import Problem
from chesterton.memory.notes import rights, show
from chesterton.memory.notes.confirm import confirm, relink
from chesterton.memory.notes.places import Documents, parse_place
from chesterton.memory.notes.remember import Edit, clean_content, edit, merged
from chesterton.memory.notes.retire import retire
from chesterton.memory.opening import Workspace
from chesterton.memory.review.checklist import Item, read_checklist, write_checklist
from chesterton.memory.review.review import SHOWN_IN_VAIN, review
from chesterton.model.anchor import State
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, NewEvent, Note, NoteContent, Placed, Status
from chesterton.redact.clean import clean_name

_DISMISSED = "dismissed in review"
_STALE = "This note has changed in the meantime; open the review again."


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of applying a checklist."""

    kept: int = 0  #: kept, still true, or placed
    retired: int = 0  #: dismissed or retired
    edited: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def done(self) -> int:
        """The number of notes that were changed."""
        return self.kept + self.retired + self.edited


def checklist(workspace: Workspace, documents: Documents | None = None) -> str:
    """The review checklist of this project; `documents` are open buffers."""
    return write_checklist(review(workspace, documents), workspace.project.name)


def apply_checklist(
    workspace: Workspace, text: str, *, by: Author, documents: Documents | None = None
) -> Applied:
    """Applies the marked lines; those that fail are reported as problems and stay open."""
    read = read_checklist(text)
    invalid = {problem.line for problem in read.problems}
    problems = list(read.problems)
    counts = {"kept": 0, "retired": 0, "edited": 0}
    for item in read.items:
        if item.line in invalid or any(line in invalid for line, _ in item.choices):
            continue
        outcomes: list[str] = []
        try:
            outcomes.extend(_apply(workspace, item, by, documents))
        except UserError as problem:
            problems.append(Problem(item.line, str(problem)))
        for outcome in outcomes[-1:]:
            counts[outcome] += 1
    return Applied(**counts, problems=tuple(sorted(problems, key=lambda each: each.line)))


def _apply(
    workspace: Workspace, item: Item, by: Author, documents: Documents | None
) -> Iterator[str]:
    """Applies one item in steps; yields the counter of each. Only the last is to be increased."""
    placed = show.find_note(workspace, item.id, documents)
    if not placed.note.status.is_open:
        return
    if item.is_struck:
        _refuse_stale(item, placed.note)
        retire(workspace, [placed.note.id], by=by, reason=_DISMISSED)
        yield "retired"
        return
    was_edited = _is_edited(item, placed.note)
    is_answer = _is_answered(item) and (was_edited or _needs_answer(workspace, placed))
    if is_answer:
        rights.require_person(by, "complete a review")
    if is_answer or was_edited:
        _refuse_stale(item, placed.note)
    if was_edited:
        note = _edit(workspace, item, placed.note, by)
        placed = show.find_note(workspace, note.id, documents)
        yield "edited"
    if _accept(workspace, item, placed, by, documents):
        yield "kept"


def _is_answered(item: Item) -> bool:
    return item.is_ticked or bool(item.target or item.choices)


def _accept(
    workspace: Workspace, item: Item, placed: Placed, by: Author, documents: Documents | None
) -> bool:
    """Confirms or relinks a note; False if the item is unanswered or the note needs no review."""
    if not _is_answered(item) or not _needs_answer(workspace, placed):
        return False
    place = item.target or (item.choices[0][1] if item.choices else "")
    if place:
        target = parse_place(place, workspace.has)
        relink(workspace, placed.note.id, target, by=by, documents=documents)
        return True
    if placed.state is State.UNCERTAIN and placed.note.status is Status.CONFIRMED:
        _refuse_ambiguous(placed)
    confirm(workspace, [placed.note.id], by=by, documents=documents)
    if not show.needs_review(placed):
        kept = NewEvent(placed.note.id, EventKind.DISMISSED, clean_name("kept in review"))
        workspace.store.record([kept], by=workspace.author(), at=workspace.now())
    return True


def _needs_answer(workspace: Workspace, placed: Placed) -> bool:
    if show.needs_review(placed):
        return True
    return placed.note.id in workspace.store.ignored(SHOWN_IN_VAIN)


def _refuse_ambiguous(placed: Placed) -> None:
    candidates = [w.placement.candidates for w in placed.whereabouts if w.placement]
    if any(len(each) > 1 for each in candidates):
        raise UserError("there are several possible places for this note", "tick the right one")


def _refuse_stale(item: Item, note: Note) -> None:
    if item.version is not None and item.version != note.version:
        raise UserError(_STALE)


def _is_edited(item: Item, note: Note) -> bool:
    if (item.kind or note.kind) is not note.kind or item.title != note.title:
        return True
    return _plain(item.body) != _plain(note.body)


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).rstrip()


def _edit(workspace: Workspace, item: Item, note: Note, by: Author) -> Note:
    body = note.body if _plain(item.body) == _plain(note.body) else item.body
    typed: NoteContent[str] = NoteContent(
        item.kind or note.kind, item.title, body=body, links=note.links
    )
    cleaned = clean_content(merged(note.content, typed))
    return edit(workspace, note.id, Edit(cleaned, note.anchors, note.version), by=by).note
