"""Repairs a damaged or missing database and tells the user what was done. Needs the write lock."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import chain

from chesterton.model.counted import counted
from chesterton.model.errors import UserError
from chesterton.store import file_state, journal, schema
from chesterton.store.connection import open_reader
from chesterton.store.error_text import STORE_ERRORS
from chesterton.store.file_state import FileState
from chesterton.store.location import Location, shared_kind
from chesterton.store.notices import Notice
from chesterton.store.tables import events, meta, notes
from chesterton.store.transaction import commit, writer
from chesterton.store.upkeep import backup, losses, restoring, traces
from chesterton.store.upkeep.restoring import (
    build,
    move_aside,
    move_journal_aside,
    put_in_place,
    replay,
)
from chesterton.store.versions import SCHEMA_VERSION


def repair_files(location: Location, notice: Notice) -> None:
    """Repairs the database and journal according to their state; reports what is lost."""
    state = file_state.state_of(location)
    damaged = losses.damaged_lines(location) if state.is_fault else []
    if _repair_files(location, notice, state):
        losses.name_losses(location, notice, damaged)
        with writer(location) as db:
            traces.look_everywhere(location, db)


def _repair_files(location: Location, notice: Notice, state: FileState) -> bool:
    """Repairs the files if necessary; returns whether there was anything to repair."""
    if state is FileState.LEFTOVER:
        move_journal_aside(location)  # a rollback would damage this database
        state = file_state.state_of(location)
    if state is FileState.NEWER:
        raise file_state.newer_error(location)
    if not state.is_fault:
        return False
    _REMEDIES[state](location, notice)
    return True


def _create(location: Location, notice: Notice) -> None:
    if kind := shared_kind(location.directory):
        notice(
            f"{location.directory} is on a network file system ({kind}); notes are safe"
            " there, but reads wait while another program writes"
        )
    known = location.journal.exists() or bool(backup.all_backups(location))
    count = build(location)
    put_in_place(location)
    if known:
        notice(
            f"the store's database was missing; {_restored(count, 'note')} from a backup and the"
            " journal"
        )


def _roll_back(location: Location, notice: Notice) -> None:
    with writer(location) as db:
        meta.schema_version(db)  # any read makes SQLite roll back the hot journal
    _repair_files(location, notice, file_state.state_of(location))


def _restore(location: Location, notice: Notice, why: FileState) -> None:
    count = build(location, None if why == FileState.FOREIGN else location.database)
    aside = move_aside(location, why)
    put_in_place(location)
    notice(
        f"the store's database was {why}; {_restored(count, 'note')} from a backup and the"
        f" journal, and the old file was kept as {aside}"
    )


def _upgrade(location: Location, notice: Notice) -> None:  # noqa: ARG001  # common signature
    from chesterton.store.upkeep.migrations import migrate  # noqa: PLC0415  # loads sqlite-utils

    backup.take_before_migration(location, _version(location), datetime.now(UTC).date())
    with writer(location) as db:
        migrate(db)


def _restored(count: int, noun: str) -> str:
    return counted(count, f"{noun} was restored", f"{noun}s were restored")


def _version(location: Location) -> int:
    with closing(open_reader(location.database)) as db:
        return meta.schema_version(db)


def _replay_journal(location: Location, notice: Notice) -> None:
    """Replays missing events on an older copy; restores it if it mixes old and new pages."""
    if not is_intact(location):
        _restore(location, notice, FileState.BEHIND)
        return
    if _version(location) < SCHEMA_VERSION:
        _upgrade(location, notice)
    count = _replay_entries(location)
    if count is None:
        _restore(location, notice, FileState.BEHIND)
        return
    notice(f"the store's database was an older copy; {_restored(count, 'change')} from the journal")


def _write_journal(location: Location, notice: Notice) -> None:
    if not is_intact(location):
        _restore(location, notice, FileState.CORRUPT)
        return
    if _version(location) < SCHEMA_VERSION:
        _upgrade(location, notice)
    with writer(location) as db:
        if restoring.belongs(db, location.journal):  # then it may have more than the database
            commit(db, lambda db: replay(db, journal.entries(location.journal)))
        restoring.repair_journal(location, db)
    notice("the journal was missing or damaged; it was rebuilt from the store's database")


def _name_only(location: Location, notice: Notice) -> None:
    """Does nothing, because nothing can be restored; the losses are reported afterwards."""


_REMEDIES: Mapping[FileState, Callable[[Location, Notice], None]] = {
    FileState.MISSING: _create,
    FileState.CORRUPT: partial(_restore, why=FileState.CORRUPT),
    FileState.FOREIGN: partial(_restore, why=FileState.FOREIGN),
    FileState.OLDER: _upgrade,
    FileState.BEHIND: _replay_journal,
    FileState.UNFINISHED: _roll_back,
    FileState.UNJOURNALED: _write_journal,
    FileState.INCOMPLETE: _name_only,
}


def is_intact(location: Location) -> bool:
    """Whether all pages, notes and events are intact and consistent."""
    try:
        with closing(open_reader(location.database)) as db:
            structure = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            return (
                structure == "ok"
                and not _has_damaged_schema(db)
                and not db.execute("PRAGMA foreign_key_check").fetchone()
                and not notes.damaged(db)
                and events.sequence_numbers(db) == events.valid_sequence_numbers(db)
                and restoring.tables_match_events(db)
            )
    except STORE_ERRORS:
        return False


def _has_damaged_schema(db: sqlite3.Connection) -> bool:
    missing = {column for _, column in schema.missing_columns(db)}
    return bool(missing - (set() if meta.has_later_columns(db) else {"more", "seal"}))


def repair_content(location: Location, notice: Notice) -> None:
    """Repairs damaged content: rewrites the damaged rows, or else restores the whole database."""
    if file_state.state_of(location).is_fault:
        repair_files(location, notice)
    if is_intact(location):
        return
    damaged = losses.damaged_lines(location)
    if _repair_rows(location) and is_intact(location):
        notice("damaged notes were found and restored from the journal")
    else:
        _restore(location, notice, FileState.CORRUPT)
    losses.name_losses(location, notice, damaged)


def _repair_rows(location: Location) -> bool:
    try:
        with closing(open_reader(location.database)) as db:
            is_sound = db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    except sqlite3.Error:
        return False
    return is_sound and _replay_entries(location) is not None


def _replay_entries(location: Location) -> int | None:
    """The number of changes replayed; None if the database rejects them.

    They come from the journal, and from a backup where lines of the journal are damaged.
    """
    try:
        with writer(location) as db:
            entries = journal.entries(location.journal)
            if any(text is None for _, text in journal.lines(location.journal)):
                entries = chain(entries, restoring.entries_of_backup(location, db))
            return commit(db, lambda db: replay(db, entries))
    except (sqlite3.Error, UserError, ValueError):
        return None
