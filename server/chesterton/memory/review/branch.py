"""Find the merge base against which a branch is reviewed."""

from chesterton.git.log import merge_base
from chesterton.memory.opening import Workspace
from chesterton.model.errors import UserError


def branch_base(workspace: Workspace, revision: str) -> str:
    """The merge base of HEAD and a revision. Raises UserError if there is none."""
    repository = workspace.repository
    if repository is None:
        raise UserError("this project has no git repository", "there is no branch to review")
    commit, head = repository.resolve(revision), repository.head()
    base = merge_base(repository, commit, head) if commit and head else None
    if base is None:
        raise UserError(
            f"{revision!r} is unknown or has no common ancestor with HEAD",
            "name a branch, a tag or a commit",
        )
    return base
