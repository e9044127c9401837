"""Tells a renamed name from a changed one: its definition or two other files changed with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chesterton.anchoring.claims.respelling import Respelling
from chesterton.anchoring.text.replacements import Replacement, names_in, replacements, speaks_of
from chesterton.git import log
from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.text import Text
from chesterton.workspace.workspace import Workspace

_FILES = 3
"""A replacement in so many files is a rename."""

_PLACES = 3
"""A replacement in so many further places of the file says nothing about this one."""

_MOST_FILES = 2_000
"""Maximum number of changed files that are searched for a replacement."""


@dataclass(frozen=True, slots=True)
class _Version:
    """A file before and after a change."""

    path: str
    before: Text
    after: Text


class Renames:
    """Finds renames in what changed up to the working tree; open buffers win over files."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self.head = head
        self._workspace = workspace
        self._documents = documents
        self._paths: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[str | None, str, Replacement], bool] = {}

    def between(
        self, base: str | None, old: ParsedSymbol, new: ParsedSymbol, path: str, spoken: str
    ) -> Respelling:
        """The renames between a definition at the commit `base` and the current one.

        `spoken` is what the note says: a name that it speaks of is never a mere new name.
        """
        pairs = replacements(names_in(old.source), names_in(new.source))
        had, said = set(names_in(old.parsed.text.value)), set(names_in(spoken))
        unspoken = [pair for pair in pairs if not speaks_of(said, pair)]
        fresh = [pair for pair in unspoken if not set(pair[1]) <= had]
        if not unspoken:
            return Respelling()
        elsewhere = replacements(names_in(old.parsed.text.value), names_in(new.parsed.text.value))
        elsewhere.subtract(pairs)
        return Respelling(
            frozenset(
                pair
                for pair in unspoken
                if _defines_anew(old.parsed, new.parsed, pair)
                or (pair in fresh and self._is_rename(base, path, pair))
            ),
            frozenset(pair for pair in fresh if elsewhere[pair] >= _PLACES),
        )

    def _is_rename(self, base: str | None, path: str, pair: Replacement) -> bool:
        if not _is_of_one_name(pair):
            return False
        key = base, path, pair
        if key not in self._known:
            self._known[key] = base is not None and self._is_repeated(base, path, pair)
        return self._known[key]

    def _is_repeated(self, base: str, path: str, pair: Replacement) -> bool:
        """Whether the definition was renamed in another file, or enough files have the new name."""
        (old,), (new,) = pair
        count = 1
        for version in self._versions(base, path):
            before, after = version.before.value, version.after.value
            if old not in before or new not in after:
                continue
            had, has = names_in(before), names_in(after)
            if new in had or new not in has or old not in had:
                continue
            count += pair in replacements(had, has)
            if count >= _FILES or self._defines_anew(version, pair):
                return True
        return False

    def _defines_anew(self, version: _Version, pair: Replacement) -> bool:
        before = self._workspace.parsed_text(version.path, version.before)
        after = self._workspace.parsed_text(version.path, version.after)
        return _defines_anew(before, after, pair)

    def _versions(self, base: str, path: str) -> Iterator[_Version]:
        """The other files that changed since a commit."""
        for other in sorted(self._changed_since(base) - {path})[:_MOST_FILES]:
            blob = self._workspace.blob_id(base, other)
            before = self._workspace.text_blob(blob) if blob else None
            document = self._documents.get(other)
            after = document.text if document else self._workspace.read(other)
            if before is not None and after is not None:
                yield _Version(other, before, after)

    def _changed_since(self, base: str) -> frozenset[str]:
        if base not in self._paths:
            paths = {*self._workspace.dirty(), *self._documents}
            head, repository = self._workspace.head(), self._workspace.repository
            if repository and head and base != head:
                paths |= set(_committed(repository, base, head))
            self._paths[base] = frozenset(paths)
        return self._paths[base]


def _committed(repository: Repository, base: str, head: str) -> Iterable[str]:
    try:
        changes = log.diff(repository, base, head)
    except GitError:  # the commit is gone
        return ()
    return (change.new_path for change in changes if change.new_path)


def _is_of_one_name(pair: Replacement) -> bool:
    return len(pair[0]) == len(pair[1]) == 1


def _defines_anew(before: Parsed, after: Parsed, pair: Replacement) -> bool:
    """Whether a definition has the new name and none has the old one any more."""
    if not _is_of_one_name(pair):
        return False
    (old,), (new,) = pair
    had = {symbol.last_name for symbol in before.outline.symbols}
    has = {symbol.last_name for symbol in after.outline.symbols}
    return old in had - has and new in has - had
