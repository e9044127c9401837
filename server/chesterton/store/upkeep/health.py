"""The store's health checks and repairs, for `doctor` and `doctor --repair`."""

import os
import shlex
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from chesterton.model.counted import counted
from chesterton.model.errors import UserError
from chesterton.model.findings import Finding
from chesterton.process.limits import free_bytes
from chesterton.store import file_state, journal, lock, outbox
from chesterton.store import location as places
from chesterton.store.error_text import NOTHING_CHANGED, STORE_ERRORS, to_user_error
from chesterton.store.file_state import FileState, reader
from chesterton.store.location import DATA_VARIABLE, Location
from chesterton.store.notices import LIMIT_SECONDS, LockWait, log_debug
from chesterton.store.tables import derived, events, meta, notes
from chesterton.store.transaction import writer
from chesterton.store.upkeep import backup, forgetting, losses, restoring, traces
from chesterton.store.upkeep.maintenance import rebuild
from chesterton.store.upkeep.recovery import repair_content
from chesterton.store.write_path import write

REPAIR = "run: chesterton doctor --repair"
_OWN = f"make the data directory writable, and accessible only to you, or {REPAIR}"
_LARGE_WAL = 64 * 1024 * 1024
_LITTLE = 1024 * 1024
_NAMED = 3
_CHECK_SECONDS = 1.0
_WRITING = 0.3  #: seconds in which a writer that has committed completes the journal


def check(location: Location) -> list[Finding]:
    """Runs all checks of the data directory, without changing anything."""
    try:
        places.refuse_links(location)
        if not location.directory.is_dir():
            return [Finding("store.location", ok=True, message="there is no store yet")]
        moved_aside = restoring.files_moved_aside(location)
    except UserError as problem:
        return [_fault("store.location", problem)]
    except OSError as error:
        return [_fault("store.location", to_user_error(error, location.directory))]
    aside = [
        Finding("store.aside", ok=True, message=f"{path} was kept when the store was restored")
        for path in moved_aside
    ]
    found = [finding for row in _CHECKS for finding in _guarded(location, *row)]
    return [*found, *_findings_for_newer(location), *_earlier_losses(location), *aside]


def _fault(check: str, problem: UserError) -> Finding:
    return Finding(check, ok=False, message=problem.message, advice=problem.hint)


def _findings_for_newer(location: Location) -> list[Finding]:
    with suppress(*STORE_ERRORS), reader(location) as db:
        if found := notes.newer(db):
            notes_found, ids = counted(len(found), "note"), _list([*found.values()])
            told = f"{notes_found} cannot be read by this version: {ids}; upgrade Chesterton"
            return [Finding("store.notes", ok=True, message=told)]
    return []


def _earlier_losses(location: Location) -> list[Finding]:
    with suppress(*STORE_ERRORS, UserError), reader(location) as db:
        shown = _losses_shown(db)
        return [
            Finding("store.losses", ok=True, message=f"damage found on {when[:10]}: {what}")
            for number, when, what in events.losses(db)
            if number <= shown
        ]
    return []


def _losses_shown(db: sqlite3.Connection) -> int:
    shown = meta.get(db, meta.LOSSES_SHOWN) or ""
    return int(shown) if shown.isdecimal() else 0


def repair(location: Location, limit: float = LIMIT_SECONDS) -> list[Finding]:
    """Repairs what can be repaired, then checks again. Raises Busy if the lock is held."""
    try:
        with lock.hold_write_lock(location, limit=limit):
            places.make_private(location)
            repair_content(location, log_debug)
            with writer(location) as db:
                restoring.repair_journal(location, db)
                traces.look_everywhere(location, db)
        write(location, lambda _: None, LockWait())  # delivers the outbox and completes the journal
        if not _is_index_sound(location):
            rebuild(location, LockWait())
        _renew_backups(location)
        found = check(location)
        write(location, _mark_losses_shown, LockWait())
    except STORE_ERRORS as error:
        raise to_user_error(error, location.directory) from error
    return found


def _mark_losses_shown(db: sqlite3.Connection) -> None:
    if found := events.losses(db):
        meta.put(db, meta.LOSSES_SHOWN, str(found[-1][0]))


def _renew_backups(location: Location) -> None:
    """Deletes damaged backups and makes sure that there is an intact one."""
    with backup.locked(location):
        for path in backup.all_backups(location):
            if not backup.is_intact(path):
                path.unlink()
    backup.take_daily(location, datetime.now(UTC).date())


