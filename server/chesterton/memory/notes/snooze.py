"""Snoozing: notes that are muted until the code is committed, or until a day."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import rights, snoozing, write
from chesterton.memory.notes.places import Documents
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.event import EventKind
from chesterton.model.note import Note, Snooze

UNTIL_COMMIT = "commit"
"""What `snooze` takes instead of a day."""


def snooze(
    workspace: Workspace,
    ids: Sequence[str],
    *,
    by: Author,
    until: str = UNTIL_COMMIT,
    documents: Documents | None = None,
) -> list[Note]:
    """Mute notes. Raises UserError for a day that is none or over, NotAllowed for an agent."""
    rights.require_person(by, "snooze a note")
    muted = [
        replace(note, snoozed=_until(workspace, note, until, documents))
        for note in write.notes_named(workspace, ids)
    ]
    return write.save(workspace, muted, EventKind.SNOOZED, by, workspace.now(), until)


def _until(workspace: Workspace, note: Note, until: str, documents: Documents | None) -> Snooze:
    if until == UNTIL_COMMIT:
        return snoozing.until_commit(workspace, note, documents)
    try:
        snooze = snoozing.until_day(until)
    except ValueError as error:
        raise UserError(
            f"{until!r} is no day", "write it like 2027-01-31, or: --until commit"
        ) from error
    if snooze.until is not None and snooze.until <= workspace.now():
        raise UserError(f"{until} is over already", "give a day to come, or: --until commit")
    return snooze
