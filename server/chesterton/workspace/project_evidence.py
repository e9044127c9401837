"""Weighs the evidence that a folder belongs to a known project: mark, path, remote, history, code.

No single piece of evidence is conclusive: marks are copied, histories are rewritten, remotes are
moved and reused, folders are emptied and refilled. Two independent pieces identify a project; if
there is only one, it is checked further, and in case of doubt the user is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import chain
from pathlib import Path

from chesterton.git.errors import GitError
from chesterton.git.layout import common_dir as common_dir_of
from chesterton.git.layout import git_dir
from chesterton.git.project_mark import ProjectMark, read_mark
from chesterton.git.repository import Repository
from chesterton.model.anchor import Anchor
from chesterton.model.note import Status
from chesterton.model.project import Project
from chesterton.store.store import Store
from chesterton.workspace import files

_COMMITS = 64
_NOTES = 16
_ALIKE = 0.8
"""The part of a definition's lines that must still be in its file."""


class Verdict(IntEnum):
    """Whether a folder belongs to a known project."""

    OTHER = 0
    DOUBTFUL = 1
    SAME = 2


class History(IntEnum):
    """How the history of a repository compares with the commits known of a project."""

    DISJOINT = 0
    UNKNOWN = 1  #: one of them has no commits, is cut off, or cannot be read
    SHARED = 2


@dataclass(frozen=True)
class Clues:
    """What a repository says about itself."""

    repository: Repository
    mark: ProjectMark | None

    @cached_property
    def folders(self) -> frozenset[str]:
        """The work trees of the repository."""
        return frozenset(files.stored_folder(each) for each in self.repository.work_trees())

    @cached_property
    def origin(self) -> str | None:
        """The normalised URL of its remote, also if git refuses to read the repository."""
        with suppress(GitError):
            return files.stored_path(self.repository.origin() or self._claimed_origin) or None
        return files.stored_path(self._claimed_origin) or None

    @property
    def _claimed_origin(self) -> str:
        return self.repository.claimed_origin() or ""

    @cached_property
    def origin_folder(self) -> str | None:
        """The work tree that this repository is a local clone of."""
        # looking at a UNC path would send the user's credentials to another machine
        if not self.origin or self.origin.startswith("//"):
            return None
        folder = self.repository.root / self.origin
        return files.stored_folder(folder.resolve()) if folder.is_dir() else None

    @cached_property
    def is_cut_off(self) -> bool:
        """Whether its history is not all here, or git refuses to read it."""
        with suppress(GitError):
            self.repository.head()
            return self.repository.is_shallow
        return True

    @cached_property
    def has_history(self) -> bool:
        """Whether it has commits, down to the first one."""
        return not self.is_cut_off and self.repository.head() is not None

    def known(self, commits: Iterable[str]) -> frozenset[str]:
        """Those of the commits that it has; none if git refuses to say."""
        with suppress(GitError):
            return self.repository.known(commits)
        return frozenset()


def evidence(clues: Clues, projects: Sequence[Project], store: Store) -> list[Evidence]:
    """The evidence for each project, best first; git is asked once for all of them."""
    commits = {project.id: _commits(clues, project, store) for project in projects}
    known = clues.known(chain.from_iterable(commits.values()))
    gathered = [Evidence(clues, each, store, commits[each.id], known) for each in projects]
    return sorted(gathered, key=lambda each: each.rank, reverse=True)


