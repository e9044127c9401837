"""Snooze notes until the code is committed, or until a date."""

from collections.abc import Sequence
from dataclasses import replace

from chesterton.memory.notes import rights, snooze_rules, write
from chesterton.memory.notes.places import Documents
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, Note, Snooze
from chesterton.model.time import parse_time

UNTIL_COMMIT = "commit"
"""The value of `until` that stands for the next commit."""


def snooze(
    workspace: Workspace,
    ids: Sequence[str],
    *,
    by: Author,
    until: str = UNTIL_COMMIT,
    documents: Documents | None = None,
) -> list[Note]:
    """Snooze notes. Raises UserError for an invalid or past date, NotAllowed for an agent."""
    rights.require_person(by, "snooze a note")
    muted = [
        replace(note, snoozed=_until(workspace, note, until, documents))
        for note in write.notes_named(workspace, ids)
    ]
    return write.save(workspace, muted, EventKind.SNOOZED, by, workspace.now(), until)


def _until(workspace: Workspace, note: Note, until: str, documents: Documents | None) -> Snooze:
    if until == UNTIL_COMMIT:
        return snooze_rules.until_commit(workspace, note, documents)
    try:
        moment = parse_time(until)
    except ValueError as error:
        raise UserError(
            f"{until!r} is not a date (use YYYY-MM-DD)", "or snooze with: --until commit"
        ) from error
    if moment <= workspace.now():
        raise UserError(f"{until} is in the past", "give a later date, or: --until commit")
    return Snooze(moment)
