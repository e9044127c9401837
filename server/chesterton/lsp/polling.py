"""Polls for changes made by other processes: notes written, commits, branch switches."""

import asyncio
import contextlib
from collections.abc import Hashable
from importlib import import_module
from itertools import count

from lsprotocol import types as lsp

from chesterton.lsp.document.document import Document
from chesterton.lsp.projects import Projects
from chesterton.lsp.session import Session
from chesterton.lsp.transport import dispatch
from chesterton.lsp.transport.message import ProtocolError
from chesterton.memory.notes.activity import Activity
from chesterton.memory.opening import Workspace

_SECONDS = 1.0
_FLUSH_SECONDS = 30
"""Interval for flushing note activity to the store."""

_UNSERVED_SECONDS = 10
"""Interval for retrying documents that have no project or whose notes could not be read."""


async def poll(session: Session, roots: Projects) -> None:
    """Checks the change token of each project with an open document once a second."""
    tokens: dict[Workspace, Hashable] = {}
    for second in count():
        await asyncio.sleep(_SECONDS)
        for workspace in session.documents.workspaces():
            token = await _change_token(session, workspace)
            if workspace not in tokens:
                session.tasks.spawn("checking for old drafts", _mention_drafts(session, workspace))
            if tokens.get(workspace) != token:  # also the first time: it may have changed already
                await _look_again(session, roots, workspace)
            changed = tokens.setdefault(workspace, token) != token
            session.documents.request_rebuild(
                document
                for document in session.documents.in_project(workspace)
                if _is_outdated(document, token, changed=changed)
            )
            tokens[workspace] = token
        await _find_moved(session, roots)
        if second % _FLUSH_SECONDS == _FLUSH_SECONDS - 1:
            for workspace in roots.open_workspaces():
                session.tasks.spawn("history", session.run(workspace.singleton(Activity).flush))
        if second % _UNSERVED_SECONDS == 0 and (unserved := session.documents.without_project()):
            roots.forget_folders()
            session.documents.request_rebuild(unserved)


async def _look_again(session: Session, roots: Projects, workspace: Workspace) -> None:
    """Looks up the projects of documents again if their folder now has another project."""
    with contextlib.suppress(ProtocolError):  # already logged
        work = session.run(roots.look_again, workspace)
        await dispatch.finish("looking for the project", work)
    if workspace.is_outdated:
        session.documents.forget_projects(session.documents.in_project(workspace))


async def _find_moved(session: Session, roots: Projects) -> None:
    """Looks up the projects of documents again if a nested repository was created around them."""
    homes = [(each, each.file, each.home) for each in session.documents if each.file and each.home]

    def moved() -> list[Document]:
        folders = session.folders
        return [each for each, file, home in homes if roots.has_moved(file, folders, home)]

    if found := await session.run(moved):
        session.documents.forget_projects(found)


def _is_outdated(document: Document, token: Hashable, *, changed: bool) -> bool:
    """Whether the document's table was built before the last change.

    `changed` says whether anything changed since the previous poll.
    """
    if document.built is None or token is None:
        return changed
    return document.built.change_token != token and not document.is_building


async def _mention_drafts(session: Session, workspace: Workspace) -> None:
    """Removes drafts that are stored, and reports those that a killed server left unfinished."""
    save_draft = await session.run(import_module, "chesterton.memory.drafts.save_draft")
    await session.run(save_draft.remove_stale_drafts, workspace)
    found = await session.run(save_draft.unfinished, workspace)
    left = [str(path) for path in found if session.drafts.draft_at(path) is None]
    if left:
        session.editor.show_message(
            f"An earlier draft was never stored. Open and save it, or delete it: {', '.join(left)}"
        )


async def _change_token(session: Session, workspace: Workspace) -> Hashable:
    """A value that differs after every change; None if it cannot be read."""
    try:
        return await dispatch.finish("looking for changes", session.run(workspace.change_token))
    except ProtocolError as problem:
        if problem.code == lsp.LSPErrorCodes.RequestFailed:  # others are bugs, already logged
            session.tell_once(problem.message)
    return None
