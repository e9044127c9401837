"""Putting right whatever is not sound, and telling what was done. The caller holds the lock."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from chesterton.model.errors import UserError
from chesterton.store import file_state, journal, network_drives
from chesterton.store.connection import open_reader
from chesterton.store.error_text import FAULTS
from chesterton.store.file_state import State
from chesterton.store.location import Location
from chesterton.store.patience import Notice
from chesterton.store.tables import events, meta, notes
from chesterton.store.transaction import commit, writer
from chesterton.store.upkeep import backup, replaying
from chesterton.store.upkeep.replaying import replay
from chesterton.store.upkeep.restoring import build, move_aside, move_journal_aside, put_in_place
from chesterton.store.versions import SCHEMA_VERSION


def put_right(location: Location, notice: Notice) -> None:
    """Bring database and journal together again, whatever happened to them."""
    state = file_state.state_of(location)
    if state is State.LEFTOVER:
        move_journal_aside(location)  # rolled back, it would undo what is not its own
        state = file_state.state_of(location)
    if state is State.NEWER:
        raise file_state.newer(location)
    if state is not State.SOUND:
        _REMEDIES[state](location, notice)


def _create(location: Location, notice: Notice) -> None:
    if kind := network_drives.shared_kind(location.directory):
        notice(
            f"{location.directory} is on a network file system ({kind}): notes are kept safely"
            " there, but reading waits while another program writes"
        )
    known = location.journal.exists() or bool(backup.every(location))
    count = build(location)
    put_in_place(location)
    if known:
        notice(f"the memory file was missing: {count} notes were restored from backup and journal")


def _roll_back(location: Location, notice: Notice) -> None:
    with writer(location) as db:
        meta.schema_version(db)  # to read is enough: SQLite rolls back first
    put_right(location, notice)


def _restore_corrupt(location: Location, notice: Notice) -> None:
    _restore(location, State.CORRUPT, notice)


def _restore_own(location: Location, notice: Notice) -> None:
    _restore(location, State.FOREIGN, notice)


def _restore(location: Location, why: State, notice: Notice) -> None:
    count = build(location, None if why == State.FOREIGN else location.database)
    aside = move_aside(location, why)
    put_in_place(location)
    notice(
        f"the memory file was {why}: {count} notes were restored from backup and journal, and the"
        f" old file is kept as {aside}"
    )


def _upgrade(location: Location, notice: Notice) -> None:  # noqa: ARG001  # as its like
    from chesterton.store.upkeep.migrations import migrate  # noqa: PLC0415  # loads sqlite-utils

    with closing(open_reader(location.database)) as db:
        version = meta.schema_version(db)
    backup.take_before_migration(location, version, datetime.now(UTC).date())
    with writer(location) as db:
        migrate(db)


def _is_old(location: Location) -> bool:
    with closing(open_reader(location.database)) as db:
        return meta.schema_version(db) < SCHEMA_VERSION


def _catch_up_database(location: Location, notice: Notice) -> None:
    """The database is an older copy, or a mixture of old and new: only a whole one is continued."""
    if not is_whole(location):
        _restore(location, State.BEHIND, notice)
        return
    if _is_old(location):
        _upgrade(location, notice)
    with writer(location) as db:
        count = commit(db, lambda db: replay(db, journal.entries(location.journal)))
    notice(f"the memory file was an older copy: {count} changes were restored from the journal")


def _write_journal(location: Location, notice: Notice) -> None:
    if not is_whole(location):
        _restore(location, State.CORRUPT, notice)
        return
    with writer(location) as db:
        generation = meta.get(db, meta.GENERATION) or ""
        journal.begin(location.journal, generation, (e.text for e in events.entries(db)))
    notice("the journal was missing or damaged: it was written anew from the memory file")
    put_right(location, notice)  # its schema may be old as well


_REMEDIES = {
    State.MISSING: _create,
    State.CORRUPT: _restore_corrupt,
    State.FOREIGN: _restore_own,
    State.OLDER: _upgrade,
    State.BEHIND: _catch_up_database,
    State.UNFINISHED: _roll_back,
    State.UNJOURNALED: _write_journal,
}


def is_whole(location: Location) -> bool:
    """Whether every page, note and event is as written."""
    try:
        with closing(open_reader(location.database)) as db:
            structure = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            return (
                structure == "ok"
                and not db.execute("PRAGMA foreign_key_check").fetchone()
                and not notes.damaged(db)
                and events.numbers(db) == events.sound_numbers(db)
                and replaying.agrees(db)
            )
    except FAULTS:
        return False


def heal(location: Location, notice: Notice) -> None:
    """Something inside was found damaged: mend the rows where they stand, else restore all."""
    if file_state.state_of(location) is not State.SOUND:
        put_right(location, notice)
    if is_whole(location):
        return
    if _mend_rows(location) and is_whole(location):
        notice("damaged notes were found and written again from the journal")
        return
    _restore(location, State.CORRUPT, notice)


def _mend_rows(location: Location) -> bool:
    try:
        with closing(open_reader(location.database)) as db:
            if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return False
        with writer(location) as db:
            commit(db, lambda db: replay(db, journal.entries(location.journal)))
    except (sqlite3.Error, UserError, ValueError):
        return False
    return True
