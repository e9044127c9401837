"""Creates, upgrades or repairs the database before use, or determines that it is read-only."""

import sqlite3
from contextlib import suppress

from chesterton.model.errors import UserError
from chesterton.store import file_state
from chesterton.store.error_text import STORE_ERRORS, to_user_error
from chesterton.store.file_state import FileState
from chesterton.store.location import DATA_VARIABLE, Location, prepare, shared_kind
from chesterton.store.notices import LockWait

_ATTEMPTS = 3
OLDEST_SQLITE = (3, 40, 0)
_READABLE = frozenset(
    {FileState.UNJOURNALED, FileState.BEHIND, FileState.OLDER, FileState.INCOMPLETE}
)
"""States in which notes can be read although the file cannot be repaired."""


def ensure(location: Location, patience: LockWait) -> str | None:
    """Makes the database usable. Returns why it is read-only, or None if it is writable."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UserError(
            f"this Python comes with SQLite {sqlite3.sqlite_version}, which is too old",
            "nothing was changed; use a Python with SQLite 3.40 or later",
        )
    try:
        prepare(location)
        _refuse_shared_wal(location)
        return _ensure(location, patience)
    except STORE_ERRORS as error:
        raise to_user_error(error, location.directory) from error


def _ensure(location: Location, patience: LockWait) -> str | None:
    for _ in range(_ATTEMPTS):
        state = file_state.state_of(location)
        if state is FileState.NEWER:
            return str(file_state.newer_error(location))
        reason = file_state.read_only_reason(location)
        if state is FileState.AHEAD and not reason:
            _complete_journal(location)
        if not state.is_fault or (reason and state in _READABLE):
            return reason
        from chesterton.store import lock  # noqa: PLC0415 - rarely needed
        from chesterton.store.upkeep.recovery import repair_files  # noqa: PLC0415 - as above

        with lock.hold_write_lock(location, limit=patience.limit, notice=patience.notice):
            repair_files(location, patience.notice)
    raise UserError("the store could not be repaired", "run: chesterton doctor --repair")


def _complete_journal(location: Location) -> None:
    """Appends the events that a killed process left out; does not wait, as another may do so.

    A failure is left to the next write, which reports it.
    """
    from chesterton.store import lock  # noqa: PLC0415 - rarely needed
    from chesterton.store.transaction import append_to_journal, writer  # noqa: PLC0415 - as above

    with (
        suppress(UserError, *STORE_ERRORS),
        lock.hold_write_lock(location, limit=0),
        writer(location) as db,
    ):
        append_to_journal(location, db)


def _refuse_shared_wal(location: Location) -> None:
    """Refuses a WAL database on a network drive: its -shm file is not shared between machines."""
    if not any(path.exists() for path in location.sidecars[:2]):
        return
    if kind := shared_kind(location.directory):
        raise UserError(
            f"{location.directory} is on a network file system ({kind}), but its store was"
            " created on a local disk; using the store there can corrupt it",
            "nothing was changed;"
            f" copy the folder to a local disk and set {DATA_VARIABLE} to the copy",
        )
