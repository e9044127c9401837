"""Finds the new paths of files and folders that are missing from the working tree."""

from itertools import chain

from chesterton.following.commit_position import CommitPosition
from chesterton.following.replay import replay
from chesterton.following.working_files import WorkingFiles
from chesterton.following.working_search import MovedFiles
from chesterton.git import log
from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.model.anchor import Baseline
from chesterton.model.note import AnchorKey, NoteId
from chesterton.workspace.workspace import Workspace

_MOST_FILES = 100
"""Maximum number of files of a folder that are followed."""


def last_commit_with(workspace: Workspace, path: str) -> str | None:
    """The newest commit in HEAD's history that has the file or folder; None without git."""
    repository, head = workspace.repository, workspace.head()
    if repository is None or head is None:
        return None
    real = workspace.paths.real_in(repository, head, path)
    if log.files_in(repository, head, real):
        return head
    for commit in log.commits_touching(repository, head, real, limit=1):
        for parent in log.parents(repository, [commit]).get(commit, ()):
            if log.files_in(repository, parent, real):
                return parent
    return None


def has_files(workspace: Workspace, folder: str) -> bool:
    """Whether a folder has files other than those that git ignores; True if git cannot say."""
    repository, head = workspace.repository, workspace.head()
    if repository is None or head is None:
        return True
    try:
        real = workspace.paths.real_in(repository, head, folder)
        committed = map(workspace.paths.stored, log.files_in(repository, head, real))
        others = (each for each in workspace.dirty() if each.startswith(f"{folder}/"))
        return any(map(workspace.has, chain(others, committed)))
    except GitError:
        return True


def paths_now(workspace: Workspace, path: str) -> dict[str, str]:
    """The new path of a moved file, or of each moved file in a folder, by old path.

    Deleted files are left out. Empty if git fails.
    """
    try:
        return _followed(workspace, path)
    except GitError:
        return {}


def _followed(workspace: Workspace, path: str) -> dict[str, str]:
    commit, head = last_commit_with(workspace, path), workspace.head()
    repository = workspace.repository
    if commit is None or head is None or repository is None:
        return {}
    files = _files(workspace, repository, commit, path)
    anchors = {(NoteId(""), i, 0): Baseline(each, commit=commit) for i, each in enumerate(files)}
    at_head = replay(workspace, head, anchors, _nothing_known)
    moved = MovedFiles(WorkingFiles(workspace, {}, head))
    found = {
        anchor.path: None if at_head[key].lost else moved.find(at_head[key].path)
        for key, anchor in anchors.items()
    }
    return {before: now for before, now in found.items() if now is not None and now != before}


def _files(workspace: Workspace, repository: Repository, commit: str, path: str) -> list[str]:
    real = workspace.paths.real_in(repository, commit, path)
    return list(map(workspace.paths.stored, log.files_in(repository, commit, real)[:_MOST_FILES]))


def _nothing_known(_commit: str) -> dict[AnchorKey, CommitPosition]:
    return {}
