"""Finds copies of lost definitions in other files: code that was copied, then deleted.

A commit shows only the files that it touched, and the copy may be older than the deletion. It is
offered as a candidate, never taken for the original.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from heapq import nsmallest
from itertools import takewhile

from chesterton.anchoring.text.mention import may_define_in
from chesterton.following import baseline
from chesterton.following.commit_position import CommitPosition
from chesterton.git import worktree
from chesterton.git.errors import GitError
from chesterton.model.anchor import Candidate, Vouched
from chesterton.syntax.language import language_for
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.text import decode
from chesterton.workspace import files
from chesterton.workspace.memo import Memo
from chesterton.workspace.workspace import Workspace

_CONFIDENCE = 0.5
"""Confidence that a note belongs to such a copy."""

_NEAREST = 500
"""Files of the language that are searched for one definition, its own folder first."""

_FEW = 3
"""More of them are boilerplate, and no copies."""

_SHORTEST = 3
"""Lines from which on a definition is distinctive."""

_CHUNK = 100

_REMEMBERED = 10_000
"""Files searched for one definition whose result is kept."""

Gone = tuple[Vouched, CommitPosition]
"""An anchor with its last position."""

Read = Callable[[Sequence[str]], Iterable[bytes | None]]
"""The contents of files by their paths."""


class Copies:
    """Searches the tracked files once for each lost definition. For several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index: object = None
        self._known: dict[Gone, tuple[str, ...]] = {}
        self._found: Memo[tuple[Gone, str, object], list[Candidate]] = Memo(_REMEMBERED)

    def of(self, gone: Sequence[Gone]) -> list[tuple[Candidate, ...]]:
        """For each lost definition its copies in other files on disk."""
        wanted = [each for each in dict.fromkeys(gone) if _is_told_apart(each[0])]
        paths: Mapping[Gone, Collection[str]] = {}
        with suppress(GitError):  # without an answer of git it stays lost
            paths = self._paths(wanted) if wanted else {}
        return [tuple(self._standing(each, paths.get(each, ()))) for each in gone]

    def _standing(self, gone: Gone, paths: Collection[str]) -> Sequence[Candidate]:
        folder = _folder(gone[1].path)
        found = [
            candidate
            for path in sorted(paths, key=lambda path: _distance(path, folder))
            for candidate in self._in_file(gone, path)
        ]
        return found if len(found) <= _FEW else ()

    def _in_file(self, gone: Gone, path: str) -> list[Candidate]:
        """The copies in one file, which is parsed once for each of its states."""
        stamp = files.stamp(self._workspace.root, path)
        return self._found.get((gone, path, stamp), lambda: self._parsed(gone, path))

    def _parsed(self, gone: Gone, path: str) -> list[Candidate]:
        anchor, here = gone
        parsed = self._workspace.parsed(path)
        if parsed is None:
            return []
        return [
            Candidate(path, symbol, _CONFIDENCE)
            for symbol in parsed.outline.named(here.name or "")
            if symbol.kind is here.kind and baseline.is_same(anchor, ParsedSymbol(parsed, symbol))
        ]

    def _paths(self, wanted: Sequence[Gone]) -> Mapping[Gone, Collection[str]]:
        """The files that may define each of these under its name."""
        repository = self._workspace.repository
        if repository is None:
            return {}
        index = worktree.index_stamp(repository)
        if index != self._index:
            self._known, self._index = {}, index
        known = self._known
        if missing := [each for each in wanted if each not in known]:
            blobs = {entry.path: entry.blob for entry in worktree.tracked(repository)}
            known.update(_looked_through(missing, blobs, lambda some: self._read(some, blobs)))
        dirty = _looked_through(wanted, self._workspace.dirty(), self._read_disk)
        return {each: {*known[each], *dirty[each]} for each in wanted}

    def _read(self, paths: Sequence[str], blobs: Mapping[str, str]) -> Iterable[bytes | None]:
        objects = self._workspace.objects
        return objects.read_many([blobs[path] for path in paths]) if objects else []

    def _read_disk(self, paths: Sequence[str]) -> Iterable[bytes | None]:
        return (files.read_bytes(self._workspace.root, path) for path in paths)


def _looked_through(
    wanted: Sequence[Gone], paths: Collection[str], read: Read
) -> dict[Gone, tuple[str, ...]]:
    """For each definition the nearest files that may contain it."""
    askers: defaultdict[str, list[Gone]] = defaultdict(list)
    near: dict[tuple[str, str], list[str]] = {}
    for each in wanted:
        place = _kin_of(each[1].path) or "", _folder(each[1].path)
        if place not in near:
            near[place] = _nearest(paths, *place)
        for path in near[place]:
            if path != each[1].path:
                askers[path].append(each)
    found: dict[Gone, list[str]] = {each: [] for each in wanted}
    for some in _batches(list(askers)):
        for path, data in zip(some, read(some), strict=False):
            for each in _holding(path, data, askers[path]):
                found[each].append(path)
    return {each: tuple(known) for each, known in found.items()}


def _holding(path: str, data: bytes | None, askers: Iterable[Gone]) -> Iterator[Gone]:
    decoded, language = decode(data) if data is not None else None, language_for(path)
    if decoded is not None and language is not None:
        for each in askers:
            if may_define_in(decoded.text, each[1].name or "", language.id):
                yield each


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    return (paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK))


def _is_told_apart(anchor: Vouched) -> bool:
    source = anchor.source
    if anchor.fingerprint is None or anchor.is_name_alone:
        return False
    return source is None or source.strip().count("\n") >= _SHORTEST - 1


def _nearest(paths: Iterable[str], kin: str, folder: str) -> list[str]:
    """The files in a language that are nearest to a folder."""
    return nsmallest(
        _NEAREST + 1,  # one may be the file itself
        (path for path in paths if _kin_of(path) == kin),
        key=lambda path: _distance(path, folder),
    )


def _kin_of(path: str) -> str | None:
    language = language_for(path)
    return language.kin if language else None


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _distance(path: str, folder: str) -> tuple[int, str]:
    """The steps from a folder to that of a file, then the path, so that the order is total."""
    one, other = path.split("/")[:-1], folder.split("/") if folder else []
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    return len(one) + len(other) - 2 * shared, path
