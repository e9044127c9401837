"""Weighs the evidence that a folder belongs to a known project.

The evidence is the project id stored in the git directory (the mark), the path, the remote, the
commit history and the code. None of it is conclusive by itself: git directories are copied,
histories are rewritten, remotes are moved and reused, folders are emptied and refilled. Two
independent matches identify a project. A single match is examined further, and if doubt remains,
the user is asked.
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
from chesterton.git.project_mark import ProjectMark
from chesterton.git.repository import Repository
from chesterton.model.project import Project, Shown
from chesterton.store.store import Store
from chesterton.workspace import correspondence, files

_COMMITS = 64


class Verdict(IntEnum):
    """Whether a folder belongs to a known project."""

    OTHER = 0
    DOUBTFUL = 1
    SAME = 2


class History(IntEnum):
    """How the history of a repository compares with the known commits of a project."""

    DISJOINT = 0
    UNKNOWN = 1  #: one of them has no commits, is cut off, or cannot be read
    SHARED = 2


@dataclass(frozen=True)
class Clues:
    """The properties of a folder that help to identify its project."""

    root: Path
    repository: Repository | None  #: None without git, or if the git directory is missing
    mark: ProjectMark | None
    lost: tuple[Path, ...] = ()  #: work trees of a repository with a missing git directory

    @cached_property
    def folders(self) -> frozenset[str]:
        """The work trees of the repository."""
        trees = self.repository.work_trees() if self.repository else ()
        return frozenset(map(files.stored_folder, (self.root, *trees, *self.lost)))

    @cached_property
    def origin(self) -> str | None:
        """The normalised URL of its remote, even if git refuses to read the repository."""
        if self.repository is None:
            return None
        claimed = self.repository.claimed_origin() or ""
        with suppress(GitError):
            return files.stored_name(self.repository.origin() or claimed) or None
        return files.stored_name(claimed) or None

    @cached_property
    def origin_folder(self) -> str | None:
        """The work tree that this repository is a local clone of, even if it is gone."""
        # looking at a UNC path would send the user's credentials to another machine
        if not self.origin or self.origin.startswith("//"):
            return None
        return files.stored_folder((self.root / self.origin).resolve())

    @cached_property
    def is_cut_off(self) -> bool:
        """Whether part of its history is missing, or git cannot read it."""
        if self.repository is not None:
            with suppress(GitError):
                self.repository.head()
                return self.repository.is_shallow
        return True

    @cached_property
    def has_history(self) -> bool:
        """Whether it has commits, down to the first one."""
        if self.repository is None or self.is_cut_off:
            return False
        return self.repository.head() is not None

    @cached_property
    def subfolders(self) -> list[Path]:
        """The folders that may contain the code of another project."""
        return correspondence.folders_below(self.root)

    @cached_property
    def code_below(self) -> correspondence.CodeBelow:
        """The code of all its files."""
        return correspondence.CodeBelow((self.root, *self.subfolders))

    def known(self, commits: Iterable[str]) -> frozenset[str]:
        """The given commits that the repository has; none if git refuses to read it."""
        if self.repository is not None:
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
    """The commits of a project: its first one, and those at which notes were confirmed."""
    marked = clues.mark.root_commit if clues.mark and clues.mark.project == project.id else None
    roots = [root for root in (project.root_commit, marked) if root]
    return roots + store.latest_commits(project.id, _COMMITS)


@dataclass(frozen=True)
class Evidence:
    """The evidence for and against a repository being `project`."""

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
        if not ours or not theirs or Path(ours).is_absolute() != Path(theirs).is_absolute():
            return None  # a bundle or a local copy says nothing about a remote
        return ours == theirs

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
        """Whether the project still exists in another folder."""
        return any(
            correspondence.lives_in(folder, self.project)
            for folder in self.project.folders
            if folder not in self.clues.folders
        )

    @cached_property
    def code(self) -> bool:
        """Whether most of the code with notes is here, line by line, at the same paths."""
        return correspondence.is_here(self.clues.root, self.project, self.store)

    @cached_property
    def moved_code(self) -> Shown | None:
        """How the paths correspond if the noted code is here, in the same or another folder."""
        clues = self.clues
        return correspondence.by_code(clues.root, self.project, self.store, clues.subfolders)

    @cached_property
    def edited_code(self) -> bool:
        """Whether much of the noted code is here, in files that were renamed and edited."""
        return self.clues.code_below.has_most_of(self.project, self.store)

    @cached_property
    def has_notes(self) -> bool:
        """Whether the project has any notes."""
        return bool(self.store.own_notes(self.project.id, limit=1))

    @property
    def pieces(self) -> int:
        """How many independent pieces of evidence support the project."""
        shared = self.history is History.SHARED
        return sum((self.mark, self.folder, self.origin is True, shared))

    @property
    def is_near(self) -> bool:
        """Whether the project must be offered even if another one is surely the right one."""
        return self.mark or self.folder or bool(self.origin) or self.verdict is Verdict.SAME

    @property
    def rank(self) -> tuple[int, ...]:
        """Sort key: the best candidate has the highest rank."""
        if self.verdict is Verdict.OTHER:
            return (self.verdict,)
        return (self.verdict, self.mark, self.pieces, self.folder, self.has_notes)

    @cached_property
    def verdict(self) -> Verdict:
        """The conclusion from all the evidence."""
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
    def is_nested(self) -> bool:
        """Whether it was recorded for a folder around this one, or inside it."""
        root = self.clues.root
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
        is_clone = self.clues.is_cut_off or self._shares_later_commits or self.moved_code
        return Verdict.DOUBTFUL if is_clone and not self.is_nested else Verdict.OTHER

    @property
    def _shares_later_commits(self) -> bool:
        """Whether more than the first commit is shared, which all copies of a template share."""
        later = set(self.commits) - {self.project.root_commit}
        return not self.known.isdisjoint(later)

    def _by_code(self) -> Verdict:
        # code is copied between projects: while the original exists, equal code counts only if the
        # history of the copy is unknown
        if correspondence.by_folder(self.clues.root, self.project):
            return Verdict.OTHER  # shown without a question: see `identified`
        if self.is_elsewhere:
            return Verdict.DOUBTFUL if self.clues.is_cut_off and self.code else Verdict.OTHER
        return Verdict.DOUBTFUL if self.moved_code or self.edited_code else Verdict.OTHER

    @property
    def is_related(self) -> bool:
        """Whether to mention the project if no notes are found: a fork, or a copy of the code."""
        return self.pieces > 0 or self.moved_code is not None
