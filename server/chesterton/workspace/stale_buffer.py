"""Detects stale buffers: documents that the editor has not reloaded since git changed the file.

The old text is not an edit by the user, so it is compared with the commit from which it was read.
"""

import time
from dataclasses import dataclass

from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace

_WAIT_SECONDS = 3.0
"""The longest wait for git, which may have crashed and left its lock behind."""

_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class SeenContent:
    """HEAD and the file's stamp when a document was last equal to its file."""

    head: str | None
    stamp: files.Stamp


@dataclass(frozen=True, slots=True)
class BufferState:
    """How a document compares with its file."""

    seen: SeenContent | None
    base: str | None  #: the commit to compare a stale buffer with; None for HEAD


def check_buffer(
    workspace: Workspace, path: str, text: Text, before: SeenContent | None, *, typed: bool
) -> BufferState:
    """Compares a document with its file; `typed` means that its text changed since `before`.

    If the editor just reloaded the file, waits for git to finish, because it moves HEAD last.
    """
    stamp = files.stamp(workspace.root, path)
    if before is not None and stamp == before.stamp:
        return BufferState(SeenContent(workspace.head(), before.stamp), None)
    on_disk = workspace.read(path)
    if stamp is None or on_disk is None or on_disk.value != text.value:
        return BufferState(before, before.head if before else None)
    if typed and before is not None:
        _wait_for_git(workspace)
    return BufferState(SeenContent(workspace.head(), stamp), None)


def _wait_for_git(workspace: Workspace) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    repository = workspace.repository
    while repository and repository.is_writing and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
