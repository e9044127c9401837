"""Records how the user's edits affect notes: touched, heeded and acknowledged events."""

from collections.abc import Mapping

from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session
from chesterton.memory.margin.table import Table
from chesterton.memory.notes.activity import Activity
from chesterton.model.note import EventKind, Note, NoteId


def push(session: Session, document: Document) -> None:
    """Records the events between the previous table and this one."""
    del session
    before, after, home = document.before, document.table(), document.home
    if before is None or after is None or home is None:
        return
    activity = home.workspace.singleton(Activity)
    for note, kind in events(before, after).items():
        activity.add(note, kind, f"in {home.path}")


def events(before: Table, after: Table) -> Mapping[NoteId, EventKind]:
    """The event for each note whose warning appeared or disappeared.

    A warning is heeded if the edit was undone, acknowledged if the note was updated, and neither if
    the edit was committed.
    """
    touched_before, touched_after = _touched(before), _touched(after)
    kinds = dict.fromkeys(touched_after.keys() - touched_before.keys(), EventKind.TOUCHED)
    entries = {shown.entry.note.id: shown.entry for row in after.rows for shown in row.entries}
    for note_id, old in touched_before.items():
        entry = entries.get(note_id)
        if entry is None or note_id in touched_after:
            continue
        if entry.note.version != old.version:
            kinds[note_id] = EventKind.ACKNOWLEDGED
        elif entry.where.change is None:
            kinds[note_id] = EventKind.HEEDED
    return kinds


def _touched(table: Table) -> dict[NoteId, Note]:
    shown = (shown for row in table.rows for shown in row.entries)
    return {each.entry.note.id: each.entry.note for each in shown if each.entry.touched}
