"""Saves notes as draft files outside the data directory when they cannot be stored.

Once the store works again, the next command or server that opens the project stores them.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from chesterton.memory.drafts import draft_files, kept_files
from chesterton.memory.drafts.draft_text import new_draft
from chesterton.memory.drafts.save_draft import Refused, store_draft
from chesterton.memory.notes.places import Place, write_place
from chesterton.memory.notes.remember import Creation, Remembered, clean_content
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import NotWritten, UserError
from chesterton.model.note import NoteContent, Origin, Status
from chesterton.workspace.files import stored_path

_STORER = Author("drafts")


def keep(
    near: Path, typed: NoteContent[str], places: Sequence[Place], problem: NotWritten, by: Author
) -> UserError:
    """Keeps a note about places in or near a folder; returns an error that says where it is.

    The paths of the places are relative to `near`.
    """
    root = _root_of(near / places[0].path if places else near)
    within = (
        place if place.path == "." else replace(place, path=_relative(near / place.path, root))
        for place in places
    )
    path = None
    with suppress(OSError):  # where no file can be opened, what redacts cannot be loaded either
        text = _draft_of(typed, [write_place(each) for each in within] or ["."])
        path = _written(root, text, is_proposal=by.is_agent)
    if path is None:
        return UserError(
            f"{problem.message}; the note was not stored, and its text could not be kept elsewhere",
            problem.hint,
        )
    return UserError(
        f"{problem.message}; your text is kept in {path}"
        " and will be stored when the store is available again",
        problem.hint,
    )


def pick_up(workspace: Workspace) -> Iterator[str]:
    """Stores the notes that were kept for a project; yields one sentence per note."""
    if workspace.store.read_only_reason or not workspace.is_adopted:
        return
    for path in kept_files.unstored(workspace.root):
        with suppress(OSError):  # unreadable, or stored by another process meanwhile
            yield from _stored(workspace, path)


def _draft_of(typed: NoteContent[str], places: Sequence[str]) -> str:
    clean = clean_content(typed).content
    content: NoteContent[str] = NoteContent(
        clean.kind, clean.title, body=clean.body, links=clean.links, watch=clean.watch
    )
    return new_draft(content, places)


def _stored(workspace: Workspace, path: Path) -> Iterator[str]:
    is_proposal = kept_files.is_proposal(path)
    creation = Creation(Status.PROPOSED, Origin.AGENT) if is_proposal else Creation()
    outcome = store_draft(workspace, path, by=_STORER, creation=creation)
    if isinstance(outcome, Remembered):
        draft_files.wipe(path)
        yield f"stored the note that was kept in {path}: {outcome.note.id}"
    elif isinstance(outcome, Refused) and not outcome.is_waiting:
        yield f"the note kept in {path} cannot be stored: {outcome.problems[0].message}"


def _root_of(path: Path) -> Path:
    """The innermost folder with a repository around a path, else the folder of the path."""
    around = [each for each in (path, *path.parents) if each.is_dir()]
    return next((each for each in around if (each / ".git").exists()), around[0])


def _relative(path: Path, root: Path) -> str:
    relative = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
    return stored_path(relative.replace(os.sep, "/"))


def _written(root: Path, text: str, *, is_proposal: bool) -> Path | None:
    drafts = kept_files.drafts_folder(root)
    others = kept_files.folders(root)
    fitting = [each for each in others if kept_files.is_of_proposals(each) is is_proposal]
    for folder in [*filter(None, [drafts]), *fitting]:
        path = folder / f"NOTE-{secrets.token_hex(4)}.md"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if kept_files.is_private(folder):
                draft_files.write(path, text, "x")
                if folder == drafts:
                    kept_files.mark_kept(path, is_proposal=is_proposal)
                return path
        except OSError:
            kept_files.unmark(path)
            with suppress(OSError):
                path.unlink(missing_ok=True)  # partly written, because the disk is full
    return None
