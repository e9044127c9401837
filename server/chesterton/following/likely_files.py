"""Selects the files in which a definition may be when no history tells where it went."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from heapq import nlargest
from itertools import islice
from pathlib import Path

from chesterton.git import worktree
from chesterton.git.errors import GitError
from chesterton.git.index import IndexEntry
from chesterton.model.anchor import Baseline
from chesterton.syntax.language import family_of, language_for
from chesterton.workspace.workspace import Workspace

_WALK_LIMIT = 2_000
"""Maximum number of files searched for a lost symbol in a folder without git."""

_READ_LIMIT = 2_000
"""Maximum number of tracked files of a language that are read."""

_CHUNK = 100

_MOST = 8
"""Files kept for each definition."""

_SHARED = 0.3
"""Share of a definition's words that a file must contain."""

_WORD = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]{2,}")


class LikelyFiles:
    """The tracked files that share most words with a definition; cached. Thread-safe."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index: object = None
        self._paths: dict[Baseline, tuple[str, ...]] = {}

    def of(self, anchors: Collection[Baseline]) -> Mapping[Baseline, tuple[str, ...]]:
        """The paths for each anchor, the most likely first; none if git fails."""
        repository = self._workspace.repository
        if repository is None:
            return {}
        index = worktree.index_stamp(repository)
        known = self._paths if index == self._index else {}
        with suppress(GitError):
            if missing := [each for each in dict.fromkeys(anchors) if each not in known]:
                known = known | dict(self._search(missing, worktree.tracked(repository)))
        self._paths, self._index = known, index
        return known

    def _search(
        self, anchors: Collection[Baseline], entries: Iterable[IndexEntry]
    ) -> Iterator[tuple[Baseline, tuple[str, ...]]]:
        words = {each: _words((each.source or "").encode()) for each in anchors}
        families = {family_of(each.path) for each in anchors}
        blobs = {self._workspace.paths.stored(entry.path): entry.blob for entry in entries}
        blobs = {path: blob for path, blob in blobs.items() if family_of(path) in families}
        scores: dict[Baseline, dict[str, float]] = {each: {} for each in anchors}
        for path, data in self._read(dict(islice(blobs.items(), _READ_LIMIT))):
            there = _words(data)
            for each in anchors:
                share = len(words[each] & there) / max(len(words[each]), 1)
                if share >= _SHARED and family_of(path) == family_of(each.path):
                    scores[each][path] = share
        for each, found in scores.items():
            yield each, tuple(nlargest(_MOST, found, key=lambda path: (found[path], path)))

    def _read(self, blobs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        objects, paths = self._workspace.objects, list(blobs)
        for start in range(0, len(paths), _CHUNK) if objects else ():
            chunk = paths[start : start + _CHUNK]
            contents = objects.read_many([blobs[path] for path in chunk]) if objects else []
            yield from (
                (path, data)
                for path, data in zip(chunk, contents, strict=False)
                if data is not None
            )


def _words(data: bytes) -> frozenset[bytes]:
    return frozenset(_WORD.findall(data))


def source_files(root: Path) -> Iterator[str]:
    """The source files of a folder without git, except in hidden folders, up to a limit."""
    seen = 0
    for folder, names, entries in os.walk(root):
        names[:] = sorted(n for n in names if not n.startswith(".") and n != "node_modules")
        for entry in sorted(entries):
            seen += 1
            if seen > _WALK_LIMIT:
                return
            path = Path(folder, entry).relative_to(root).as_posix()
            if language_for(path) is not None:
                yield path
