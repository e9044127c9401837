"""Follow a symbol through git history, with or without a note on it."""

from chesterton.following import api
from chesterton.memory.opening import Workspace
from chesterton.model.followed import FollowResult


def follow(
    workspace: Workspace,
    path: str,
    symbol: str,
    start: str | None = None,
    end: str | None = None,
) -> FollowResult:
    """Follow `path::symbol` as named at `start`, by default the last commit that has it.

    Without `end`, continue through HEAD to the files on disk. Raises UserError for unknown
    revisions and symbols.
    """
    return api.follow(workspace, path, symbol, start, end)
