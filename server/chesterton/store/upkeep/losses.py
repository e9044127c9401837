"""Records the changes lost because the database and the journal were both damaged.

A loss is stored as an event, so that later health checks can still report it.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from chesterton.model.clean import Clean
from chesterton.model.counted import counted
from chesterton.model.note import ID_LENGTH, ID_LETTERS
from chesterton.model.time import to_time
from chesterton.store import journal, last_write
from chesterton.store.journal import Entry
from chesterton.store.location import Location
from chesterton.store.notices import Notice
from chesterton.store.tables import events, meta
from chesterton.store.transaction import append_to_journal, commit, writer
from chesterton.store.upkeep import restoring

_NOTE = re.compile(rf'"note":"([{ID_LETTERS}]{{{ID_LENGTH}}})"'.encode())
_SEQUENCE = re.compile(rb'"sequence":(\d{1,12})[,}]')
_NAMED = 20


class DamagedLines(NamedTuple):
    """A run of damaged lines in the journal, and the sequence numbers that they may hold."""

    lines: list[bytes]
    numbers: range


def name_losses(location: Location, notice: Notice, damaged: Sequence[DamagedLines]) -> None:
    """Records the changes that a repair could not restore, and tells the user.

    `damaged` are the lines of the journal that were damaged before the repair.
    """
    with writer(location) as db:
        restored = events.restored(db)
        present = events.sequence_numbers(db) - restored
        suspect = {number for each in damaged for number in each.numbers}
        last = last_write.read(location)
        if last is not None and last.generation == meta.get(db, meta.GENERATION):
            lost = last_write.missing(db, last)
            suspect |= {*range(events.last_sequence(db) + 1, last.sequence + 1)}
            restored = {each for each in restored if each in suspect or each > last.sequence}
        else:  # last written by an older version, or that file was damaged as well
            lost = len(suspect - present)
        if lost:
            notes = _notes((line for each in damaged for line in each.lines), present)
            what = _described(lost, sorted(suspect - present), notes, len(restored))
            _record(location, db, what, notice)
        last_write.record(location, db)


def _record(location: Location, db: sqlite3.Connection, what: str, notice: Notice) -> None:
    entry = Entry(0, events.LOST, None, to_time(datetime.now(UTC)), "", Clean(what))
    commit(db, lambda db: events.append(db, entry))
    aside = restoring.repair_journal(location, db)
    append_to_journal(location, db)
    kept = f"; a copy of the damaged journal was kept as {aside}" if aside else ""
    notice(f"the store's database and journal were both damaged: {what}{kept}")


def _described(lost: int, numbers: list[int], notes: list[str], restored: int) -> str:
    changes = "1 change was lost" if lost == 1 else f"{lost} changes were lost"
    which = f" (journal entries: {ranges(numbers)})" if numbers else ""
    more = f" and {len(notes) - _NAMED} more" if len(notes) > _NAMED else ""
    named = f"; affected notes: {', '.join(notes[:_NAMED])}{more}" if notes else ""
    kept = f"; the last version of {counted(restored, 'entry', 'entries')} was restored"
    return changes + which + named + (kept if restored else "")


def ranges(numbers: list[int]) -> str:
    """Numbers as text: `3, 5 to 7`."""
    runs = (
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    )
    found = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return ", ".join(found[:_NAMED]) + more


def damaged_lines(location: Location) -> list[DamagedLines]:
    """The runs of damaged lines in the journal."""
    found, damaged, before = [], list[bytes](), 0
    for raw, sequence in journal.numbered_lines(location.journal):
        if sequence is None:
            damaged.append(raw)
            continue
        if damaged:
            found.append(DamagedLines(damaged, range(before + 1, sequence)))
        damaged, before = [], sequence
    return [*found, DamagedLines(damaged, range(before + 1, before + 1 + len(damaged)))]


def _notes(lines: Iterable[bytes], present: set[int]) -> list[str]:
    """The ids of the notes in damaged lines whose events the database lacks."""
    found = {}
    for line in lines:
        number = _SEQUENCE.search(line)
        if number is None or int(number[1]) not in present:
            found.update(dict.fromkeys(note.decode() for note in _NOTE.findall(line)))
    return list(found)
