"""Asks the user, once per session, whether another project's notes belong to this one."""

from chesterton.lsp.document.document import Document
from chesterton.lsp.questions import ask_which_project
from chesterton.lsp.session import Session
from chesterton.memory.opening import Workspace
from chesterton.model.project import Project


class _Asked:
    """The projects that this session has asked about in a workspace."""

    def __init__(self, _workspace: Workspace) -> None:
        self.projects: tuple[Project, ...] = ()


def push(session: Session, document: Document) -> None:
    """Asks if the project of the document is in doubt."""
    workspace = document.home.workspace if document.home else None
    if workspace is None or not workspace.perhaps:
        return
    asked = workspace.singleton(_Asked)
    if asked.projects != workspace.perhaps:
        asked.projects = workspace.perhaps
        session.tasks.spawn("asking about the project", ask_which_project(session, workspace))
