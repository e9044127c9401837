"""Lists the files in which a definition may be when no history tells where it went."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chesterton.git import worktree
from chesterton.git.errors import GitError
from chesterton.syntax.language import language_for
from chesterton.workspace.workspace import Workspace

_WALK_LIMIT = 2_000
"""Maximum number of files searched for a lost symbol in a folder without git."""


def all_paths(workspace: Workspace) -> frozenset[str]:
    """The tracked files, or without git the source files; those with changes are not included."""
    repository, stored = workspace.repository, workspace.paths.stored
    if repository is None:
        return frozenset(map(stored, _walk(workspace.root)))
    with suppress(GitError):
        return frozenset(stored(entry.path) for entry in worktree.tracked(repository))
    return frozenset()


def _walk(root: Path) -> Iterator[str]:
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