Check = Callable[[Location], Iterator[str | UserError]]
"""Yields one sentence for each fault; a UserError has advice of its own."""


def _guarded(
    location: Location, name: str, run: Check, ok_message: str, advice: str
) -> Iterator[Finding]:
    try:
        faults = list(run(location))
    except UserError as problem:
        faults, advice = [problem.message], problem.hint or advice
    except STORE_ERRORS as error:
        why = to_user_error(error, location.directory).message.removesuffix(NOTHING_CHANGED)
        faults = [f"{name} could not be checked: {why}"]
    for fault in faults:
        own = fault if isinstance(fault, UserError) else UserError(fault, advice)
        yield _fault(f"store.{name}", own)
    if not faults:
        yield Finding(f"store.{name}", ok=True, message=ok_message)


def _location(location: Location) -> Iterator[str | UserError]:
    if paths := places.readable_by_others(location):
        yield f"other users of this machine can open {_list(paths)}"
    reason = file_state.read_only_reason(location)
    if location.database.exists() and not os.access(location.database, os.R_OK):
        reason = f"no permission to read {location.database}"
    if reason:
        advice = f"correct its owner and permissions, or set {DATA_VARIABLE} to another folder"
        yield UserError(reason, advice)
    for path in location.folders:
        if places.is_misplaced(path, stat.S_ISDIR):
            yield f"{path} is not a folder, so nothing can be stored in it; move or rename it"
    if places.is_misplaced(lock_file := backup.lock_file(location), stat.S_ISREG):
        yield f"{lock_file} is not a file; move or rename it"


def _disk(location: Location) -> Iterator[str]:
    if (free := free_bytes(location.directory)) < _LITTLE:
        yield f"the disk that holds {location.directory} has only {free >> 10:,} KB of free space"
    if kind := places.shared_kind(location.directory):
        yield f"{location.directory} is on a network file system ({kind}), where reads are slow"


def _files(location: Location) -> Iterator[str]:
    state = file_state.state_of(location)
    if state is FileState.NEWER:
        raise file_state.newer_error(location)
    if state.is_fault:
        yield _STATES[state]
    wal = location.sidecars[0]
    if wal.exists() and (size := wal.stat().st_size) > _LARGE_WAL:
        yield f"{wal} has grown to {size >> 20} MB; a program is holding a read transaction open"


def _copies(location: Location) -> Iterator[str]:
    own = {location.database, location.journal, *restoring.files_moved_aside(location)}
    present = {path for end in ("*.db", "*.jsonl") for path in location.directory.glob(end)}
    for path in sorted(present - own):
        yield f"{path} is a copy made by another program; Chesterton does not use it"


def _integrity(location: Location) -> Iterator[str]:
    with reader(location) as db:
        problems = [row[0] for row in db.execute("PRAGMA integrity_check(5)")]
        if problems != ["ok"]:
            yield f"the store's database is damaged in at least {counted(len(problems), 'place')}"
        if dangling := db.execute("PRAGMA foreign_key_check").fetchall():
            yield counted(
                len(dangling), "row refers to a missing row", "rows refer to missing rows"
            )


def _notes(location: Location) -> Iterator[str]:
    with reader(location) as db:
        if damaged := notes.damaged(db):
            ids = _list([*damaged.values()])
            yield f"{_mismatched(len(damaged), 'note')}: {ids}"


def _events(location: Location) -> Iterator[str]:
    with reader(location) as db:
        if damaged := events.sequence_numbers(db) - events.valid_sequence_numbers(db):
            yield _mismatched(len(damaged), "event")
        elif not restoring.tables_match_events(db):
            yield "notes or projects do not match their latest events"


def _mismatched(count: int, noun: str) -> str:
    several = f"{noun}s do not match their checksums"
    return counted(count, f"{noun} does not match its checksum", several)


def _journal(location: Location) -> Iterator[str]:
    damaged = [number for number, text in journal.lines(location.journal) if text is None]
    for number in damaged:
        yield f"line {number} of {location.journal} is damaged"
    if not damaged and (lacking := _lacking(location)):
        changes = counted(len(lacking), "change")
        yield f"{location.journal} lacks {changes} that the database has: {losses.ranges(lacking)}"


def _lacking(location: Location) -> list[int]:
    """The numbers of the changes that the journal lacks, though no program is writing them."""
    for pause in (0, _WRITING):
        time.sleep(pause)
        with reader(location) as db:
            lacking = restoring.missing_from_journal(location, db)
        if not lacking:
            return []
    return lacking


