"""Lists drafts that are waiting to be stored after an earlier attempt failed.

Every command imports this module, so it must not import anything slow.
"""

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from chesterton.git.layout import git_dir

_MARK = ".waiting"
_PROPOSED = "-proposed"
_PATTERN = "NOTE-*.md"
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def folders(root: Path) -> list[Path]:
    """Where notes for a project may be kept: in the user's cache, or else the temporary folder."""
    name = hashlib.blake2b(os.path.realpath(root).encode("utf-8", "replace"), digest_size=8)
    home = os.path.expanduser("~/.cache")  # noqa: PTH111 - does not fail without a home
    cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or home
    user = f"chesterton-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    temporary = os.environ.get("TMPDIR") or os.environ.get("TEMP") or "/tmp"  # noqa: S108 - checked
    parents = (Path(cache, "chesterton", "kept"), Path(temporary, user))
    return [each / f"{name.hexdigest()}{end}" for each in parents for end in ("", _PROPOSED)]


def is_of_proposals(folder: Path) -> bool:
    """Whether the notes in one of these folders were proposed by an agent."""
    return folder.name.endswith(_PROPOSED)


def is_private(folder: Path) -> bool:
    """Whether no other user can have written to a folder."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode) or os.name == "nt":
        return stat.S_ISDIR(status.st_mode)
    return status.st_uid == os.getuid() and not status.st_mode & _OPEN_TO_OTHERS


def waiting(root: Path) -> list[Path]:
    """The notes kept for a project."""
    return [path for each in folders(root) if is_private(each) for path in each.glob(_PATTERN)]


def unstored(root: Path) -> list[Path]:
    """The drafts to store in a project: kept notes, and saved drafts marked as not stored."""
    folder = git_dir(root)
    marks = folder.glob(f"chesterton/drafts/.NOTE-*{_MARK}") if isinstance(folder, Path) else ()
    return [*waiting(root), *map(_draft_of, marks)]


def mark(draft: Path) -> str:
    """Marks a saved draft to be stored once the store works; returns a message that says so."""
    with suppress(OSError):
        _mark_of(draft).touch(mode=0o600)
    return f"your text is kept in {draft} and will be stored when the store is available again"


def unmark(draft: Path) -> None:
    """Removes the mark of a draft that has been stored."""
    with suppress(OSError):
        _mark_of(draft).unlink()


def _mark_of(draft: Path) -> Path:
    return draft.with_name(f".{draft.stem}{_MARK}")


def _draft_of(mark: Path) -> Path:
    return mark.with_name(f"{mark.name[1:].removesuffix(_MARK)}.md")
