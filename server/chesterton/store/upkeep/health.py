"""What doctor knows about the memory file, and how it is repaired."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime

from chesterton.model.errors import UserError
from chesterton.model.findings import Finding
from chesterton.store import file_state, journal, lock, network_drives, outbox
from chesterton.store import (
    location as places,
)
from chesterton.store.connection import open_reader
from chesterton.store.error_text import FAULTS, explain
from chesterton.store.file_state import State
from chesterton.store.location import DATA_VARIABLE, Location
from chesterton.store.patience import LIMIT_SECONDS, Patience, note
from chesterton.store.tables import derived, events, notes
from chesterton.store.transaction import writer
from chesterton.store.upkeep import backup, replaying, restoring
from chesterton.store.upkeep.maintenance import rebuild
from chesterton.store.upkeep.recovery import heal
from chesterton.store.write_path import write

REPAIR = "run: chesterton doctor --repair"
_LARGE_WAL = 64 * 1024 * 1024
_NAMED = 3
_CHECK_SECONDS = 1.0


def check(location: Location) -> list[Finding]:
    """Look at everything that is kept, changing nothing."""
    try:
        places.refuse_links(location)
    except UserError as problem:
        return [Finding("store.location", ok=False, message=problem.message, advice=problem.hint)]
    if not location.directory.is_dir():
        return [Finding("store.location", ok=True, message="there is no memory yet")]
    aside = [
        Finding("store.aside", ok=True, message=f"{path} is what was there before a restore")
        for path in restoring.set_aside(location)
    ]
    found = [f for name, look in _CHECKS for f in _guarded(location, name, look)]
    return [*found, *_of_newer(location), *aside]


def _of_newer(location: Location) -> list[Finding]:
    with suppress(*FAULTS), _reader(location) as db:
        if found := notes.newer(db):
            told = f"{len(found)} notes cannot be read by this version: {_list([*found.values()])}"
            return [Finding("store.notes", ok=True, message=f"{told}; upgrade Chesterton")]
    return []


def repair(location: Location, limit: float = LIMIT_SECONDS) -> list[Finding]:
    """Put right what can be, then check again. Raises Busy where another process has the lock."""
    try:
        with lock.hold(location, limit=limit):
            places.make_private(location)
            heal(location, note)
            with writer(location) as db:
                restoring.mend_journal(location, db)
        write(location, lambda _: None, Patience())  # delivers the outbox, completes the journal
        if not _is_index_sound(location):
            rebuild(location, Patience())
        _renew_backups(location)
    except FAULTS as error:
        raise explain(error, location.directory) from error
    return check(location)


def _renew_backups(location: Location) -> None:
    """Remove backups that could not be restored anyway, and see that there is one."""
    with backup.locked(location):
        for path in backup.every(location):
            if not backup.is_sound(path):
                path.unlink()
    backup.take_daily(location, datetime.now(UTC).date())


Look = Callable[[Location], Iterator[str]]
"""Yields one sentence for each fault."""


def _guarded(location: Location, name: str, look: Look) -> Iterator[Finding]:
    fine, advice = _WORDS[name]
    try:
        faults = list(look(location))
    except UserError as problem:
        faults, advice = [problem.message], problem.hint or advice
    except FAULTS as error:
        faults = [f"{name} could not be checked: {explain(error, location.directory).message}"]
    for fault in faults:
        yield Finding(f"store.{name}", ok=False, message=fault, advice=advice)
    if not faults:
        yield Finding(f"store.{name}", ok=True, message=fine)


def _location(location: Location) -> Iterator[str]:
    if found := places.readable_by_others(location):
        yield f"other users of this machine can open {_list(found)}"


def _disk(location: Location) -> Iterator[str]:
    if kind := network_drives.shared_kind(location.directory):
        yield f"{location.directory} is on a network file system ({kind}), where reading is slow"


def _files(location: Location) -> Iterator[str]:
    state = file_state.state_of(location)
    if state is State.NEWER:
        raise file_state.newer(location)
    if state is not State.SOUND:
        yield _STATES[state]
    wal = location.sidecars[0]
    if wal.exists() and wal.stat().st_size > _LARGE_WAL:
        yield f"{wal} has grown to {wal.stat().st_size >> 20} MB: a program reads without end"


def _copies(location: Location) -> Iterator[str]:
    own = {location.database, location.journal, *restoring.set_aside(location)}
    found = {path for end in ("*.db", "*.jsonl") for path in location.directory.glob(end)} - own
    for path in sorted(found):
        yield f"{path} is a copy that another program made; nothing in it is used"


def _integrity(location: Location) -> Iterator[str]:
    with _reader(location) as db:
        told = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
        if told != ["ok"]:
            yield f"the memory file is damaged in {len(told)} or more places"
        if broken := db.execute("PRAGMA foreign_key_check").fetchall():
            yield f"{len(broken)} rows belong to no note"


def _notes(location: Location) -> Iterator[str]:
    with _reader(location) as db:
        if damaged := notes.damaged(db):
            told = _list([*damaged.values()])
            yield f"{len(damaged)} notes are not as they were written: {told}"


def _events(location: Location) -> Iterator[str]:
    with _reader(location) as db:
        if damaged := events.numbers(db) - events.sound_numbers(db):
            yield f"{len(damaged)} events are not as they were written"
        elif not replaying.agrees(db):
            yield "notes or projects are not as their last events left them"


def _journal(location: Location) -> Iterator[str]:
    for number, text in journal.lines(location.journal):
        if text is None:
            yield f"line {number} of {location.journal} is damaged"


def _search(location: Location) -> Iterator[str]:
    if not _is_index_sound(location):
        yield "the search index is damaged or out of step; searching looks through all notes"


def _is_index_sound(location: Location) -> bool:
    if file_state.why_read_only(location):
        with _reader(location) as db:
            return derived.is_ready(db)
    with lock.hold(location, limit=_CHECK_SECONDS), writer(location) as db:
        return derived.verify(db)


def _backups(location: Location) -> Iterator[str]:
    every = backup.every(location)
    if not every and _has_notes(location):
        yield "there is no backup yet; one is made with the next note"
    for path in every:
        if not backup.is_sound(path):
            yield f"{path} is damaged and could not be restored"


def _has_notes(location: Location) -> bool:
    with _reader(location) as db:
        return bool(notes.numbers(db))


def _reader(location: Location) -> closing[sqlite3.Connection]:
    return closing(open_reader(location.database, file_state.reader_options(location)))


def _outbox(location: Location) -> Iterator[str]:
    if waiting := outbox.waiting(location):
        yield f"{len(waiting)} changes wait in {location.outbox} for the next write"
    for path in outbox.refused(location):
        yield f"{path} holds a change that could not be stored; store it again, then delete it"


def _list(things: Sequence[object]) -> str:
    more = f" and {len(things) - _NAMED} more" if len(things) > _NAMED else ""
    return ", ".join(str(thing) for thing in things[:_NAMED]) + more


_STATES = {
    State.MISSING: "the memory file is missing",
    State.CORRUPT: "the memory file cannot be read",
    State.FOREIGN: "the memory file and the journal do not belong together",
    State.BEHIND: "the memory file is older than the journal",
    State.OLDER: "the memory file waits for a migration",
    State.LEFTOVER: "a -journal file of another database lies beside the memory file",
    State.UNFINISHED: "a crash left a change half done",
    State.UNJOURNALED: "the journal is missing or its first line is damaged",
}

_CHECKS: tuple[tuple[str, Look], ...] = (
    ("location", _location),
    ("disk", _disk),
    ("files", _files),
    ("copies", _copies),
    ("integrity", _integrity),
    ("notes", _notes),
    ("events", _events),
    ("journal", _journal),
    ("search", _search),
    ("backups", _backups),
    ("outbox", _outbox),
)

_WORDS = {
    "location": ("the data directory belongs to you alone", REPAIR),
    "disk": (
        "the memory is on a local disk",
        f"set {DATA_VARIABLE} to a folder on a local disk",
    ),
    "files": ("memory file and journal belong together", REPAIR),
    "copies": (
        "there are no copies of other programs",
        f"to look into it, set {DATA_VARIABLE} to a folder with it as memory.db; then delete it",
    ),
    "integrity": ("the memory file is whole", REPAIR),
    "notes": ("every note is as it was written", REPAIR),
    "events": ("every event is as it was written", REPAIR),
    "journal": ("the journal is whole", REPAIR),
    "search": ("the search index agrees with the notes", REPAIR),
    "backups": ("the backups can be restored", REPAIR),
    "outbox": ("nothing waits to be stored", REPAIR),
}
