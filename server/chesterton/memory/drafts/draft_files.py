"""Drafts on disk, until they are stored.

The one place where text waits before it is cleaned. It lies in the git folder, which is never
committed, or in the user's runtime directory; only the owner may read it; it is overwritten and
removed when its note is stored.
"""

import hashlib
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from chesterton.memory.opening import Workspace
from chesterton.model.errors import UserError
from chesterton.model.note import ID_LENGTH, ID_LETTERS, NoteId

_NAME = re.compile(r"NOTE-([0-9a-f]{8})\.md")
_FOLDER = "drafts"
_SIZE_LIMIT = 8 * 1024 * 1024


def folder(workspace: Workspace) -> Path:
    """Where the drafts of a workspace lie."""
    if workspace.repository is not None:
        return workspace.repository.git_dir / "chesterton" / _FOLDER
    from platformdirs import user_runtime_path  # noqa: PLC0415 - only without git

    return user_runtime_path("chesterton", appauthor=False) / workspace.project.id / _FOLDER


def create(workspace: Workspace, text: str) -> Path:
    """Writes a draft that nobody else may read, under a name of its own."""
    place = prepared(workspace)
    while True:
        draft_id = secrets.token_hex(4)
        if standing(workspace, note_id_of(workspace, draft_id)):
            continue
        path = place / f"NOTE-{draft_id}.md"
        with suppress(FileExistsError):
            write(path, text, os.O_EXCL)
            write(_shadow(path), digest(text), os.O_TRUNC)
            return path


def prepared(workspace: Workspace) -> Path:
    """The folder of the drafts, made if need be."""
    place = folder(workspace)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if place.is_symlink():
        raise UserError(f"{place} is a symbolic link", "remove it: drafts must stay private")
    return place


def is_draft(path: Path) -> bool:
    """Whether a file is the draft of a note, by its name and folder."""
    return _NAME.fullmatch(path.name) is not None and path.parent.name == _FOLDER


def is_untouched(path: Path) -> bool:
    """Whether nobody saved anything into the draft."""
    try:
        return _shadow(path).read_text("utf-8") == digest(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return False


def read(path: Path) -> str:
    """The text of a draft. Raises UserError for what is no file or far too long."""
    try:
        seen = path.stat()
    except OSError as error:
        raise UserError(f"the draft {path} cannot be read ({error.strerror})") from error
    if not stat.S_ISREG(seen.st_mode):
        raise UserError(f"{path} is no regular file", "open a draft with: chesterton remember")
    if seen.st_size > _SIZE_LIMIT:
        raise UserError(
            f"the draft has {seen.st_size:,} bytes, far more than a note holds",
            f"your text is in {path}: shorten it there and save again",
        )
    return path.read_text("utf-8", errors="replace")


def write(path: Path, text: str, flag: int = os.O_TRUNC) -> None:
    """Writes a file that only its owner may read; `flag` says what happens to one that exists."""
    flags = os.O_WRONLY | os.O_CREAT | flag | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:
        file.write(text)


def wipe(path: Path) -> None:
    """Overwrites a draft and removes it."""
    with suppress(OSError):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(b"\0" * size)
            file.flush()
            os.fsync(file.fileno())
    path.unlink(missing_ok=True)
    _shadow(path).unlink(missing_ok=True)


def draft_id_of(path: Path) -> str:
    """What the notes of this draft are known by in the history."""
    found = _NAME.fullmatch(path.name)
    return found[1] if found else digest(str(path))[:8]


def note_id_of(workspace: Workspace, draft_id: str) -> NoteId:
    """The id that a draft's note will have: whoever sees the save first, it is the same note."""
    seed = f"{workspace.project.id}/{draft_id}".encode()
    number = int.from_bytes(hashlib.blake2b(seed, digest_size=8).digest(), "big")
    return NoteId("".join(ID_LETTERS[number >> (5 * place) & 31] for place in range(ID_LENGTH)))


def standing(workspace: Workspace, note_id: NoteId) -> bool:
    """Whether any project has such a note."""
    try:
        workspace.store.note(note_id, None)
    except UserError:
        return False
    return True


def digest(text: str) -> str:
    """A short name for a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _shadow(path: Path) -> Path:
    """Beside each draft, the digest of the text it was made with."""
    return path.with_name(f".{path.stem}.new")
