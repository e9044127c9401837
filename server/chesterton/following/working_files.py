"""The files of the working tree as they are, and as HEAD has them."""

from collections.abc import Mapping

from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace


class WorkingFiles:
    """One state of the working tree; open buffers take precedence over files on disk."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self.workspace = workspace
        self.documents = documents
        self.head = head
        self._last_path = ""
        self._last: Parsed | None = None

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.documents or self.workspace.has(path)

    def parsed(self, path: str) -> Parsed | None:
        """A file as it is in an open buffer, or else on disk; None if there is none."""
        if path in self.documents:
            return self.documents[path]
        if path != self._last_path:  # anchors are found in the order of files
            self._last_path, self._last = path, self.workspace.parsed(path)
        return self._last

    def at_head(self, path: str) -> Parsed | None:
        """A file as it is in HEAD's tree."""
        return self.workspace.parsed_at(self.head, path) if self.head else None
