"""Forget notes: delete them permanently, with every copy of their text."""

from collections.abc import Collection

from chesterton.memory.notes import rights, views
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.note import NoteId


def forget(workspace: Workspace, ids: Collection[NoteId], *, by: Author) -> int:
    """Delete notes with their history, views and every other copy; returns how many there were.

    Raises NotAllowed for an agent.
    """
    rights.require_person(by, "delete a note permanently")
    views.purge(workspace.store.location, ids)
    forgotten = workspace.store.forget(ids)
    views.purge(workspace.store.location, ids)  # a server may have rewritten them in the meantime
    return forgotten
