"""Handles drafts open in the editor: checks them during editing and stores them on save."""

from collections.abc import Coroutine, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.convert import path_of
from chesterton.lsp.document.document import is_draft
from chesterton.lsp.open_drafts import problems_of
from chesterton.lsp.projects import Projects
from chesterton.lsp.session import Session
from chesterton.memory.drafts import draft_files
from chesterton.memory.opening import Workspace

Work = Coroutine[Any, Any, None] | None


def on_edit(
    session: Session, params: lsp.DidOpenTextDocumentParams | lsp.DidChangeTextDocumentParams
) -> Work:
    """Updates a draft's diagnostics when it is opened or edited."""
    path = _draft(params.text_document.uri)
    return _check(session, params.text_document.uri) if path else None


def on_save(session: Session, params: lsp.DidSaveTextDocumentParams) -> Work:
    """Stores a draft as a note when it is saved."""
    path = _draft(params.text_document.uri)
    return _save(session, path) if path else None


def on_close(session: Session, params: lsp.DidCloseTextDocumentParams) -> Work:
    """Stores and cleans up a draft that is closed."""
    path = _draft(params.text_document.uri)
    return session.drafts.closed(path) if path else None


def _draft(uri: str) -> Path | None:
    path = path_of(uri)
    return path if path is not None and is_draft(path) else None


async def _check(session: Session, uri: str) -> None:
    document = session.documents.get(uri)
    if document is None or document.file is None or document.file.name.startswith("REVIEW-"):
        return
    diagnostics = tuple(problems_of(document.text.value))
    if diagnostics != document.published:
        document.published = diagnostics
        session.editor.publish(uri, diagnostics, document.version)


async def _save(session: Session, path: Path) -> None:
    draft = session.drafts.draft_at(path)
    if draft is None:
        workspace = await session.run(_workspace_of, session.projects, path, session.folders)
        if workspace is None:
            return
        draft = session.drafts.watch(path, workspace)
        draft.stamp = None  # written by another process, so its content is unprocessed
    await session.drafts.saved(draft)


def _workspace_of(roots: Projects, path: Path, folders: Sequence[Path]) -> Workspace | None:
    """The project a draft belongs to. Without git, drafts are stored outside the project."""
    candidates = chain(roots.open_workspaces(), (roots.workspace_in(folder) for folder in folders))
    folder_of_draft = path.parent.resolve()
    for workspace in filter(None, candidates):
        if folder_of_draft in (each.resolve() for each in draft_files.folders(workspace)):
            return workspace
    home = roots.find_home(path, folders)
    return home.workspace if home else None
