"""Detects uncommitted file renames, with or without edits, for notes on whole files."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import PurePosixPath

from chesterton.anchoring.text import fuzzy
from chesterton.git.worktree import holds
from chesterton.syntax.outline import Parsed
from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace

_LIMIT = 400
"""Maximum number of files compared to find one that was renamed and edited."""

_RENAME_THRESHOLD = 0.5
"""Similarity at which a file counts as renamed, as in git."""


class MovedFiles:
    """Finds renamed files in the working tree; open buffers win over files."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self._workspace = workspace
        self._documents = documents
        self._head = head
        self._lines_by_path: dict[str, Sequence[str]] = {}

    def find(self, path: str) -> str | None:
        """The path of a file, also after an uncommitted rename; None if it is gone."""
        if path in self._documents or self._workspace.has(path):
            return path
        blob = self._workspace.blob_id(self._head, path) if self._head else None
        if blob is None:
            return None
        dirty = sorted(self._workspace.dirty())
        same = next((other for other in dirty if self._is_blob(other, blob)), None)
        return same or self._edited(path, dirty)

    def _edited(self, path: str, others: Sequence[str]) -> str | None:
        """The file that was renamed and edited, if git will detect the rename once committed."""
        before = self._workspace.parsed_at(self._head, path) if self._head else None
        lines = _lines(before.text) if before else []
        if not lines:
            return None
        suffix = PurePosixPath(path).suffix
        added = (
            each for each in others if PurePosixPath(each).suffix == suffix and self._is_new(each)
        )
        scores = {each: _similarity(lines, self._lines_of(each)) for each in islice(added, _LIMIT)}
        best = max(scores, key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= _RENAME_THRESHOLD else None

    def _is_new(self, path: str) -> bool:
        """Whether HEAD lacks the file."""
        return self._head is None or self._workspace.blob_id(self._head, path) is None

    def _lines_of(self, path: str) -> Sequence[str]:
        if path not in self._lines_by_path:
            document = self._documents.get(path)
            text = document.text if document else self._workspace.read(path)
            self._lines_by_path[path] = _lines(text) if text else []
        return self._lines_by_path[path]

    def _is_blob(self, path: str, blob: str) -> bool:
        data = files.read_bytes(self._workspace.root, path)
        repository = self._workspace.repository
        return (
            data is not None
            and repository is not None
            and holds(data, blob, repository.object_format)
        )


def _lines(text: Text) -> list[str]:
    """The lines that are not blank."""
    return [line for line in text.value.split("\n") if line.strip()]


def _similarity(lines: Sequence[str], others: Sequence[str]) -> float:
    """Git's measure of similarity: common lines as a share of the longer file, 0 to 1."""
    common = fuzzy.similarity(lines, others) * (len(lines) + len(others)) / 2
    return common / max(len(lines), len(others), 1)
