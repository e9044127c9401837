"""Bulk insertion of notes: skip duplicates, then store the rest in one transaction.

The caller decides what a note says and whether it is proposed.
"""

from chesterton.memory.notes.write import author_name
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.event import EventKind
from chesterton.model.note import Note, NoteId, Status
from chesterton.redact.clean import clean_name


class NoteBatch:
    """A batch of notes to be stored in one transaction, without duplicates."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pending: list[Note] = []
        self._own: set[NoteId] = set()  #: added with `has_own_id`
        stored = workspace.store.notes(workspace.project.id, statuses=frozenset(Status))
        self._by_content = {_content(note): note.id for note in stored}

    def add(self, note: Note, *, has_own_id: bool = False) -> NoteId | None:
        """Add a note and return None, or return the id of its duplicate, whatever its status.

        Notes of one source with their own ids may be equal: an export may hold a retired note
        and the one that replaced it.
        """
        twin = self._by_content.get(_content(note))
        if twin is not None and not (has_own_id and twin in self._own):
            return twin
        self._by_content[_content(note)] = note.id
        if has_own_id:
            self._own.add(note.id)
        self._pending.append(note)
        return None

    def store(self, by: Author, detail: str) -> list[Note]:
        """Store all of them, or none if that fails; `detail` goes into each note's history."""
        if not self._pending:
            return []
        return self._workspace.store.save(
            self._pending,
            EventKind.CREATED,
            by=author_name(self._workspace, by),
            at=self._workspace.now(),
            detail=clean_name(detail),
            expect={note.id: 0 for note in self._pending},
        )


def _content(note: Note) -> object:
    places = frozenset((a.path, a.symbol, a.ordinal, a.quote) for a in note.anchors)
    return (places, note.kind, note.title, note.body)
