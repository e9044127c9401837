"""A document beside its file: until the editor reads again what git wrote, it shows old text.

Such text is nobody's edit. Changes in it count from the commit that it was last seen at.
"""

import time
from dataclasses import dataclass

from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace

_PATIENCE = 3.0
"""Seconds that git is waited for; it may have died and left its lock."""

_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """When a document last showed what its file holds."""

    head: str | None
    stamp: files.Stamp


@dataclass(frozen=True, slots=True)
class Sight:
    """How a document stands to its file."""

    seen: Seen | None
    base: str | None  #: what changes count from instead of HEAD


def look(workspace: Workspace, path: str, text: Text, before: Seen | None, *, typed: bool) -> Sight:
    """Whether a document shows what its file holds; `typed`: its text is another than before.

    A text that was just read from the file waits for git, which moves HEAD last.
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
