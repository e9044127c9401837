"""Forgets notes: permanently deletes them and every copy of their text."""

from collections.abc import Collection

from chesterton.memory.drafts.save_draft import wipe_of
from chesterton.memory.notes import rights, views
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.note import NoteId


def forget(workspace: Workspace, ids: Collection[NoteId], *, by: Author) -> int:
    """Deletes notes with their history, views, drafts and all other copies; returns how many.

    Raises NotAllowed for an agent.
    """
    rights.require_person(by, "delete a note permanently")
    views.delete_views(workspace.store.location, ids)
    wipe_of(workspace, ids)
    forgotten = workspace.store.forget(ids)
    views.delete_views(
        workspace.store.location, ids
    )  # a server may have rewritten them in the meantime
    return forgotten
