"""Status: what a status line shows and a bug report needs. Never note text."""

from collections.abc import Mapping
from typing import Any

from chesterton import __version__
from chesterton.lsp.capabilities import API_VERSION
from chesterton.lsp.feature import Command
from chesterton.lsp.session import Session
from chesterton.model.errors import UserError
from chesterton.model.note import Status
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace


async def run_status(session: Session, _arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Counts, version, store, indexing and settings that could not be used."""
    projects = [await session.run(_project, workspace) for workspace in session.roots.open_ones()]
    return {
        "version": __version__,
        "api": API_VERSION,
        "client": session.client.name,
        "editor": session.client.family.value,
        "encoding": session.client.encoding.value,
        "store": await session.run(_store, session),
        "projects": projects,
        "documents": len(session.documents),
        "indexing": any(not each.is_current.is_set() for each in session.documents.values()),
        "settings": list(session.options.problems),
        "base": session.base,
    }


OFFERS = (
    Command(
        "chesterton.status",
        "Counts, version, store, whether it is indexing, and settings that could not be used.",
        run_status,
    ),
)


def _project(workspace: Workspace) -> dict[str, Any]:
    notes = workspace.store.notes(workspace.project.id)
    repository = workspace.repository
    return {
        "name": workspace.project.name,
        "root": str(workspace.root),
        "notes": sum(note.status is Status.CONFIRMED for note in notes),
        "proposed": sum(note.status is Status.PROPOSED for note in notes),
        "git": repository is not None,
        "trouble": repository.trouble if repository else None,
    }


def _store(session: Session) -> dict[str, Any]:
    told: dict[str, Any] = {"path": str(session.roots.location.directory)}
    try:
        store: Store = session.roots.store
    except UserError as error:
        return told | {"problem": str(error)}
    return told | {"read_only": store.read_only_reason}
