"""Converts between stored paths and the real paths that git and the file system use.

Stored paths have hidden characters escaped and secrets redacted. Paths are compared in this form;
the real path is needed only to open a file, or to look it up in git.
"""

from contextlib import suppress
from pathlib import Path, PurePosixPath

from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.workspace import files


class RealPaths:
    """The real paths of a project's files where they differ from the stored ones."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, str] = {}
        self._searched: set[str] = set()  #: commits whose trees were listed

    def stored(self, path: str) -> str:
        """A path from git or the disk in the form in which it is stored.

        A path that is not UTF-8 cannot be stored, and is returned as it is.
        """
        if not path.isprintable() and any("\ud800" <= char <= "\udfff" for char in path):
            return path
        stored = files.stored_path(path)
        if stored != path:
            self._learn(stored, path)
        return stored

    def _learn(self, stored: str, path: str) -> None:
        """Notes the real path of a file and of its folders."""
        folders = zip(PurePosixPath(stored).parents, PurePosixPath(path).parents, strict=True)
        self._known |= {str(short): str(real) for short, real in folders if short != real}
        self._known[stored] = path

    def real(self, path: str) -> str:
        """The path on disk for a stored path; if there is no such file, the last one known."""
        if not files.is_redacted(path):
            return path
        known = self._known.get(path)
        if known is None or files.stamp(self._root, known) is None:
            known = files.named_like(self._root, path) or known or path
            self._known[path] = known
        return known

    def real_in(self, repository: Repository | None, commit: str, path: str) -> str:
        """The path in a commit's tree for a stored path."""
        real = self.real(path)
        if real != path or not files.is_redacted(path):
            return real
        if repository is not None and commit not in self._searched:
            self._searched.add(commit)
            from chesterton.git import log  # noqa: PLC0415 - hardly ever

            with suppress(GitError):
                for each in log.files_in(repository, commit):
                    self.stored(each)
        return self._known.get(path, path)
