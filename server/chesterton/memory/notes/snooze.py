"""Snoozes notes until their code is committed, or until a date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chesterton.following.api import locate_anchors
from chesterton.memory.notes import rights, write
from chesterton.memory.notes.places import Documents
from chesterton.memory.opening import Workspace
from chesterton.model.author import Author
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, Note, Snooze
from chesterton.model.time import Time, parse_time, to_time
from chesterton.syntax.parsed_symbol import ParsedSymbol

UNTIL_COMMIT = "commit"
"""The value of `until` that stands for the next commit."""


COMMIT_DAYS = 14
"""Days after which a snooze "until committed" expires even without a commit."""


def snooze(
    workspace: Workspace,
    ids: Sequence[str],
    *,
    by: Author,
    until: str = UNTIL_COMMIT,
    documents: Documents | None = None,
) -> list[Note]:
    """Snoozes notes. Raises UserError for an invalid or past date, NotAllowed for an agent."""
    rights.require_person(by, "snooze a note")
    muted = [
        replace(note, snoozed=_until(workspace, note, until, documents))
        for note in write.notes_named(workspace, ids)
    ]
    return write.save(workspace, muted, EventKind.SNOOZED, by, workspace.now(), until)


def _until(workspace: Workspace, note: Note, until: str, documents: Documents | None) -> Snooze:
    if until == UNTIL_COMMIT:
        return until_commit(workspace, note, documents)
    try:
        moment = parse_time(until)
    except ValueError as error:
        raise UserError(f"{until!r} is not a date", "use YYYY-MM-DD, or --until commit") from error
    if moment <= workspace.now():
        raise UserError(f"{until} is in the past", "use a later date, or --until commit")
    return Snooze(moment)


def later(time: Time, seconds: float) -> Time:
    """The time that is some seconds after another."""
    return to_time(datetime.fromisoformat(time) + timedelta(seconds=seconds))


def until_commit(workspace: Workspace, note: Note, documents: Documents | None = None) -> Snooze:
    """A snooze that holds while the symbol at HEAD stays as it is.

    It stores the symbol's fingerprint at HEAD, which differs once this or another edit is
    committed. Checking out a branch with different code suspends the snooze but does not end it.
    """
    heads = [sighting.head for sighting in locate_anchors(workspace, [note], documents)]
    fingerprints = tuple(sorted({head.fingerprint for head in heads if head}))
    return Snooze(later(workspace.now(), COMMIT_DAYS * 86_400), fingerprints)


def is_snoozed(note: Note, head: ParsedSymbol | None, now: Time) -> bool:
    """Whether the note is snoozed; `head` is its symbol at HEAD."""
    snooze = note.snoozed
    if snooze is None or (snooze.until is not None and snooze.until <= now):
        return False
    if not snooze.fingerprints:
        return True
    return head is not None and head.fingerprint in snooze.fingerprints
