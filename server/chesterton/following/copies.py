"""Searches other files for copies of definitions that were lost.

A diff shows no move if the code was copied first and the original was deleted in a later commit.
Copies are only offered as candidates; the anchor stays lost.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from heapq import nsmallest
from itertools import takewhile

from chesterton.anchoring.text.mention import text_may_define
from chesterton.following import baseline
from chesterton.following.commit_position import AnchorAtHead
from chesterton.git import worktree
from chesterton.git.errors import GitError
from chesterton.model.anchor import Baseline, Candidate
from chesterton.syntax.language import family_of, language_for
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.text import decode
from chesterton.workspace import files
from chesterton.workspace.memo import LruCache
from chesterton.workspace.workspace import Workspace

_CONFIDENCE = 0.5
"""Confidence that a note belongs to a copy."""

_NEAREST = 500
"""Maximum number of files searched for one definition, those in the nearest folders."""

_MAX_COPIES = 3
"""If there are more, they are boilerplate, not copies."""

_MIN_LINES = 3
"""Shorter definitions are not distinctive enough."""

_CHUNK = 100

_REMEMBERED = 10_000
"""Results kept, one for each definition and file searched."""

Read = Callable[[Sequence[str]], Iterable[bytes | None]]
"""The contents of files by their paths."""


class Copies:
    """Finds copies of lost definitions in the tracked files; caches results. Thread-safe."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index: object = None
        self._paths_by_gone: dict[AnchorAtHead, tuple[str, ...]] = {}
        self._candidates: LruCache[tuple[AnchorAtHead, str, object], list[Candidate]] = LruCache(
            _REMEMBERED
        )

    def of(self, lost: Sequence[AnchorAtHead]) -> list[tuple[Candidate, ...]]:
        """The copies of each lost definition in other files on disk."""
        wanted = [each for each in dict.fromkeys(lost) if _is_distinctive(each.anchor)]
        paths: Mapping[AnchorAtHead, Collection[str]] = {}
        with suppress(GitError):  # if git fails, there are no candidates
            paths = self._paths(wanted) if wanted else {}
        return [tuple(self._copies(each, paths.get(each, ()))) for each in lost]

    def _copies(self, gone: AnchorAtHead, paths: Collection[str]) -> Sequence[Candidate]:
        folder = _folder(gone.located.path)
        copies = [
            candidate
            for path in sorted(paths, key=lambda path: _distance(path, folder))
            for candidate in self._in_file(gone, path)
        ]
        return copies if len(copies) <= _MAX_COPIES else ()

    def _in_file(self, gone: AnchorAtHead, path: str) -> list[Candidate]:
        """The copies in one file, cached until the file changes."""
        stamp = files.stamp(self._workspace.root, self._workspace.real(path))
        return self._candidates.get((gone, path, stamp), lambda: self._parse(gone, path))

    def _parse(self, gone: AnchorAtHead, path: str) -> list[Candidate]:
        anchor, position = gone
        parsed = self._workspace.parsed(path)
        if parsed is None:
            return []
        return [
            Candidate(path, symbol, _CONFIDENCE)
            for symbol in parsed.outline.named(position.name or "")
            if symbol.kind is position.kind
            and baseline.equals_baseline(anchor, ParsedSymbol(parsed, symbol))
        ]

    def _paths(self, wanted: Sequence[AnchorAtHead]) -> Mapping[AnchorAtHead, Collection[str]]:
        """The files that may define each lost definition under its own name."""
        repository = self._workspace.repository
        if repository is None:
            return {}
        index = worktree.index_stamp(repository)
        if index != self._index:
            self._paths_by_gone, self._index = {}, index
        tracked = self._paths_by_gone
        if missing := [each for each in wanted if each not in tracked]:
            entries = worktree.tracked(repository)
            blobs = {self._workspace.paths.stored(entry.path): entry.blob for entry in entries}
            tracked.update(_files_with(missing, blobs, lambda batch: self._read(batch, blobs)))
        dirty = _files_with(wanted, self._workspace.dirty(), self._read_disk)
        return {each: {*tracked[each], *dirty[each]} for each in wanted}

    def _read(self, paths: Sequence[str], blobs: Mapping[str, str]) -> Iterable[bytes | None]:
        objects = self._workspace.objects
        return objects.read_many([blobs[path] for path in paths]) if objects else []

    def _read_disk(self, paths: Sequence[str]) -> Iterable[bytes | None]:
        workspace = self._workspace
        return (files.read_bytes(workspace.root, workspace.real(path)) for path in paths)


def _files_with(
    wanted: Sequence[AnchorAtHead], paths: Collection[str], read: Read
) -> dict[AnchorAtHead, tuple[str, ...]]:
    """The nearest files that may contain each definition."""
    wanted_by_path: defaultdict[str, list[AnchorAtHead]] = defaultdict(list)
    nearest: dict[tuple[str, str], list[str]] = {}
    for each in wanted:
        origin = family_of(each.located.path) or "", _folder(each.located.path)
        if origin not in nearest:
            nearest[origin] = _nearest(paths, *origin)
        for path in nearest[origin]:
            if path != each.located.path:
                wanted_by_path[path].append(each)
    matching: dict[AnchorAtHead, list[str]] = {each: [] for each in wanted}
    for batch in _batches(list(wanted_by_path)):
        for path, data in zip(batch, read(batch), strict=False):
            for each in _mentioned(path, data, wanted_by_path[path]):
                matching[each].append(path)
    return {each: tuple(files_with) for each, files_with in matching.items()}


def _mentioned(
    path: str, data: bytes | None, wanted: Iterable[AnchorAtHead]
) -> Iterator[AnchorAtHead]:
    decoded, language = decode(data) if data is not None else None, language_for(path)
    if decoded is not None and language is not None:
        for each in wanted:
            if text_may_define(decoded.text, each.located.name or "", language.id):
                yield each


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    return (paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK))


def _is_distinctive(anchor: Baseline) -> bool:
    source = anchor.source
    if anchor.fingerprint is None or anchor.is_name_alone:
        return False
    return source is None or source.strip().count("\n") >= _MIN_LINES - 1


def _nearest(paths: Iterable[str], family: str, folder: str) -> list[str]:
    """The files of a language family that are nearest to a folder."""
    return nsmallest(
        _NEAREST + 1,  # one may be the file itself
        (path for path in paths if family_of(path) == family),
        key=lambda path: _distance(path, folder),
    )


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _distance(path: str, folder: str) -> tuple[int, str]:
    """A sort key: the steps from a folder to a file's folder, then the path as a tie-breaker."""
    left, right = path.split("/")[:-1], folder.split("/") if folder else []
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))
    )
    return len(left) + len(right) - 2 * shared, path
