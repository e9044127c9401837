"""The review: what waits for a person as a list to tick; and reviewing a branch as a whole."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chesterton.git.log import merge_base
from chesterton.lsp.arguments import TEXT
from chesterton.lsp.feature import Command
from chesterton.lsp.session import Session
from chesterton.memory.drafts import draft_files
from chesterton.memory.review.answers import checklist
from chesterton.model.errors import UserError
from chesterton.workspace.workspace import Workspace


async def run_review(session: Session, arguments: Mapping[str, Any]) -> dict[str, str]:
    """Opens the list; saving it applies what is ticked."""
    workspace = await session.workspace_for(arguments.get("uri"))
    path = await session.run(_write, workspace)
    session.drafting.watch(path, workspace)
    return await session.drafting.show(path)


async def run_review_change(session: Session, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Counts changes from where the branch left `base`; without `base`, from HEAD again."""
    base = arguments.get("base")
    workspace = await session.workspace_for(arguments.get("uri"))
    session.base = await session.run(_base, workspace, base) if base else None
    session.changed()
    return {"base": session.base}


OFFERS = (
    Command(
        "chesterton.review",
        "Opens what waits for a person as a list; saving it applies what is ticked.",
        run_review,
        {"uri": TEXT},
    ),
    Command(
        "chesterton.reviewChange",
        "Tells of a branch as if it were an edit, from where it left `base`; `{}` ends that.",
        run_review_change,
        {"base": TEXT, "uri": TEXT},
    ),
)


def _write(workspace: Workspace) -> Path:
    path = draft_files.prepared(workspace) / f"REVIEW-{secrets.token_hex(4)}.md"
    draft_files.write(path, checklist(workspace))
    return path


def _base(workspace: Workspace, revision: str) -> str:
    repository = workspace.repository
    if repository is None:
        raise UserError("this project has no git repository", "there is no branch to review")
    commit, head = repository.resolve(revision), repository.head()
    base = merge_base(repository, commit, head) if commit and head else None
    if base is None:
        raise UserError("that revision was not found", "name a branch, a tag or a commit")
    return base
