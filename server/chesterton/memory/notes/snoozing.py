"""Muting a note until an edit is committed, or until a day."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chesterton.following.api import sight
from chesterton.memory.opening import Workspace
from chesterton.model.note import Note, Snooze
from chesterton.model.time import Time, parse_time, to_time
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol

COMMIT_DAYS = 14
"""A note muted "until committed" speaks again after so many days even if nothing is committed."""


def later(time: Time, seconds: float) -> Time:
    """A moment some seconds after another."""
    return to_time(datetime.fromisoformat(time) + timedelta(seconds=seconds))


def until_commit(
    workspace: Workspace, note: Note, documents: Mapping[str, Parsed] | None = None
) -> Snooze:
    """Muted while HEAD has the code it has; another branch that differs does not end it for good.

    It is HEAD's code that is remembered: when the edit, or any other, is committed, it differs.
    """
    heads = [sighting.head for sighting in sight(workspace, [note], documents)]
    fingerprints = tuple(sorted({head.fingerprint for head in heads if head}))
    return Snooze(later(workspace.now(), COMMIT_DAYS * 86_400), fingerprints)


def until_day(day: str) -> Snooze:
    """Muted until a day or moment. Raises ValueError for what is none."""
    return Snooze(parse_time(day))


def is_snoozed(note: Note, head: ParsedSymbol | None, now: Time) -> bool:
    """Whether the note is muted for a symbol that is `head` in HEAD's tree."""
    snooze = note.snoozed
    if snooze is None or (snooze.until is not None and snooze.until <= now):
        return False
    if not snooze.fingerprints:
        return True
    return head is not None and head.fingerprint in snooze.fingerprints
