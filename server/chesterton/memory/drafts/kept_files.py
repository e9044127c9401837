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
    parents = (Path(cache, "chesterton", "kept"), Path(_temporary(), user))
    return [each / f"{name.hexdigest()}{end}" for each in parents for end in ("", _PROPOSED)]


def _temporary() -> str:
    """The temporary folder, which must not depend on the session: a later one looks there, too."""
    return (os.environ.get("TEMP") or ".") if os.name == "nt" else "/tmp"  # noqa: S108 - checked


def drafts_folder(root: Path) -> Path | None:
    """The folder for drafts in the git directory; None if there is no git directory."""
    folder = git_dir(root)
    return folder / "chesterton" / "drafts" if isinstance(folder, Path) else None


def is_of_proposals(folder: Path) -> bool:
    """Whether the notes in one of these folders were proposed by an agent."""
    return folder.name.endswith(_PROPOSED)


def is_proposal(path: Path) -> bool:
    """Whether a kept note was proposed by an agent."""
    with suppress(OSError):
        return _mark_of(path).read_text("utf-8") == _PROPOSED
    return is_of_proposals(path.parent)


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
    folder = drafts_folder(root)
    marks = folder.glob(f".NOTE-*{_MARK}") if folder else ()
    return [*waiting(root), *map(_draft_of, marks)]


def mark(draft: Path) -> str:
    """Marks a saved draft to be stored once the store works; returns a message that says so."""
    with suppress(OSError):
        _mark_of(draft).touch(mode=0o600)
    return f"your text is kept in {draft} and will be stored when the store is available again"


def mark_kept(draft: Path, *, is_proposal: bool) -> None:
    """Marks a note to be kept as this draft. Raises OSError."""
    _mark_of(draft).write_text(_PROPOSED if is_proposal else "", encoding="utf-8")


def unmark(draft: Path) -> None:
    """Removes the mark of a draft that has been stored."""
    with suppress(OSError):
        _mark_of(draft).unlink()


def _mark_of(draft: Path) -> Path:
    return draft.with_name(f".{draft.stem}{_MARK}")


def _draft_of(mark: Path) -> Path:
    return mark.with_name(f"{mark.name[1:].removesuffix(_MARK)}.md")
