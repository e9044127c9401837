"""Notes on whole files and the project that nothing moved: placed without parsing or history.

That is what most questions of hooks and scripts are about. The answer is the one that following
the notes gives; where it would take more to know, it is None.
"""

from collections.abc import Sequence

from chesterton.memory.opening import Workspace
from chesterton.model.anchor import (
    PROJECT_PATH,
    UNCHANGED,
    Anchor,
    Placement,
    State,
    Whereabouts,
)
from chesterton.model.note import Note
from chesterton.model.placed import Placed


def place(workspace: Workspace, notes: Sequence[Note]) -> list[Placed] | None:
    """The notes with their whereabouts, if each of their anchors is where it was."""
    head = workspace.unverified_head()
    placed = []
    for note in notes:
        where = [_whereabouts(workspace, anchor, head) for anchor in note.anchors]
        known = tuple(each for each in where if each is not None)
        if note.snoozed is not None or len(known) < len(where):
            return None
        placed.append(Placed(note, known))
    return placed


def linked_in(workspace: Workspace, path: str) -> list[Note] | None:
    """The open notes that were linked in a file, if no other note can have come into it."""
    store, project = workspace.store, workspace.project.id
    head = workspace.unverified_head()
    others = [each for each in store.noted(project) if each.path not in {path, PROJECT_PATH}]
    if others:
        if head is None or not workspace.is_as_committed(path):
            return None
        if any(workspace.differs(each.commit, head, each.path) for each in others):
            return None
    return store.notes(project, paths=[path])


def _whereabouts(workspace: Workspace, anchor: Anchor, head: str | None) -> Whereabouts | None:
    if anchor.is_project:
        placement = Placement(PROJECT_PATH, None, 1, 1, 1.0, "about the whole project")
        return Whereabouts(anchor, placement, State.CURRENT)
    if anchor.symbol is not None or anchor.quote is not None or not workspace.has(anchor.path):
        return None
    if head is not None and workspace.differs(anchor.commit, head, anchor.path):
        return None
    placement = Placement(anchor.path, None, 1, 1, 1.0, UNCHANGED)
    return Whereabouts(anchor, placement, State.CURRENT)