def _commits(clues: Clues, project: Project, store: Store) -> list[str]:
    """Commits of a project: its first one, and those at which notes were confirmed."""
    marked = clues.mark.root_commit if clues.mark and clues.mark.project == project.id else None
    roots = [root for root in (project.root_commit, marked) if root]
    return roots + store.latest_commits(project.id, _COMMITS)


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a repository being `project`."""

    clues: Clues
    project: Project
    store: Store
    commits: Sequence[str]  #: of the project
    known: frozenset[str]  #: commits of any project that the repository has

    @cached_property
    def mark(self) -> bool:
        """Whether the git directory carries the mark of the project."""
        mark = self.clues.mark
        return mark is not None and mark.project == self.project.id

    @cached_property
    def folder(self) -> bool:
        """Whether a work tree of the repository was recorded for the project."""
        return not self.clues.folders.isdisjoint(self.project.folders)

    @cached_property
    def origin(self) -> bool | None:
        """Whether both have the same remote, or one is a clone of the other; None if unknown."""
        ours, theirs = self.clues.origin, self.project.origin
        if self.clues.origin_folder in self.project.folders or theirs in self.clues.folders:
            return True
        return ours == theirs if ours and theirs else None

    @cached_property
    def history(self) -> History:
        """Whether the repository has any commit of the project."""
        if not self.commits:
            return History.UNKNOWN
        if not self.known.isdisjoint(self.commits):
            return History.SHARED
        return History.DISJOINT if self.clues.has_history else History.UNKNOWN

    @cached_property
    def is_elsewhere(self) -> bool:
        """Whether the project lives on in another folder."""
        return any(
            _lives_in(found, self.project)
            for folder in self.project.folders
            if folder not in self.clues.folders and (found := files.find_stored_folder(folder))
        )

    @cached_property
    def code(self) -> bool:
        """Whether the noted code is here: most of it, line by line, under the same path."""
        return has_code(self.clues.repository.root, self.project, self.store)

    @cached_property
    def has_notes(self) -> bool:
        """Whether there is anything to lose."""
        return bool(self.store.notes(self.project.id, statuses=frozenset(Status), limit=1))

    @property
    def pieces(self) -> int:
        """How many independent pieces of evidence speak for the project."""
        shared = self.history is History.SHARED
        return sum((self.mark, self.folder, self.origin is True, shared))

    @property
    def is_near(self) -> bool:
        """Whether it must not be passed over even if another project is surely the right one."""
        return self.mark or self.folder or self.verdict is Verdict.SAME

    @property
    def rank(self) -> tuple[int, ...]:
        """Sort key: the best candidate is the largest."""
        if self.verdict is Verdict.OTHER:
            return (self.verdict,)
        return (self.verdict, self.mark, self.pieces, self.folder, self.has_notes)

    @cached_property
    def verdict(self) -> Verdict:
        """What follows from it all."""
        if self._is_fork:
            return Verdict.DOUBTFUL if self.mark else Verdict.OTHER
        if self.pieces > 1:
            return Verdict.SAME
        for applies, judge in (
            (self.mark, self._by_mark),
            (self.folder, self._by_folder),
            (self.origin, self._by_origin),
            (self.history is History.SHARED, self._by_history),
        ):
            if applies:
                return judge()
        return self._by_code()

    @property
    def _is_fork(self) -> bool:
        return self.origin is False and not self.folder and self.is_elsewhere

    @property
    def _is_nested(self) -> bool:
        root = self.clues.repository.root
        folders = map(Path, self.project.folders)
        return any(root in folder.parents or folder in root.parents for folder in folders)

    def _by_mark(self) -> Verdict:
        is_moved = self.history is History.UNKNOWN and not self.is_elsewhere
        return Verdict.SAME if is_moved or self.code else Verdict.DOUBTFUL

    def _by_folder(self) -> Verdict:
        if self.is_elsewhere and not self.code:
            return Verdict.OTHER  # it moved away, and this repository took its place
        is_first_repository = not self.commits and self.origin is not False
        return Verdict.SAME if is_first_repository or self.code else Verdict.DOUBTFUL

    def _by_origin(self) -> Verdict:
        is_open = self.history is History.UNKNOWN
        return Verdict.SAME if is_open or self.code else Verdict.DOUBTFUL

    def _by_history(self) -> Verdict:
        if not self.is_elsewhere:
            is_whole = self.known.issuperset(self.commits) and (self.code or not self.has_notes)
            return Verdict.SAME if is_whole and self.origin is not False else Verdict.DOUBTFUL
        is_clone = self.clues.is_cut_off or self._shares_later_commits
        return Verdict.DOUBTFUL if is_clone and not self._is_nested else Verdict.OTHER

    @property
    def _shares_later_commits(self) -> bool:
        """Whether more than the first commit is shared, as everything made from a template does."""
        later = set(self.commits) - {self.project.root_commit}
        return not self.known.isdisjoint(later)

    def _by_code(self) -> Verdict:
        # code is copied from project to project: it counts only if the history cannot be known
        return Verdict.DOUBTFUL if self.clues.is_cut_off and self.code else Verdict.OTHER

    @property
    def is_related(self) -> bool:
        """Whether it is named where no notes are: a fork, or the code of a project that is gone."""
        return self.pieces > 0 or (not self.is_elsewhere and self.code)


def has_code(root: Path, project: Project, store: Store) -> bool:
    """Whether at least half of a sample of the noted definitions is under `root`, at its path."""
    notes = store.notes(project.id, limit=_NOTES)
    anchors = [anchor for note in notes for anchor in note.anchors if anchor.source or anchor.quote]
    alike = sum(_is_there(root, anchor) for anchor in anchors)
    return bool(anchors) and 2 * alike >= len(anchors)


def _is_there(root: Path, anchor: Anchor) -> bool:
    data = files.read_bytes(root, anchor.path)
    if data is None:
        return False
    there = {line.strip() for line in data.decode("utf-8", "replace").splitlines()}
    lines = [line.strip() for line in (anchor.source or anchor.quote or "").splitlines()]
    noted = [line for line in lines if line]
    return bool(noted) and sum(line in there for line in noted) >= _ALIKE * len(noted)


def _lives_in(folder: Path, project: Project) -> bool:
    """Whether a recorded folder still holds the project."""
    match git_dir(folder):
        case Path() as directory:
            mark = read_mark(common_dir_of(directory))
            return mark is None or mark.project == project.id
    return project.root_commit is None and project.origin is None and folder.is_dir()
