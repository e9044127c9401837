"""The life of a note: still true, moved, muted, put to rest, taken back, deleted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from chesterton.lsp.session import Session
from chesterton.memory.notes.confirm import confirm
from chesterton.memory.notes.forget import forget
from chesterton.memory.notes.places import Documents, parse_place
from chesterton.memory.notes.relink import relink
from chesterton.memory.notes.retire import retire
from chesterton.memory.notes.snooze import UNTIL_COMMIT, snooze
from chesterton.memory.notes.undo import undo, undo_move
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import Note

Arguments = Mapping[str, Any]


async def run_confirm(session: Session, arguments: Arguments) -> list[str]:
    """*Still true*: the notes hold for the code as it is typed."""
    return await _each_project(
        session,
        arguments["ids"],
        lambda workspace, ids, documents: confirm(
            workspace, ids, by=session.author, documents=documents
        ),
    )


async def run_snooze(session: Session, arguments: Arguments) -> list[str]:
    """Mutes notes until the code is committed, or until a day."""
    until = str(arguments.get("until", UNTIL_COMMIT))
    return await _each_project(
        session,
        arguments["ids"],
        lambda workspace, ids, documents: snooze(
            workspace, ids, by=session.author, until=until, documents=documents
        ),
    )


async def run_retire(session: Session, arguments: Arguments) -> list[str]:
    """Puts notes to rest; they still answer when asked."""
    return await _each_project(
        session,
        arguments["ids"],
        lambda workspace, ids, _: retire(workspace, ids, by=session.author),
    )


async def run_relink(session: Session, arguments: Arguments) -> list[str]:
    """*It belongs here*: the note is linked to the target, and vouched for there."""
    return await _each_project(
        session,
        [arguments["id"]],
        lambda workspace, ids, documents: [
            relink(
                workspace,
                ids[0],
                parse_place(arguments["target"], workspace.has),
                by=session.author,
                documents=documents,
            )
        ],
    )


async def run_undo(session: Session, arguments: Arguments) -> list[str]:
    """Takes back what happened to a note last."""
    take_back = undo_move if arguments.get("move") else undo
    return await _each_project(
        session,
        [arguments["id"]],
        lambda workspace, ids, documents: [
            take_back(workspace, ids[0], by=session.author, documents=documents)
        ],
    )


async def run_forget(session: Session, arguments: Arguments) -> int:
    """Deletes notes, every byte of them; how many there were."""
    found = await _by_project(session, arguments["ids"])
    counts = [
        await session.run(_forget, workspace, ids, session.author) for workspace, ids in found
    ]
    await session.documents.show_changes()
    return sum(counts)


Work = Callable[[Workspace, Sequence[str], Documents], Sequence[Note]]


async def _each_project(session: Session, ids: Sequence[str], work: Work) -> list[str]:
    """The ids of the notes that changed."""
    done: list[str] = []
    for workspace, mine in await _by_project(session, ids):
        documents = await session.documents.parsed(workspace)
        done += [note.id for note in await session.run(work, workspace, mine, documents)]
    await session.documents.show_changes()
    return done


async def _by_project(session: Session, ids: Sequence[str]) -> list[tuple[Workspace, list[str]]]:
    """The notes by the open project that has them. Raises UserError where none has."""
    found: dict[Workspace, list[str]] = {}
    for note in ids:
        workspace = await session.run(session.roots.workspace_with, note)
        found.setdefault(workspace, []).append(note)
    return list(found.items())


def _forget(workspace: Workspace, prefixes: Collection[str], by: Author) -> int:
    project = workspace.project.id
    notes = [workspace.store.note(prefix, project).id for prefix in prefixes]
    if len(set(notes)) != len(prefixes):
        raise UserError("a note was named twice", "name each note once")
    return forget(workspace, notes, by=by)
