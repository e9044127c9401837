"""Commands for existing notes: confirm, relink, snooze, retire, undo and forget."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from chesterton.lsp.session import Session
from chesterton.memory.notes.confirm import confirm, relink
from chesterton.memory.notes.forget import forget
from chesterton.memory.notes.places import Documents, parse_place
from chesterton.memory.notes.retire import retire
from chesterton.memory.notes.snooze import UNTIL_COMMIT, snooze
from chesterton.memory.notes.undo import undo, undo_move
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Note

Arguments = Mapping[str, Any]


async def run_confirm(session: Session, arguments: Arguments) -> list[str]:
    """*Still true*: confirms the notes against the code as it is in the editor."""
    return await _each_project(session, arguments["ids"], partial(confirm, by=session.author))


async def run_snooze(session: Session, arguments: Arguments) -> list[str]:
    """Snoozes notes until the code is committed, or until a date."""
    until = str(arguments.get("until", UNTIL_COMMIT))
    mute = partial(snooze, by=session.author, until=until)
    return await _each_project(session, arguments["ids"], mute)


async def run_retire(session: Session, arguments: Arguments) -> list[str]:
    """Retires notes; search still finds them."""

    def work(workspace: Workspace, ids: Sequence[str], *, documents: Documents) -> list[Note]:
        del documents
        return retire(workspace, ids, by=session.author)

    return await _each_project(session, arguments["ids"], work)


async def run_relink(session: Session, arguments: Arguments) -> list[str]:
    """*It belongs here*: links the note to the target and confirms it there."""

    def work(workspace: Workspace, ids: Sequence[str], *, documents: Documents) -> list[Note]:
        target = parse_place(arguments["target"], workspace.has)
        return [relink(workspace, ids[0], target, by=session.author, documents=documents)]

    return await _each_project(session, [arguments["id"]], work)


async def run_undo(session: Session, arguments: Arguments) -> list[str]:
    """Undoes the last change to a note, or its last move."""
    undo_last = undo_move if arguments.get("move") else undo

    def work(workspace: Workspace, ids: Sequence[str], *, documents: Documents) -> list[Note]:
        return [undo_last(workspace, ids[0], by=session.author, documents=documents)]

    return await _each_project(session, [arguments["id"]], work)


async def run_forget(session: Session, arguments: Arguments) -> int:
    """Deletes notes permanently; returns their number."""
    counts = [
        await session.run(_forget, workspace, ids, session.author)
        for workspace, ids in await _by_project(session, arguments["ids"])
    ]
    await session.documents.show_changes()
    return sum(counts)


Work = Callable[..., Sequence[Note]]
"""Takes the workspace, note ids, and the parsed open documents by keyword."""


async def _each_project(session: Session, ids: Sequence[str], work: Work) -> list[str]:
    """Runs the work once per project; returns the ids of the notes that changed."""
    changed: list[str] = []
    for workspace, ids_in_project in await _by_project(session, ids):
        documents = await session.documents.parsed(workspace)
        notes = await session.run(work, workspace, ids_in_project, documents=documents)
        changed += [note.id for note in notes]
    await session.documents.show_changes()
    return changed


async def _by_project(session: Session, ids: Sequence[str]) -> list[tuple[Workspace, list[str]]]:
    """The note ids grouped by open project. Raises UserError for an unknown id."""
    groups: dict[Workspace, list[str]] = {}
    for note in ids:
        workspace = await session.run(session.projects.workspace_with, note)
        groups.setdefault(workspace, []).append(note)
    return list(groups.items())


def _forget(workspace: Workspace, prefixes: Collection[str], by: Author) -> int:
    project = workspace.project.id
    notes = [workspace.store.note(prefix, project).id for prefix in prefixes]
    if len(set(notes)) != len(prefixes):
        raise UserError("duplicate note id", "pass each id only once")
    return forget(workspace, notes, by=by)
