"""Following a symbol through history, with or without a note on it."""

from chesterton.following import api
from chesterton.memory.opening import Workspace
from chesterton.model.followed import Followed


def follow(
    workspace: Workspace,
    path: str,
    symbol: str,
    start: str | None = None,
    end: str | None = None,
) -> Followed:
    """Follows `path::symbol` as named at `start`, by default the last commit that has it.

    Without `end` it is followed through HEAD to the files on disk. Raises UserError for revisions
    and symbols that do not exist.
    """
    return api.follow(workspace, path, symbol, start, end)
