"""Asks, at most once a day, whether notes stored for another project belong to this one."""

from chesterton.lsp.document.document import Document
from chesterton.lsp.questions import ask_which_project
from chesterton.lsp.session import Session
from chesterton.memory.opening import Workspace
from chesterton.memory.project.daily import look_once
from chesterton.model.project import Project


class _Asked:
    """The projects this session has asked about in a workspace; None before the first check."""

    def __init__(self, _workspace: Workspace) -> None:
        self.projects: tuple[Project, ...] | None = None


def push(session: Session, document: Document) -> None:
    """Looks for missing notes, and asks the user if the document's project is uncertain."""
    workspace = document.home.workspace if document.home else None
    if workspace is None:
        return
    asked = workspace.singleton(_Asked)
    if asked.projects != workspace.perhaps:
        asked.projects = workspace.perhaps
        session.tasks.spawn("asking about the project", _ask(session, workspace))


async def _ask(session: Session, workspace: Workspace) -> None:
    before = workspace.shown
    question = await session.run(look_once, workspace, "editor")
    if workspace.shown != before:
        session.documents.request_rebuild(session.documents.in_project(workspace))
    if question is not None:
        await ask_which_project(session, workspace, question)
