"""Tells whether the repository has no history that leads from an anchor to today's code."""

from contextlib import suppress

from chesterton.git.errors import GitError
from chesterton.git.repository import Repository
from chesterton.model.anchor import PROJECT_PATH, Baseline
from chesterton.workspace.workspace import Workspace


def is_untraceable(workspace: Workspace, anchor: Baseline) -> bool:
    """Whether no history leads here from an anchor: its commit is missing, or was never known.

    In a truncated clone, and after a rewrite that was collected, only the code itself is left.
    """
    repository = workspace.repository
    if repository is None or anchor.path == PROJECT_PATH:
        return False
    if anchor.commit is None:
        return repository.is_shallow
    return not workspace.singleton(_Commits).has(repository, anchor.commit)


class _Commits:
    """Which commits the repository has; asked again when its HEAD changes. Thread-safe."""

    def __init__(self, _workspace: Workspace) -> None:
        self._known: dict[tuple[object, str], bool] = {}

    def has(self, repository: Repository, commit: str) -> bool:
        key = repository.head(), commit
        if key not in self._known:
            with suppress(GitError):
                self._known[key] = repository.has(commit)
        return self._known.get(key, True)
