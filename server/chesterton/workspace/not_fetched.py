"""Files of HEAD that are neither in the working tree nor in the objects of a partial clone.

They are there, but reading them would start a download, which only the user may do.
"""

from pathlib import PurePosixPath
from shlex import quote

from chesterton.git import worktree
from chesterton.model.errors import UserError
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace


def is_not_fetched(workspace: Workspace, path: str) -> bool:
    """Whether HEAD has a file whose content is not on this machine."""
    repository, head, objects = workspace.repository, workspace.head(), workspace.objects
    if repository is None or head is None or objects is None or not repository.is_partial:
        return False
    if not files.is_free(workspace.root, workspace.real(path)):
        return False
    return workspace.blob_id(head, path) in objects.promised


def require_fetched(workspace: Workspace, path: str) -> None:
    """Raises UserError for a file whose content is not on this machine."""
    if is_not_fetched(workspace, path):
        raise UserError(
            f"{path} is not checked out in this partial clone",
            f"fetch it with: {how_to_check_out(workspace, path)}",
        )


def how_to_check_out(workspace: Workspace, path: str) -> str:
    """The git command that fetches a file and puts it into the working tree."""
    real, repository = workspace.real(path), workspace.repository
    if repository is None or not worktree.is_skipped(repository, real):
        return f"git checkout HEAD -- {quote(real)}"
    folder = str(PurePosixPath(real).parent)
    return f"git sparse-checkout add {quote(real if folder == '.' else folder)}"
