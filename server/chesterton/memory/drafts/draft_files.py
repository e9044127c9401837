"""Creates, reads and wipes draft files.

Drafts are the only files on disk from which secrets have not been removed. They are kept in the git
directory, which is never committed, or in the user's runtime directory. Only their owner can read
them, and they are overwritten and removed once the note is stored.
"""

import glob
import hashlib
import os
import re
import secrets
import stat
import warnings
from contextlib import suppress
from pathlib import Path

from chesterton.memory.drafts import kept_files
from chesterton.memory.opening import Workspace
from chesterton.model.errors import UserError, reason_of
from chesterton.model.note import ID_LENGTH, ID_LETTERS, NoteId
from chesterton.store.private_files import opener

_NAME = re.compile(r"NOTE-([0-9a-f]{8})\.md")
_ANY_NAME = re.compile(r"(?:NOTE|REVIEW)-[0-9a-f]{8}\.md")
_FOLDER = "drafts"
_SIZE_LIMIT = 8 * 1024 * 1024


def folder(workspace: Workspace) -> Path:
    """The directory for new drafts: in the git directory, if there is a writable one."""
    repository = workspace.repository
    if repository is not None:
        own = repository.git_dir / "chesterton" / _FOLDER
        present = next(each for each in (own, *own.parents) if each.exists())
        if present.is_dir() and os.access(present, os.W_OK | os.X_OK):
            return own
    return _runtime_folder(workspace)


def folders(workspace: Workspace) -> set[Path]:
    """All directories that may contain drafts for a working tree."""
    repository = workspace.repository
    own = {repository.git_dir / "chesterton" / _FOLDER} if repository is not None else set()
    with suppress(UserError):
        own.add(_runtime_folder(workspace))
    return {*own, *kept_files.folders(workspace.root)}


def _runtime_folder(workspace: Workspace) -> Path:
    from platformdirs import user_runtime_path  # noqa: PLC0415 - only without a git folder to write to

    with warnings.catch_warnings(action="ignore"):  # about a missing XDG_RUNTIME_DIR
        try:
            runtime = user_runtime_path("chesterton", appauthor=False)
        except OSError as error:  # platformdirs rejects a folder that other users could replace
            raise UserError(
                "there is no private folder for drafts",
                "set XDG_RUNTIME_DIR to a folder that only you can write to, then try again",
            ) from error
    return runtime / workspace.project.id / _FOLDER


def create(workspace: Workspace, text: str) -> Path:
    """Writes a draft under a unique name, readable only by its owner."""
    directory = ensure_folder(workspace)
    while True:
        draft_id = secrets.token_hex(4)
        if workspace.store.has(derive_note_id(workspace, draft_id)):
            continue
        path = directory / f"NOTE-{draft_id}.md"
        with suppress(FileExistsError):
            write(path, text, "x")
            write(_digest_file(path), digest(text))
            return path


def ensure_folder(workspace: Workspace) -> Path:
    """The directory for drafts, created if needed. Raises UserError if it is a symlink."""
    directory = folder(workspace)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.is_symlink():
        raise UserError(f"{directory} is a symbolic link", "remove it; drafts must stay private")
    return directory


def is_draft(path: Path) -> bool:
    """Whether a path is that of a draft, judging by file and directory name."""
    return _NAME.fullmatch(path.name) is not None and path.parent.name == _FOLDER


def is_unedited(path: Path) -> bool:
    """Whether the draft has not been edited since it was created."""
    try:
        return _digest_file(path).read_text("utf-8") == digest(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return False


def read(path: Path) -> str:
    """The text of a draft. Raises UserError if it is not a regular file, or far too large."""
    try:
        status = path.stat()
    except OSError as error:
        raise UserError(
            f"cannot read the draft {path}: {reason_of(error)}",
            "check the path, or begin another draft with: chesterton remember",
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise UserError(f"{path} is not a regular file", "open a draft with: chesterton remember")
    if status.st_size > _SIZE_LIMIT:
        raise UserError(
            f"the draft is {status.st_size:,} bytes, far more than a note can hold",
            f"shorten {path} and save again",
        )
    return path.read_text("utf-8", errors="replace")


def write(path: Path, text: str, mode: str = "w") -> None:
    """Writes a file readable only by its owner; with mode "x", it must not exist."""
    with open(path, mode, encoding="utf-8", errors="replace", opener=opener) as file:
        file.write(text)


def wipe(path: Path) -> None:
    """Overwrites a draft with zeros and removes it, along with editors' copies beside it."""
    for each in (path, *_beside(path)):
        with suppress(OSError):
            _overwrite(each)
        each.unlink(missing_ok=True)


def _beside(path: Path) -> list[Path]:
    """Backup, swap and undo files beside a draft; its random name is part of theirs."""
    found = path.parent.glob(f"*{glob.escape(path.stem)}*") if is_draft_name(path.name) else ()
    return sorted(each for each in found if each != path and not each.is_dir())


def _overwrite(path: Path) -> None:
    if path.is_symlink():  # an Emacs lock, whose target is not ours
        return
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(b"\0" * size)
        file.flush()
        os.fsync(file.fileno())


def every(workspace: Workspace) -> list[Path]:
    """All drafts and checklists of a project on disk, in all its working trees."""
    found = folders(workspace)
    if workspace.repository is not None:
        common = workspace.repository.common_dir
        trees = (common, *(common / "worktrees").glob("*"))
        found |= {tree / "chesterton" / _FOLDER for tree in trees}
    return sorted(path for each in found for path in each.glob("*.md") if is_draft_name(path.name))


def is_draft_name(name: str) -> bool:
    """Whether this is the file name of a draft or a review checklist."""
    return _ANY_NAME.fullmatch(name) is not None


def draft_id_of(path: Path) -> str:
    """The id of a draft, from its file name; prefix of the idempotency keys of its writes."""
    match = _NAME.fullmatch(path.name)
    return match[1] if match else digest(str(path))[:8]


def derive_note_id(workspace: Workspace, draft_id: str) -> NoteId:
    """The id of a draft's note, derived so that servers that see the same save store one note."""
    seed = f"{workspace.project.id}/{draft_id}".encode()
    number = int.from_bytes(hashlib.blake2b(seed, digest_size=8).digest(), "big")
    return NoteId("".join(ID_LETTERS[number >> (5 * index) & 31] for index in range(ID_LENGTH)))


def digest(text: str) -> str:
    """A hash of the text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _digest_file(path: Path) -> Path:
    """The file beside a draft with the digest of its initial text."""
    return path.with_name(f".{path.stem}.new")
