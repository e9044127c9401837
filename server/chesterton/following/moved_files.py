"""Finds files that were renamed without a commit, edited or not, for notes on files."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import PurePosixPath

from chesterton.anchoring.text import fuzzy
from chesterton.git.worktree import holds
from chesterton.syntax.outline import Parsed
from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace

_MANY = 400
"""Files that are compared to find one that was renamed and edited."""

_RENAMED = 0.5
"""Share of the longer file's lines that make two files one that was renamed."""


class MovedFiles:
    """The files at this moment: open documents, else those on disk."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self._workspace = workspace
        self._documents = documents
        self._head = head
        self._read: dict[str, Sequence[str]] = {}

    def find(self, path: str) -> str | None:
        """The path of a file, also after a rename that is not committed; None if it is gone."""
        if path in self._documents or self._workspace.has(path):
            return path
        blob = self._workspace.blob_id(self._head, path) if self._head else None
        if blob is None:
            return None
        dirty = sorted(self._workspace.dirty())
        same = next((other for other in dirty if self._is_blob(other, blob)), None)
        return same or self._edited(path, dirty)

    def _edited(self, path: str, others: Sequence[str]) -> str | None:
        """The renamed and edited file, as git will detect it by its lines when it is committed."""
        before = self._workspace.parsed_at(self._head, path) if self._head else None
        lines = _lines(before.text) if before else []
        came = (one for one in others if lines and _is_kin(one, path) and self._is_new(one))
        alike = {other: _shared(lines, self._lines_of(other)) for other in islice(came, _MANY)}
        best = max(alike, key=lambda other: alike[other], default=None)
        return best if best is not None and alike[best] >= _RENAMED else None

    def _is_new(self, path: str) -> bool:
        """Whether HEAD lacks the file."""
        return self._head is None or self._workspace.blob_id(self._head, path) is None

    def _lines_of(self, path: str) -> Sequence[str]:
        if path not in self._read:
            open_ = self._documents.get(path)
            text = open_.text if open_ else self._workspace.read(path)
            self._read[path] = _lines(text) if text else []
        return self._read[path]

    def _is_blob(self, path: str, blob: str) -> bool:
        data = files.read_bytes(self._workspace.root, path)
        repository = self._workspace.repository
        return (
            data is not None
            and repository is not None
            and holds(data, blob, repository.object_format)
        )


def _is_kin(one: str, other: str) -> bool:
    """Whether two files end alike."""
    return PurePosixPath(one).suffix == PurePosixPath(other).suffix


def _lines(text: Text) -> list[str]:
    """The lines that are not blank."""
    return [line for line in text.value.split("\n") if line.strip()]


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the longer file's lines that both have, 0 to 1, as git measures similarity."""
    both = fuzzy.similarity(one, other) * (len(one) + len(other)) / 2
    return both / max(len(one), len(other), 1)
