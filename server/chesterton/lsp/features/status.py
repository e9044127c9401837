"""chesterton.status: server state for status bars and bug reports, without note text."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chesterton import __version__
from chesterton.lsp.capabilities import API_VERSION
from chesterton.lsp.session import Session
from chesterton.memory.project.status import project_status
from chesterton.model.errors import UserError


async def run_status(session: Session, _arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The versions, store, note counts, indexing state and invalid settings."""
    projects = [
        asdict(await session.run(project_status, workspace))
        for workspace in session.projects.open_workspaces()
    ]
    return {
        "version": __version__,
        "api": API_VERSION,
        "client": session.client.name,
        "editor": session.client.family.value,
        "encoding": session.client.encoding.value,
        "store": await session.run(_store, session),
        "projects": projects,
        "documents": len(session.documents),
        "indexing": any(not each.is_current.is_set() for each in session.documents),
        "settings": list(session.options.problems),
        "base": session.base,
    }


def _store(session: Session) -> dict[str, Any]:
    path = {"path": str(session.projects.location.directory)}
    try:
        store = session.projects.store
    except UserError as error:
        return path | {"problem": str(error)}
    return path | {"read_only": store.read_only_reason}
