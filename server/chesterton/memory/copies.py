"""What is gone from its file and stands in another as it was vouched for: copied, then deleted.

A change shows only the files that it touched, and the copy may be older than the deletion. It is
named as what comes nearest, never taken for the original.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile

from chesterton.git import worktree
from chesterton.git.index import Entry
from chesterton.git.run import GitError
from chesterton.memory import vouched
from chesterton.memory.located import Located
from chesterton.memory.workspace import Workspace
from chesterton.model.anchor import Candidate, Vouched
from chesterton.syntax.language import language_for

_CONFIDENCE = 0.5
"""That a note belongs to such a copy: nobody has said so."""

_NEAREST = 500
"""Files of the language that are looked through for one definition, its own folder first."""

_FEW = 3
"""More of them are a form that everybody writes, and no copies."""

_SHORTEST = 3
"""Lines of a definition that is told from others by what it says."""

_CHUNK = 100
_WORD = re.compile(r"\w+")

Gone = tuple[Vouched, Located]
"""An anchor, and where it was last."""


class Copies:
    """Looks through the tracked files once for what is gone. For several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._index: object = None
        self._known: dict[Gone, tuple[str, ...]] = {}

    def of(self, gone: Sequence[Gone]) -> list[tuple[Candidate, ...]]:
        """For each definition the same one in other files, as these are on disk."""
        wanted = [each for each in gone if _is_told_apart(each[0])]
        paths: Mapping[Gone, Collection[str]] = {}
        with suppress(GitError):  # what is gone stays lost where git gives no answer
            paths = self._paths(wanted) if wanted else {}
        return [tuple(self._standing(each, paths.get(each, ()))) for each in gone]

    def _standing(self, gone: Gone, paths: Collection[str]) -> Sequence[Candidate]:
        anchor, here = gone
        found = [
            Candidate(path, symbol, _CONFIDENCE)
            for path in sorted(paths, key=lambda path: _distance(path, here.path))
            if (parsed := self._workspace.parsed(path)) is not None
            for symbol in parsed.outline.named(here.name or "")
            if symbol.kind is here.kind and vouched.is_same(anchor, parsed, symbol)
        ]
        return found if len(found) <= _FEW else ()

    def _paths(self, wanted: Sequence[Gone]) -> Mapping[Gone, Collection[str]]:
        """The files that write every word of a definition's name."""
        repository = self._workspace.repository
        if repository is None:
            return {}
        index = worktree.index_stamp(repository)
        if index != self._index:
            self._index, self._known = index, {}
        known = self._known
        if missing := [each for each in dict.fromkeys(wanted) if each not in known]:
            known.update(self._looked_through(missing, worktree.tracked(repository)))
        dirty = self._workspace.dirty()
        return {each: {*known[each], *_kin(dirty, each[1].path)} for each in wanted}

    def _looked_through(
        self, wanted: Sequence[Gone], tracked: Sequence[Entry]
    ) -> dict[Gone, tuple[str, ...]]:
        blobs = {entry.path: entry.blob for entry in tracked}
        near = {path: _nearest(blobs, path) for path in {here.path for _, here in wanted}}
        askers: defaultdict[str, list[Gone]] = defaultdict(list)
        for each in wanted:
            for path in near[each[1].path]:
                askers[path].append(each)
        found: dict[Gone, list[str]] = {each: [] for each in wanted}
        paths = list(askers)
        for start in range(0, len(paths), _CHUNK):
            chunk = paths[start : start + _CHUNK]
            for path, data in zip(chunk, self._read([blobs[each] for each in chunk]), strict=True):
                for each in askers[path]:
                    if data is not None and all(word in data for word in _words(each[1])):
                        found[each].append(path)
        return {each: tuple(paths) for each, paths in found.items()}

    def _read(self, blobs: list[str]) -> list[bytes | None]:
        objects = self._workspace.objects
        return objects.read_many(blobs) if objects else [None] * len(blobs)


def _is_told_apart(anchor: Vouched) -> bool:
    source = anchor.source
    if anchor.fingerprint is None or anchor.is_name_alone:
        return False
    return source is None or source.strip().count("\n") >= _SHORTEST - 1


def _nearest(paths: Collection[str], path: str) -> list[str]:
    return sorted(_kin(paths, path), key=lambda other: _distance(other, path))[:_NEAREST]


def _kin(paths: Collection[str], path: str) -> list[str]:
    """The others of these files that are written in the language of a path."""
    language = language_for(path)
    kin = language.kin if language else None
    return [
        other
        for other in paths
        if other != path and (known := language_for(other)) is not None and known.kin == kin
    ]


def _distance(one: str, other: str) -> tuple[int, str]:
    """Least for files of one folder; then by name, so that the order is one."""
    folders = zip(one.split("/")[:-1], other.split("/")[:-1], strict=False)
    return -sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], folders)), one


def _words(here: Located) -> list[bytes]:
    return [word.encode() for word in _WORD.findall(here.name or "")]
