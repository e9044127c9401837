"""Detects stale buffers: documents that the editor has not reloaded since git changed the file.

The old text is not an edit by the user, so it is compared with the commit from which it was read.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace

if TYPE_CHECKING:
    from chesterton.workspace.other_decoding import OtherDecoding

_WAIT_SECONDS = 3.0
"""The longest wait for git, which may have crashed and left its lock behind."""

_POLL_SECONDS = 0.05


class SeenContent(NamedTuple):
    """HEAD and the file's stamp when a document was last equal to its file."""

    head: str | None
    stamp: files.Stamp
    text: Text  #: of the document
    decoding: OtherDecoding | None = None  #: if the editor decoded the file otherwise than we do


class BufferState(NamedTuple):
    """How a document compares with its file."""

    seen: SeenContent | None
    base: str | None  #: the commit to compare a stale buffer with; None for HEAD
    is_as_on_disk: bool = False


def check_buffer(
    workspace: Workspace,
    path: str,
    text: Text,
    before: SeenContent | None,
    *,
    typed: bool,
    opened: Text,
) -> BufferState:
    """Compares a document with its file; `typed` means that its text changed since `before`.

    `opened` is the text with which it was opened. If the editor has just reloaded the file, waits
    for git to finish, because git moves HEAD last.
    """
    stamp = files.stamp(workspace.root, path)
    if before is not None and stamp == before.stamp:
        is_as_on_disk = before.text == text
        return BufferState(before._replace(head=workspace.head()), None, is_as_on_disk)
    on_disk = workspace.read(path)
    if stamp is None or on_disk is None:
        return BufferState(before, before.head if before else None)
    decoding = None
    if on_disk.value != text.value:
        decoding = _decoding(workspace, path, on_disk, text if before else opened)
        if decoding is None:
            return BufferState(before, before.head if before else None)
    if typed and before is not None:
        _wait_for_git(workspace)
    seen = SeenContent(workspace.head(), stamp, text, decoding)
    return BufferState(seen, None, is_as_on_disk=True)


def _decoding(workspace: Workspace, path: str, on_disk: Text, text: Text) -> OtherDecoding | None:
    from chesterton.workspace.other_decoding import find_decoding  # noqa: PLC0415 - hardly ever

    data = files.read_bytes(workspace.root, workspace.real(path))
    return find_decoding(data, on_disk, text) if data is not None else None


def _wait_for_git(workspace: Workspace) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    repository = workspace.repository
    while repository and repository.is_writing and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
