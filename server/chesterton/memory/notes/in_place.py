"""Fast path: locates notes on whole files or the project, without parsing or reading history.

The result is the same as that of the full search, or None if a full search is necessary.
"""

from collections.abc import Sequence

from chesterton.memory.opening import Workspace
from chesterton.model.anchor import ABOUT_PROJECT, UNCHANGED, Anchor, Placement, State, Whereabouts
from chesterton.model.note import Note, Placed


def place_unmoved(workspace: Workspace, notes: Sequence[Note]) -> list[Placed] | None:
    """The located notes if every anchor is in its original place, else None."""
    head = workspace.unverified_head()
    placed = []
    for note in notes:
        whereabouts = [_whereabouts(workspace, anchor, head) for anchor in note.anchors]
        unmoved = tuple(each for each in whereabouts if each is not None)
        if note.snoozed is not None or len(unmoved) < len(whereabouts):
            return None
        placed.append(Placed(note, unmoved))
    return placed


def linked_in(workspace: Workspace, path: str) -> list[Note] | None:
    """The open notes anchored in a file; None if other notes may have moved into it."""
    store, project = workspace.store, workspace.project.id
    head = workspace.unverified_head()
    others = [
        each for each in store.open_origins(project) if each.path not in {path, ABOUT_PROJECT.path}
    ]
    if others:
        if head is None or not workspace.is_as_committed(path):
            return None
        if workspace.changed_paths(((each.commit, each.path) for each in others), head):
            return None
    return store.notes(project, paths=[path])


def _whereabouts(workspace: Workspace, anchor: Anchor, head: str | None) -> Whereabouts | None:
    if anchor.is_project:
        return Whereabouts(anchor, ABOUT_PROJECT, State.CURRENT)
    if anchor.symbol is not None or anchor.quote is not None or not workspace.has(anchor.path):
        return None
    if head is not None and workspace.differs(anchor.commit, head, anchor.path):
        return None
    placement = Placement(anchor.path, None, 1, 1, 1.0, UNCHANGED)
    return Whereabouts(anchor, placement, State.CURRENT)
