"""Asks the user whether to keep notes for a folder, and whether two projects are the same."""

from collections.abc import Sequence

from lsprotocol import types as lsp

from chesterton.lsp.session import Session
from chesterton.lsp.transport.message import NoAnswerError
from chesterton.memory.opening import Workspace
from chesterton.memory.project import joining
from chesterton.memory.project.daily import ANSWERS
from chesterton.model.author import Author
from chesterton.model.project import Project

SAME, OTHER = "Same project", "Different project"
KEEP = "Keep notes here"


async def adopt(session: Session, workspace: Workspace) -> None:
    """Asks whether to keep notes for a workspace folder without git."""
    if workspace.is_adopted or workspace.root not in {each.resolve() for each in session.folders}:
        return
    message = f"{workspace.root} is not in a git repository. Keep notes for this folder?"
    try:
        answer = await session.editor.choose(message, (KEEP,))
    except NoAnswerError:
        return  # storing the note then says how to make it a project
    if answer == KEEP:
        await session.run(_add, workspace, session.author)


async def ask_which_project(session: Session, workspace: Workspace, question: str) -> None:
    """Asks whether notes shown from other projects belong to this one."""
    perhaps = workspace.perhaps
    message = f"{workspace.project.name}: {question}"
    if not perhaps:
        session.editor.show_message(message, lsp.MessageType.Info)
        return
    try:
        answer = await session.editor.choose(message, (SAME, OTHER))
    except NoAnswerError:
        session.editor.show_message(f"{message}. {ANSWERS}", lsp.MessageType.Info)
        return
    if answer in {SAME, OTHER}:
        work = _join if answer == SAME else _separate
        await session.run(work, workspace, perhaps, session.author)
        await session.documents.show_changes()


def _add(workspace: Workspace, by: Author) -> None:
    joining.add(workspace, by=by)


def _join(workspace: Workspace, others: Sequence[Project], by: Author) -> None:
    for other in others:
        joining.join(workspace, other, by=by)


def _separate(workspace: Workspace, others: Sequence[Project], by: Author) -> None:
    joining.separate(workspace, others, by=by)
