"""Finds notes whose code was moved into another file by commits."""

import threading
from collections import defaultdict
from collections.abc import Collection

from chesterton.following.commit_position import key_of
from chesterton.following.note_index import NoteIndex
from chesterton.following.resolver import Resolver
from chesterton.model.note import Note
from chesterton.workspace.workspace import Workspace


class MovedIn:
    """Moved notes by their file at HEAD, cached until HEAD or the store changes.

    Only notes whose file changed since they were confirmed are followed.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._resolver = workspace.instance(Resolver)
        self._lock = threading.Lock()
        self._state: object = None
        self._into: dict[str, list[Note]] = {}

    def into(self, paths: Collection[str], head: str | None) -> list[Note]:
        """The notes linked in other files whose code is in one of `paths` at `head`."""
        if head is None:
            return []
        with self._lock:
            state = (head, self._workspace.store.version())
            if state != self._state:
                self._into = self._moved(head)
                self._state = state
            return [note for path in paths for note in self._into.get(path, ())]

    def _moved(self, head: str) -> dict[str, list[Note]]:
        store, project = self._workspace.store, self._workspace.project.id
        origins = self._workspace.instance(NoteIndex).origins()
        changed = {
            each.path for each in origins if self._workspace.differs(each.commit, head, each.path)
        }
        if not changed:
            return {}
        notes = store.notes(project, paths=changed)
        located = self._resolver.resolve(notes, head)
        into: defaultdict[str, list[Note]] = defaultdict(list)
        for note in notes:
            for index, anchor in enumerate(note.anchors):
                position = located[key_of(note, index)]
                if position.path != anchor.path and note not in into[position.path]:
                    into[position.path].append(note)
        return dict(into)
