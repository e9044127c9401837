"""`Workspace`: the facade over an open project's store, files, git repository and parse cache.

The parser and git's object reader are imported on first use, because many commands need neither.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar, cast

from chesterton.git.blob import blob_hash
from chesterton.git.repository import Repository
from chesterton.model.clean import Clean
from chesterton.model.project import Project, ProjectId, Shown
from chesterton.model.time import Time, to_time
from chesterton.store.store import Store
from chesterton.workspace import correspondence, files, project
from chesterton.workspace.identified import Identified
from chesterton.workspace.project import Answer
from chesterton.workspace.real_paths import RealPaths

if TYPE_CHECKING:
    from chesterton.git.objects import Objects
    from chesterton.syntax.outline import Parsed
    from chesterton.syntax.text import Text
    from chesterton.workspace.blob_ids import BlobIds
    from chesterton.workspace.parsed_files import ParsedFiles

T = TypeVar("T")
_DIRTY_SECONDS = 1.0  #: how long the list of changed files is cached


class Workspace:
    """A project's store, files and history. Thread-safe."""

    def __init__(self, identified: Identified, store: Store, *, trusted: bool) -> None:
        self.store = store
        self.trusted = trusted
        self.root: Path = identified.root
        self.is_outdated = False  #: whether its folder now belongs to another project
        self._identified = identified
        self._marker = project.identity_marker(self.root, identified.repository)
        self._objects: Objects | None = None
        self._instances: dict[object, object] = {}
        self.paths = RealPaths(self.root)
        self._dirty: frozenset[str] = frozenset()
        self._dirty_until = 0.0
        self._lock = threading.RLock()

    @classmethod
    def open(cls, folder: Path, store: Store, *, trusted: bool = True) -> Self:
        """The workspace that contains `folder`. Raises UserError if it belongs to no project."""
        return cls(project.identify(folder, store, trusted=trusted), store, trusted=trusted)

    @classmethod
    def without_code(cls, known: Project, store: Store) -> Self:
        """The workspace of a project whose folders do not exist; all its notes are lost."""
        root = Path(known.folders[0] if known.folders else store.location.directory / "gone")
        return cls(Identified(known, root, None, is_recorded=True), store, trusted=False)

    @property
    def project(self) -> Project:
        """The project as last identified or recorded."""
        return self._identified.project

    @property
    def perhaps(self) -> tuple[Project, ...]:
        """Projects whose notes are shown here until a person says whether they are this one."""
        return self._identified.perhaps

    @property
    def is_adopted(self) -> bool:
        """Whether this is a project; a folder without git must be added to become one."""
        return self._identified.is_adopted

    def adopt(self) -> None:
        """Makes a folder without git a project."""
        with self._lock:
            self._identified = replace(self._identified, is_adopted=True)

    def view_of(self, other: Project) -> Shown:
        """How the paths of another project correspond to those of this one."""
        shown = (each for each in self.shown if each.project == other.id)
        return next(shown, None) or correspondence.between(self.root, other, self.store)

    def identify_again(self) -> bool:
        """Identifies the project again; if it is another one, the workspace is outdated.

        Returns whether the project, or the set of projects shown with it, changed.
        """
        found = project.identify(self.root, self.store, trusted=self.trusted)
        with self._lock:
            old = self._identified
            was, now = ((each.project.id, each.root, each.repository) for each in (old, found))
            self.is_outdated = was != now
            if not self.is_outdated:
                self._identified = replace(found, is_adopted=old.is_adopted or found.is_adopted)
                marker = project.identity_marker(self.root, found.repository)
                if self._marker != marker:  # the remote may be that of another project
                    self.look_further()
                self._marker, found = marker, self._identified
            return self.is_outdated or (old.shown, old.perhaps) != (found.shown, found.perhaps)

    def look_further(self) -> bool:
        """Checks the evidence for all other projects; returns whether other notes are shown."""
        from chesterton.workspace import neighbours  # noqa: PLC0415 - once a day

        if not self.trusted:
            return False
        with self._lock:
            old = self._identified
            self._identified = neighbours.look_further(old, self.store)
            return self._identified.shown != old.shown

    def mark_again(self, other: Project) -> None:
        """Marks the folders of another project again that carry this project's mark."""
        project.marked_again(other, self._identified, self.store, self.now())

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Other projects with notes shown here: doubtful ones, and those with misplaced notes."""
        return self._identified.shown

    @property
    def forks(self) -> tuple[Project, ...]:
        """Other projects that share its commits, remote or code, once `look_further` has run."""
        return self._identified.forks

    def settle(self, answer: Answer) -> None:
        """Records the user's answer about other projects."""
        with self._lock:
            self._identified = project.settled(self._identified, answer, self.store)
            self.ensure_recorded()

    @property
    def repository(self) -> Repository | None:
        """The git repository; None without git, if git refuses it, or in an untrusted folder."""
        return None if self.git_trouble else self._identified.repository

    @cached_property
    def git_trouble(self) -> str | None:
        """Why git cannot read the repository. Runs git once, on the first call."""
        trouble = self._identified.repository.why_unusable if self._identified.repository else None
        if trouble:
            project.warn(trouble)
        return trouble

    def ensure_recorded(self) -> ProjectId:
        """Records the project in the store and returns its id. Call it before the first write."""
        with self._lock:
            self._identified = project.record(self._identified, self.store, self.now())
            return self._identified.project.id

    def head(self) -> str | None:
        """The commit at HEAD; None without git or before the first commit."""
        return self.repository.head() if self.repository else None

    def token(self) -> str:
        """A word that changes with HEAD, its branch and the remotes, found without starting git."""
        repository = self._identified.repository
        return repository.token() if repository else "-"

    def unverified_head(self) -> str | None:
        """The commit at HEAD, without checking that git can read the repository."""
        repository = self._identified.repository
        # git does not read another user's repository, so that needs the full check
        if repository and repository.is_own:
            from chesterton.git.errors import GitError  # noqa: PLC0415 - at first use: see above

            with suppress(GitError):
                return repository.head()
        return self.head()

    def change_token(self) -> Hashable:
        """A token that is unchanged only if the store, HEAD, the index and the project are."""
        repository = self._identified.repository
        head = repository.head_marker() if repository else None
        return self.store.version(), head, project.identity_marker(self.root, repository)

    def author(self) -> Clean:
        """The name of the author of notes written here."""
        from chesterton.workspace import user  # noqa: PLC0415 - who reads writes nothing

        return user.author(self.repository)

    @cached_property
    def _blob_ids(self) -> BlobIds:
        from chesterton.workspace.blob_ids import BlobIds  # noqa: PLC0415 - at first use: see above

        return BlobIds(lambda: self.objects)

    @cached_property
    def _files(self) -> ParsedFiles:
        from chesterton.workspace.parsed_files import ParsedFiles  # noqa: PLC0415 - at first use: see above

        return ParsedFiles(self._hash)

    def now(self) -> Time:
        """The current time."""
        return to_time(datetime.now(UTC))

    def relative(self, file: Path) -> str | None:
        """The path of `file` relative to the root, with `/`, as stored; None if outside."""
        path = files.relative(self.root, file)
        return None if path is None else files.stored_path(path)

    def real(self, path: str) -> str:
        """The path on disk for a stored path; see `RealPaths`."""
        return self.paths.real(path)

    def has(self, path: str) -> bool:
        """Whether this regular file is in the working tree, or left out by a sparse checkout."""
        return files.stamp(self.root, self.real(path)) is not None or self._is_left_out(path)

    def read(self, path: str) -> Text | None:
        """The text of a file on disk; None if missing, binary or too large."""
        return self._files.text(files.read_bytes(self.root, self.real(path)))

    def parsed(self, path: str) -> Parsed | None:
        """The outline of a file on disk; for one left out by a sparse checkout, as in HEAD."""
        on_disk = self.real(path)
        stamp = files.stamp(self.root, on_disk)
        if stamp is None:
            head = self.head() if self._is_left_out(path) else None
            return self.parsed_at(head, path) if head else None
        return self._files.on_disk(path, stamp, lambda: files.read_bytes(self.root, on_disk))

    def parsed_at(self, commit: str, path: str) -> Parsed | None:
        """The outline of a file in a commit's tree."""
        blob = self.blob_id(commit, path)
        return self.parsed_blob(blob, path) if blob else None

    def parsed_blob(self, blob: str, path: str) -> Parsed | None:
        """The outline of a blob, parsed as the file `path`."""
        return self._files.stored(path, blob, lambda: self.text_blob(blob))

    def text_blob(self, blob: str) -> Text | None:
        """The text of a blob; None if missing or binary."""
        return self._files.text(self.objects.read(blob) if self.objects else None)

    def parsed_text(self, path: str, text: Text) -> Parsed:
        """The outline of an open document; shared with HEAD's version if they are equal."""
        from chesterton.syntax.language import language_for  # noqa: PLC0415 - at first use: see above
        from chesterton.syntax.outline import parse  # noqa: PLC0415 - at first use: see above
        from chesterton.syntax.positions import to_bytes  # noqa: PLC0415 - at first use: see above

        head = self.head()
        blob = self.blob_id(head, path) if head else None
        if blob is not None and self._hash(to_bytes(text.value)) == blob:
            committed = self.parsed_blob(blob, path)
            if committed is not None and committed.text == text:
                return committed
        return parse(text, language_for(path))

    def dirty(self) -> frozenset[str]:
        """Paths in the working tree that may differ from HEAD: changed or untracked."""
        if self.repository is None:
            return frozenset()
        from chesterton.git import worktree  # noqa: PLC0415 - at first use: see above

        with self._lock:
            if time.monotonic() >= self._dirty_until:
                changed = worktree.changed_paths(self.repository)
                untracked = worktree.untracked_paths(self.repository)
                self._dirty = frozenset(map(self.paths.stored, (*changed, *untracked)))
                self._dirty_until = time.monotonic() + _DIRTY_SECONDS
            return self._dirty

    def blob_id(self, commit: str, path: str) -> str | None:
        """The object id of a file in a commit's tree."""
        return self._look_up([(commit, path)])[0]

    def is_as_committed(self, path: str) -> bool:
        """Whether a file on disk is byte for byte equal to HEAD's version."""
        head, data = self.head(), files.read_bytes(self.root, self.real(path))
        return bool(head and data is not None and self._hash(data) == self.blob_id(head, path))

    def changed_paths(
        self, origins: Iterable[tuple[str | None, str]], head: str | None
    ) -> frozenset[str]:
        """The given paths whose files may differ between their commits and `head`."""
        if head is None:
            return frozenset()
        older = [origin for origin in origins if origin[0] != head]
        self.look_up_blobs(older, head)
        return frozenset(path for commit, path in older if self.differs(commit, head, path))

    def look_up_blobs(self, origins: Iterable[tuple[str | None, str]], head: str) -> None:
        """Fetches, in one git round trip, the ids that `blob_id` will return for these files."""
        origins = list(origins)
        then = [(commit, path) for commit, path in origins if commit]
        self._look_up([*then, *((head, path) for _, path in origins)])

    def differs(self, commit: str | None, head: str, path: str) -> bool:
        """Whether a file may differ between two commits; None is before the first commit."""
        if commit == head:
            return False
        then = self.blob_id(commit, path) if commit else None
        return then is None or then != self.blob_id(head, path)

    @property
    def objects(self) -> Objects | None:
        """The reader of the repository's objects; starts child processes on first use."""
        with self._lock:
            if self._objects is None and self.repository is not None:
                from chesterton.git.objects import Objects  # noqa: PLC0415 - at first use: see above

                self._objects = Objects(self.repository)
            return self._objects

    def singleton(self, kind: Callable[[Self], T]) -> T:
        """The workspace's only instance of a class, created on first use."""
        with self._lock:
            if kind not in self._instances:
                self._instances[kind] = kind(self)
            return cast("T", self._instances[kind])

    def expect_many_files(self) -> None:
        """Enlarges the parse cache, for a caller that is about to read much of the project."""
        self._files.expect_many()

    def close(self) -> None:
        """Stops the child processes; the store stays open."""
        with self._lock:
            if self._objects is not None:
                self._objects.close()
            self._objects = None

    def _is_left_out(self, path: str) -> bool:
        repository = self.repository
        if repository is None or not files.is_free(self.root, path):
            return False
        from chesterton.git import worktree  # noqa: PLC0415 - at first use: see above

        return worktree.is_skipped(repository, path)

    def _look_up(self, files_at: Sequence[tuple[str, str]]) -> list[str | None]:
        """The object id of each file, given as commit and path."""
        real_in = partial(self.paths.real_in, self.repository)
        return self._blob_ids.of([(commit, real_in(commit, path)) for commit, path in files_at])

    def _hash(self, data: bytes) -> str:
        return blob_hash(data, self.repository.object_format if self.repository else "sha1")
