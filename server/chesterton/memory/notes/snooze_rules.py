"""When a snooze starts and ends: until an edit is committed, or until a date."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chesterton.following.api import sight
from chesterton.memory.opening import Workspace
from chesterton.model.note import Note, Snooze
from chesterton.model.time import Time, to_time
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol

COMMIT_DAYS = 14
"""Days after which a snooze "until committed" expires even without a commit."""


def later(time: Time, seconds: float) -> Time:
    """The time some seconds after another."""
    return to_time(datetime.fromisoformat(time) + timedelta(seconds=seconds))


def until_commit(
    workspace: Workspace, note: Note, documents: Mapping[str, Parsed] | None = None
) -> Snooze:
    """A snooze that holds while the symbol at HEAD is as it is now.

    It stores the symbol's fingerprint at HEAD, which differs once the edit, or another, is
    committed. Checking out a branch with other code suspends the snooze but does not end it.
    """
    heads = [sighting.head for sighting in sight(workspace, [note], documents)]
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
