"""chesterton.recall: searches the project's notes and returns the hits as JSON."""

from collections.abc import Mapping
from typing import Any

from chesterton.lsp.session import Session
from chesterton.memory.exchange.portable import Json
from chesterton.memory.notes.places import Documents
from chesterton.memory.notes.recall import hit_to_json, recall
from chesterton.memory.opening import Workspace

MOST = 100
_DEFAULT = 10


async def run_recall(session: Session, arguments: Mapping[str, Any]) -> list[Json]:
    """The matching notes of the project, best first."""
    workspace = await session.workspace_for(arguments.get("uri"))
    limit = min(int(arguments.get("limit", _DEFAULT)), MOST)
    documents = await session.documents.parsed(workspace)
    return await session.run(_search, workspace, arguments["query"], limit, documents)


def _search(workspace: Workspace, query: str, limit: int, documents: Documents) -> list[Json]:
    return [hit_to_json(hit) for hit in recall(workspace, query, limit, documents=documents)]
