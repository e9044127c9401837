"""Reads file contents and object ids from commits, with long-running `git cat-file` processes."""

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby
from types import TracebackType
from typing import Self

from chesterton.git.batch import Batch, ObjectInfo
from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.model.limits import FILE_LIMIT

_IN_TREE = re.compile(rb"10\d{4} blob ([0-9a-f]+)\t(.+)", re.DOTALL)

_PROMISED = 1_000
"""Maximum number of files of a commit that are looked up in a partial clone."""


class Objects:
    """Reads blobs through `git cat-file --batch`. Thread-safe. Call `close` when done."""

    def __init__(self, repository: Repository, limit: int = FILE_LIMIT) -> None:
        self._contents = Batch(repository, "--batch", limit)
        self._names = Batch(repository, "--batch-check", limit)
        self._repository = repository
        self.promised: set[str] = set()  #: blobs met so far that only a promisor remote has

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def blob(self, commit: str, path: str) -> bytes | None:
        """The file `path` in the tree of `commit`; None if missing or too large."""
        return self.read(f"{commit}:{path}")

    def blob_id(self, commit: str, path: str) -> str | None:
        """The object id of the file `path` in the tree of `commit`; None if missing."""
        return _blob_id(self._names.look_up([_name(f"{commit}:{path}")])[0])

    def blob_ids(self, files: Sequence[tuple[str, str]]) -> list[str | None]:
        """`blob_id` for many files, each with its commit, in one round trip."""
        names = [_name(f"{commit}:{path}") for commit, path in files]
        found = [_blob_id(answer) for answer in self._names.look_up(names)]
        if None not in found or not self._repository.is_partial:
            return found
        promised = self._in_trees(each for each, oid in zip(files, found, strict=True) if not oid)
        self.promised.update(promised.values())
        return [oid or promised.get(each) for each, oid in zip(files, found, strict=True)]

    def read(self, oid: str) -> bytes | None:
        """The content of the blob `oid`; None if missing or too large."""
        return _content(self._contents.look_up([_name(oid)])[0])

    def read_many(self, oids: list[str]) -> list[bytes | None]:
        """`read` for many blobs in one round trip."""
        return [_content(answer) for answer in self._contents.look_up([_name(oid) for oid in oids])]

    def _in_trees(self, files: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The ids that the trees of commits have for files, whether or not the blobs are here."""
        found = {}
        for commit, group in groupby(sorted(files), key=lambda each: each[0]):
            options = ("-z", "--full-tree", "--end-of-options", commit, "--")
            paths = [path for _, path in group][:_PROMISED]
            with suppress(GitError):  # the tree is not here either
                for line in self._repository.run("ls-tree", *options, *paths).split(b"\0"):
                    if match := _IN_TREE.fullmatch(line):
                        found[commit, os.fsdecode(match[2])] = match[1].decode()
        return found

    def close(self) -> None:
        """Ends the processes; a later read starts them again."""
        self._contents.close()
        self._names.close()


def _name(name: str) -> str:
    # requests are lines, so a name with a line break is replaced by one that cannot exist
    return "0" if "\n" in name or not name else name


def _blob_id(answer: ObjectInfo | None) -> str | None:
    return answer.oid if answer and answer.kind == "blob" else None


def _content(answer: ObjectInfo | None) -> bytes | None:
    return answer.content if answer and answer.kind == "blob" else None
