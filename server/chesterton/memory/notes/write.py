"""Saves changed notes, each with an event that names the author; moves notes between projects."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.clean import Clean
from chesterton.model.note import EventKind, Note
from chesterton.model.project import ProjectId
from chesterton.model.time import Time
from chesterton.redact.clean import clean_name


def notes_named(workspace: Workspace, ids: Sequence[str]) -> list[Note]:
    """The notes with these ids or id prefixes, without duplicates. Raises UserError if unknown."""
    notes = [workspace.store.note(prefix, workspace.project.id) for prefix in ids]
    return list({note.id: note for note in notes}.values())


def save(  # what an event consists of
    workspace: Workspace,
    changed: Sequence[Note],
    kind: EventKind,
    by: Author,
    at: Time,
    detail: str = "",
    key: str | None = None,
    superseded: Sequence[Note] = (),
) -> list[Note]:
    """Stores changed notes, all or none, each with an event; returns them as stored.

    `superseded` are the notes that they replace: stored in the same transaction and returned after
    them. Raises StaleNote if a note was written since it was read.
    """
    if not changed:
        return []
    workspace.ensure_recorded()
    changed = _brought_here(workspace, changed, by, at)
    superseded = _brought_here(workspace, superseded, by, at)
    return workspace.store.save(
        changed,
        kind,
        by=author_name(workspace, by),
        at=at,
        detail=clean_name(detail),
        expect={note.id: note.version for note in (*changed, *superseded)},
        key=key,
        superseded=superseded,
    )


def _brought_here(
    workspace: Workspace, changed: Sequence[Note], by: Author, at: Time
) -> list[Note]:
    """The notes, moved to this project if they are stored in one with a different root.

    The paths of the notes are relative to this project, so the other one cannot store them.
    """
    notes = list(changed)
    for view in workspace.shown:
        if not view.is_elsewhere:
            continue
        wrong = {note.id for note in notes if note.project == view.project}
        read = [workspace.store.note(each, workspace.project.id) for each in sorted(wrong)]
        move(workspace, read, view.project, by, at)
        notes = [
            replace(note, project=workspace.project.id, version=note.version + 1)
            if note.id in wrong
            else note
            for note in notes
        ]
    return notes


def move(
    workspace: Workspace, notes: Sequence[Note], source: ProjectId, by: Author, at: Time
) -> None:
    """Moves notes from another project to this one, unchanged."""
    if not notes:
        return
    project = workspace.ensure_recorded()
    name = workspace.store.project(source)
    detail = clean_name(f"from {name.name if name else source}")
    moved = [replace(note, project=project) for note in notes]
    workspace.store.move(moved, source=source, by=author_name(workspace, by), at=at, detail=detail)


def author_name(workspace: Workspace, by: Author) -> Clean:
    """The author's name as recorded in a note's history."""
    name = by.name or workspace.author()
    return clean_name(f"an agent ({by.through}) for {name}") if by.is_agent else name
