"""The one way in for many notes at once: what is known is left out, the rest stored together.

Nothing here decides what a note says or whether it is proposed: who brings notes in does.
"""

from chesterton.memory.notes.write import written_by
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.event import EventKind
from chesterton.model.note import Note, NoteId, Status
from chesterton.redact.clean import clean_name


class Proposals:
    """Notes on their way into the store, in one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._ready: list[Note] = []
        self._own: set[NoteId] = set()  #: brought an id of their own
        known = workspace.store.notes(workspace.project.id, statuses=frozenset(Status))
        self._by_content = {_content(note): note.id for note in known}

    def add(self, note: Note, *, has_own_id: bool = False) -> NoteId | None:
        """Take a note in; else the id of the note that says the same, in whatever status.

        Notes of one source that bring their own ids may say the same: an export may hold one that
        is retired and one that replaced it.
        """
        twin = self._by_content.get(_content(note))
        if twin is not None and not (has_own_id and twin in self._own):
            return twin
        self._by_content[_content(note)] = note.id
        if has_own_id:
            self._own.add(note.id)
        self._ready.append(note)
        return None

    def store(self, by: Author, detail: str) -> list[Note]:
        """Store all of them, or none where that fails; `detail` is shown in each note's history."""
        if not self._ready:
            return []
        return self._workspace.store.save(
            self._ready,
            EventKind.CREATED,
            by=written_by(self._workspace, by),
            at=self._workspace.now(),
            detail=clean_name(detail),
            expect={note.id: 0 for note in self._ready},
        )


def _content(note: Note) -> object:
    places = frozenset((a.path, a.symbol, a.ordinal, a.quote) for a in note.anchors)
    return (places, note.kind, note.title, note.body)
