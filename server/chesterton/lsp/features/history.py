"""What a note lives through while code is edited: touched, heeded, acknowledged."""

from collections.abc import Mapping

from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session
from chesterton.memory.margin.table import Table
from chesterton.memory.notes.activity import Activity
from chesterton.model.event import EventKind
from chesterton.model.note import Note, NoteId


def push(session: Session, document: Document) -> None:
    """Notes what became of the notes between the last table and this one."""
    del session
    before, after, home = document.before, document.table(), document.home
    if before is None or after is None or home is None:
        return
    activity = home.workspace.shared(Activity)
    for note, kind in events(before, after).items():
        activity.add(note, kind, f"in {home.path}")


def events(before: Table, after: Table) -> Mapping[NoteId, EventKind]:
    """A warning that goes because the edit was undone was heeded; by a new version, answered.

    One that goes because the edit was committed is neither.
    """
    then, now = _touched(before), _touched(after)
    told = dict.fromkeys(now.keys() - then.keys(), EventKind.TOUCHED)
    entries = {shown.entry.note.id: shown.entry for row in after.rows for shown in row.entries}
    for note_id, old in then.items():
        entry = entries.get(note_id)
        if entry is None or note_id in now:
            continue
        if entry.note.version != old.version:
            told[note_id] = EventKind.ACKNOWLEDGED
        elif entry.where.change is None:
            told[note_id] = EventKind.HEEDED
    return told


def _touched(table: Table) -> dict[NoteId, Note]:
    shown = (shown for row in table.rows for shown in row.entries)
    return {each.entry.note.id: each.entry.note for each in shown if each.entry.touched}
