"""Keeps the text of a note that the store cannot take, as a draft outside of the data directory.

The next command or server that opens the project with a store that works stores it.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from chesterton.model.author import Author
from chesterton.model.errors import NotWritten, UserError
from chesterton.workspace.files import stored_path

if TYPE_CHECKING:
    from chesterton.memory.notes.places import Place
    from chesterton.memory.opening import Workspace
    from chesterton.model.note import NoteContent

_STORER = Author("drafts")
_PROPOSED = "-proposed"
_MARK = ".waiting"
_PATTERN = "NOTE-*.md"
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def folders(root: Path) -> list[Path]:
    """Where the drafts of a project may be kept: in the user's cache, else the temporary folder."""
    name = hashlib.blake2b(os.path.realpath(root).encode("utf-8", "replace"), digest_size=8)
    home = os.path.expanduser("~/.cache")  # noqa: PTH111 - does not fail without a home
    cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or home
    user = f"chesterton-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    temporary = os.environ.get("TMPDIR") or os.environ.get("TEMP") or "/tmp"  # noqa: S108 - checked
    parents = (Path(cache, "chesterton", "kept"), Path(temporary, user))
    return [each / f"{name.hexdigest()}{end}" for each in parents for end in ("", _PROPOSED)]


def waiting(root: Path) -> list[Path]:
    """The drafts that are kept of a project; only those that nobody else can have written."""
    return [path for each in folders(root) if _is_private(each) for path in each.glob(_PATTERN)]


def unstored(workspace: "Workspace") -> list[Path]:
    """What waits to be stored in a project: what is kept, and saved drafts marked as such."""
    repository = workspace.repository
    drafts = repository.git_dir.glob(f"chesterton/drafts/.NOTE-*{_MARK}") if repository else ()
    return [*waiting(workspace.root), *(_draft_of(mark) for mark in drafts)]


def mark(draft: Path) -> str:
    """Have a saved draft stored as soon as the store works; says so."""
    with suppress(OSError):
        draft.with_name(f".{draft.stem}{_MARK}").touch(mode=0o600)
    return f"your text is kept in {draft} and is stored as soon as that works"


def unmark(draft: Path) -> None:
    """Undo `mark`: the draft is stored."""
    with suppress(OSError):
        draft.with_name(f".{draft.stem}{_MARK}").unlink()


def _draft_of(mark: Path) -> Path:
    return mark.with_name(f"{mark.name[1:].removesuffix(_MARK)}.md")


def keep(
    near: Path,
    typed: "NoteContent[str]",
    places: Sequence["Place"],
    problem: NotWritten,
    by: Author,
) -> UserError:
    """Keep a note about places in or near a folder; the error that says where, or `problem`.

    The paths of the places are relative to `near`.
    """
    from dataclasses import replace  # noqa: PLC0415 - hardly ever needed, as the next

    from chesterton.memory.drafts.draft_text import new_draft  # noqa: PLC0415
    from chesterton.memory.notes.places import write_place  # noqa: PLC0415
    from chesterton.memory.notes.remember import clean_content  # noqa: PLC0415
    from chesterton.model.note import NoteContent  # noqa: PLC0415

    root = root_of(near / places[0].path if places else near)
    within = (
        place if place.path == "." else replace(place, path=_relative(near / place.path, root))
        for place in places
    )
    clean = clean_content(typed).content
    content: NoteContent[str] = NoteContent(
        clean.kind, clean.title, body=clean.body, links=clean.links
    )
    text = new_draft(content, [write_place(each) for each in within] or ["."])
    path = _written(root, text, is_proposal=by.is_agent)
    if path is None:
        return problem
    return UserError(
        f"{problem.message}; your text is kept in {path} and is stored as soon as that works",
        problem.hint,
    )


def pick_up(workspace: "Workspace") -> Iterator[str]:
    """Store what is kept of a project; yields one sentence for each note."""
    from chesterton.memory.drafts import draft_files  # noqa: PLC0415 - hardly ever needed
    from chesterton.memory.drafts.save_draft import store_draft  # noqa: PLC0415
    from chesterton.memory.notes.remember import Creation, Remembered  # noqa: PLC0415
    from chesterton.model.note import Origin, Status  # noqa: PLC0415

    for path in () if workspace.store.read_only_reason else unstored(workspace):
        is_proposal = path.parent.name.endswith(_PROPOSED)
        creation = Creation(Status.PROPOSED, Origin.AGENT) if is_proposal else Creation()
        outcome = store_draft(workspace, path, by=_STORER, creation=creation)
        if isinstance(outcome, Remembered):
            draft_files.wipe(path)
            yield f"stored the note that was kept in {path}: {outcome.note.id}"


def root_of(path: Path) -> Path:
    """The innermost folder with a repository around a path, else the folder it is in."""
    around = [each for each in (path, *path.parents) if each.is_dir()]
    return next((each for each in around if (each / ".git").exists()), around[0])


def _relative(path: Path, root: Path) -> str:
    relative = os.path.relpath(os.path.realpath(path), os.path.realpath(root))
    return stored_path(relative.replace(os.sep, "/"))


def _written(root: Path, text: str, *, is_proposal: bool) -> Path | None:
    from chesterton.memory.drafts import draft_files  # noqa: PLC0415 - hardly ever needed

    for folder in folders(root):
        if folder.name.endswith(_PROPOSED) is not is_proposal:
            continue
        path = folder / f"NOTE-{secrets.token_hex(4)}.md"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(folder):
                draft_files.write(path, text, "x")
                return path
        except OSError:
            with suppress(OSError):
                path.unlink(missing_ok=True)  # a part of it, on a full disk
    return None


def _is_private(folder: Path) -> bool:
    try:
        status = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode) or os.name == "nt":
        return stat.S_ISDIR(status.st_mode)
    return status.st_uid == os.getuid() and not status.st_mode & _OPEN_TO_OTHERS