def _traces(location: Location) -> Iterator[str]:
    with reader(location) as db:
        if forgetting.has_traces(db) or traces.is_in_old_backup(location, db):
            yield f"text of deleted notes may still be in some files of {location.directory}"
    for path in traces.found(location, traces.forgotten(location)):
        own = traces.is_own(location, path)
        yield f"{path} has text of deleted notes{'' if own else '; delete that file'}"


def _losses(location: Location) -> Iterator[str]:
    with reader(location) as db:
        for _, when, what in events.losses(db, above=_losses_shown(db)):
            yield f"damage found on {when[:10]} could not be repaired completely: {what}"


def _search(location: Location) -> Iterator[str]:
    if not _is_index_sound(location):
        yield "the search index is damaged or out of date; searches scan all notes instead"


def _is_index_sound(location: Location) -> bool:
    if file_state.read_only_reason(location):
        with reader(location) as db:
            return derived.is_ready(db)
    with lock.hold_write_lock(location, limit=_CHECK_SECONDS), writer(location) as db:
        return derived.verify(db)


def _backups(location: Location) -> Iterator[str]:
    backups = backup.all_backups(location)
    if not backups:
        with reader(location) as db:
            if notes.numbers(db):
                yield "there is no backup yet; the next write creates one"
    for path in backups:
        if not backup.is_intact(path):
            yield f"{path} is damaged and cannot be restored"


def _outbox(location: Location) -> Iterator[str | UserError]:
    for path in outbox.unreadable(location):
        yield UserError(f"{path} is not a file that can be read", "move it, or make it readable")
    for path in outbox.waiting(location):
        yield _entry(path, "waits to be stored", REPAIR)
    for path in outbox.refused(location):
        yield _entry(path, "could not be stored", f"make the change again; {_drop(path)}")


def _entry(path: Path, state: str, advice: str) -> UserError:
    """The fault of one file in the outbox, with the step that ends it."""
    try:
        what = outbox.described(path)
    except (ValueError, TypeError, KeyError):
        return UserError(f"{path} was written by a newer version", "upgrade Chesterton")
    if what == outbox.DAMAGED:
        return UserError(f"{path} is damaged, so its change cannot be stored", _drop(path))
    return UserError(f"{what} {state}: {path}", advice)


def _drop(path: Path) -> str:
    return f"to drop it, run: rm {shlex.quote(str(path))}"


def _list(items: Sequence[object]) -> str:
    more = f" and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
    return ", ".join(str(item) for item in items[:_NAMED]) + more


_STATES = {
    FileState.MISSING: "the store's database is missing",
    FileState.CORRUPT: "the store's database cannot be read",
    FileState.FOREIGN: "the store's database and journal do not match",
    FileState.BEHIND: "the store's database is older than the journal",
    FileState.OLDER: "the store's database needs to be migrated",
    FileState.LEFTOVER: "the -journal file beside the store's database belongs to another database",
    FileState.UNFINISHED: "a crash interrupted a write",
    FileState.INCOMPLETE: "the newest changes are in neither the store's database nor the journal",
    FileState.UNJOURNALED: "the journal is missing or its first line is damaged",
}

_CHECKS: tuple[tuple[str, Check, str, str], ...] = (
    ("location", _location, "the data directory is private and writable", _OWN),
    (
        "disk",
        _disk,
        "the store is on a local disk with free space",
        f"free some space, or set {DATA_VARIABLE} to a folder on a local disk",
    ),
    ("files", _files, "the store's database and journal match", REPAIR),
    (
        "copies",
        _copies,
        "no other program has left copies of the store's database",
        f"to inspect it, copy it to a folder as memory.db and set {DATA_VARIABLE} to that folder",
    ),
    ("integrity", _integrity, "the store's database is intact", REPAIR),
    ("notes", _notes, "every note matches its checksum", REPAIR),
    ("events", _events, "every event matches its checksum", REPAIR),
    ("journal", _journal, "the journal is intact", REPAIR),
    (
        "traces",
        _traces,
        "no text of deleted notes is left",
        f"make all files of the data directory writable, then {REPAIR}",
    ),
    (
        "losses",
        _losses,
        "no changes have been lost since the last repair",
        "look for the lost text in the old files that were kept; to dismiss this warning, "
        + REPAIR,
    ),
    ("search", _search, "the search index matches the notes", REPAIR),
    ("backups", _backups, "the backups can be restored", REPAIR),
    ("outbox", _outbox, "the outbox is empty", "make the outbox readable"),
)
"""Name, check, message if it finds no fault, and advice if it does."""
