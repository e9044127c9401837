"""Opens the review checklist, and compares the working tree with a base branch.

Implements the commands chesterton.review and chesterton.reviewChange.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chesterton.lsp.session import Session
from chesterton.memory.drafts import draft_files
from chesterton.memory.notes.places import Documents
from chesterton.memory.opening import Workspace
from chesterton.memory.review.apply_review import checklist
from chesterton.memory.review.review import branch_base


async def run_review(session: Session, arguments: Mapping[str, Any]) -> dict[str, str]:
    """Opens the review checklist; saving it applies the ticked items."""
    workspace = await session.workspace_for(arguments.get("uri"))
    documents = await session.documents.parsed(workspace)
    path = await session.run(_write, workspace, documents)
    session.drafts.watch(path, workspace)
    return await session.drafts.show(path)


async def run_review_change(session: Session, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Compares with the merge base of HEAD and `base`; without `base`, with HEAD again."""
    base = arguments.get("base")
    workspace = await session.workspace_for(arguments.get("uri"))
    session.base = await session.run(branch_base, workspace, base) if base else None
    session.documents.request_rebuild()
    return {"base": session.base}


def _write(workspace: Workspace, documents: Documents) -> Path:
    path = draft_files.ensure_folder(workspace) / f"REVIEW-{secrets.token_hex(4)}.md"
    draft_files.write(path, checklist(workspace, documents))
    return path
