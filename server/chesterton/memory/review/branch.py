"""Reviewing a branch as a whole: the commit at which it left another one."""

from chesterton.git.log import merge_base
from chesterton.memory.opening import Workspace
from chesterton.model.errors import UserError


def branch_base(workspace: Workspace, revision: str) -> str:
    """The commit at which HEAD left a revision. Raises UserError where there is none."""
    repository = workspace.repository
    if repository is None:
        raise UserError("this project has no git repository", "there is no branch to review")
    commit, head = repository.resolve(revision), repository.head()
    base = merge_base(repository, commit, head) if commit and head else None
    if base is None:
        raise UserError("that revision was not found", "name a branch, a tag or a commit")
    return base
