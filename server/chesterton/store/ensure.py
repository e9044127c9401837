"""From a place on disk to a memory that may be used, however it was found."""

import sqlite3

from chesterton.model.errors import UserError
from chesterton.store import file_state
from chesterton.store.error_text import FAULTS, explain
from chesterton.store.file_state import State
from chesterton.store.location import DATA_VARIABLE, Location, is_open_to_others, prepare
from chesterton.store.patience import Notice, Patience

_ATTEMPTS = 3
OLDEST_SQLITE = (3, 40, 0)
_READABLE = frozenset({State.UNJOURNALED, State.BEHIND, State.OLDER})
"""What is not put right where nothing may be written, and holds its notes all the same."""


def ensure(location: Location, patience: Patience) -> str | None:
    """Make the memory usable; returns why it may only be read, None where it may be written."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UserError(
            f"this Python brings SQLite {sqlite3.sqlite_version}, which is too old",
            "nothing was touched; use a Python with SQLite 3.40 or later",
        )
    try:
        prepare(location)
        _refuse_shared_wal(location)
        return _ensure(location, patience)
    except FAULTS as error:
        raise explain(error, location.directory) from error


def _ensure(location: Location, patience: Patience) -> str | None:
    for _ in range(_ATTEMPTS):
        state = file_state.state_of(location)
        if state is State.NEWER:
            return str(file_state.newer(location))
        reason = file_state.why_read_only(location)
        if state is State.SOUND or (reason and state in _READABLE):
            return reason
        from chesterton.store import lock  # noqa: PLC0415 - hardly ever needed
        from chesterton.store.upkeep.recovery import put_right  # noqa: PLC0415 - as above

        with lock.hold(location, limit=patience.limit, notice=patience.notice):
            put_right(location, patience.notice)
    raise UserError("the memory could not be put right", "run: chesterton doctor --repair")


def _refuse_shared_wal(location: Location) -> None:
    """SQLite's WAL needs shared memory, which two machines do not have."""
    if not any(path.exists() for path in location.sidecars[:2]):
        return
    from chesterton.store import network_drives  # noqa: PLC0415 - only beside a memory that is in use

    if kind := network_drives.shared_kind(location.directory):
        raise UserError(
            f"{location.directory} is on a network file system ({kind}) and its memory was made on"
            " a local disk: using it there can destroy it",
            f"nothing was touched; copy the folder to a local disk and set {DATA_VARIABLE} to it",
        )


def warn_of_others(location: Location, notice: Notice) -> None:
    """Tell once that other users of the machine may write into the directory."""
    if is_open_to_others(location.directory):
        notice(
            f"{location.directory} can be written by other users; run: chesterton doctor --repair"
        )
