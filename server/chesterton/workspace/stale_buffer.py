"""Stale buffers: documents that show the old text until the editor reloads what git wrote.

Such text is nobody's edit, so changes in it count from the commit at which it was last current.
"""

import time
from dataclasses import dataclass

from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace

_PATIENCE = 3.0
"""Seconds to wait for git; it may have died and left its lock."""

_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """When a document last equalled its file."""

    head: str | None
    stamp: files.Stamp


@dataclass(frozen=True, slots=True)
class Sight:
    """How a document compares with its file."""

    seen: Seen | None
    base: str | None  #: the commit that changes count from instead of HEAD


def look(workspace: Workspace, path: str, text: Text, before: Seen | None, *, typed: bool) -> Sight:
    """Compares a document with its file; `typed` says that its text changed since `before`.

    If the text was just read from the file, this waits for git, which moves HEAD last.
    """
    stamp = files.stamp(workspace.root, path)
    if before is not None and stamp == before.stamp:
        return Sight(Seen(workspace.head(), before.stamp), None)
    on_disk = workspace.read(path)
    if stamp is None or on_disk is None or on_disk.value != text.value:
        return Sight(before, before.head if before else None)
    if typed and before is not None:
        _wait_for_git(workspace)
    return Sight(Seen(workspace.head(), stamp), None)


def _wait_for_git(workspace: Workspace) -> None:
    end = time.monotonic() + _PATIENCE
    repository = workspace.repository
    while repository and repository.is_writing and time.monotonic() < end:
        time.sleep(_LOOK_SECONDS)
