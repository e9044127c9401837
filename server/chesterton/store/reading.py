"""Runs read queries from any thread; reopens a replaced database and repairs a damaged one.

`Watch` detects commits by other processes with a single PRAGMA.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from chesterton.model.counted import counted
from chesterton.model.errors import UserError
from chesterton.model.note import Note
from chesterton.store import ensure
from chesterton.store.connection import FileGone, Identity, Readers, identity, open_reader
from chesterton.store.error_text import STORE_ERRORS, is_corrupt, to_user_error
from chesterton.store.file_state import reader_options
from chesterton.store.location import Location
from chesterton.store.notices import LockWait
from chesterton.store.tables import events, meta, notes
from chesterton.store.tables.notes import FoundNotes

T = TypeVar("T")
Query = Callable[[sqlite3.Connection], T]
_ATTEMPTS = 3
_RETRY_SECONDS = 30.0
_FILES = 48
"""Number of low bits of the version that count events; the high bits count file replacements."""


@dataclass(slots=True)
class Watch:
    """A long-lived reader: PRAGMA data_version shows whether another connection has committed."""

    location: Location
    _db: sqlite3.Connection | None = None
    _inherited: list[sqlite3.Connection] = field(default_factory=list)
    _file: Identity = (0, 0)
    _process: int = 0
    _files_seen: int = 0
    _data: int = -1
    _version: int = 0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def version(self) -> int:
        """Changes with every commit by any process, and with the file itself. Raises FileGone."""
        with self._guard:
            db = self._connection(identity(self.location.database))
            data = db.execute("PRAGMA data_version").fetchone()[0]
            if data != self._data:
                self._version = events.last_sequence(db) + (self._files_seen << _FILES)
                self._data = data
            return self._version

    def _connection(self, file: Identity) -> sqlite3.Connection:
        if self._db is None or self._file != file or self._process != os.getpid():
            self._close()
            self._db = open_reader(self.location.database, reader_options(self.location))
            self._file, self._process, self._data = file, os.getpid(), -1
            self._files_seen += 1
        return self._db

    def _close(self) -> None:
        if self._db is not None and self._process == os.getpid():
            self._db.close()
        elif self._db is not None:
            self._inherited.append(self._db)  # opened before a fork: neither used nor closed
        self._db = None

    def close(self) -> None:
        """Closes the reader."""
        with self._guard:
            self._close()


@dataclass(slots=True)
class ReadQueries:
    """Runs read queries on one database, reopening and repairing it as needed."""

    location: Location
    patience: LockWait
    _readers: Readers = field(init=False)
    _watch: Watch = field(init=False)
    _file: Identity | None = None  #: the file last checked and found sound
    _generation: str | None = None  #: of that file; another store has another one
    _next_repair: float = 0.0  #: earliest time of the next repair, after a failed one
    _reported: set[str] = field(default_factory=set)  #: hidden notes the user knows of

    def __post_init__(self) -> None:
        self._readers = Readers(self.location.database, reader_options(self.location))
        self._watch = Watch(self.location)
        self._file = identity(self.location.database)
        self._generation = self._read_generation()

    def _read_generation(self) -> str | None:
        with self._readers.reader() as db:
            return meta.get(db, meta.GENERATION)

    def read(self, query: Query[T]) -> T:
        """Runs a query on the current file; if it is damaged, repairs it and retries the query."""

        def run() -> T:
            with self._readers.reader() as db:
                return query(db)

        return self._retrying(run)

    def notes(self, query: Query[FoundNotes]) -> list[Note]:
        """Reads notes, repairing the file first if any are damaged; skips unreadable ones."""
        found = self.read(query)
        if found.damaged and self._repair():
            found = self.read(query)
        self._report(found.damaged, "damaged notes are hidden", "run: chesterton doctor --repair")
        self._report(
            found.newer, "notes written by a newer version are hidden", "upgrade Chesterton"
        )
        return list(found.notes.values())

    def _report(self, hidden: dict[int, str], why: str, advice: str) -> None:
        if unreported := set(hidden.values()) - self._reported:
            self._reported |= unreported
            self.patience.notice(f"{why}: {', '.join(sorted(unreported))}; {advice}")

    def version(self) -> int:
        """See `Watch.version`."""
        return self._retrying(self._watch.version)

    def close(self) -> None:
        """Closes all connections."""
        self._readers.close()
        self._watch.close()

    def _retrying(self, run: Callable[[], T]) -> T:
        for _ in range(_ATTEMPTS):
            try:
                self._check_file()
                return run()
            except FileGone:
                continue  # deleted since the check
            except STORE_ERRORS as error:
                if not is_corrupt(error) or not self._repair():
                    raise to_user_error(error, self.location.directory) from error
        raise UserError("the database keeps being replaced", "run: chesterton doctor --repair")

    def _check_file(self) -> None:
        """Checks and repairs the file if it was replaced or deleted since the last check."""
        try:
            file = identity(self.location.database)
        except FileGone:
            file = None
        if file is None or file != self._file:
            ensure.ensure(self.location, self.patience)
            self._readers.options = reader_options(self.location)
            self._file = identity(self.location.database)
            self._say_if_replaced()

    def _say_if_replaced(self) -> None:
        """Tells the user if the store was replaced, as when its folder was removed or moved."""
        before, self._generation = self._generation, self._read_generation()
        if before != self._generation:
            with self._readers.reader() as db:
                count = counted(len(notes.numbers(db)), "note")
            self.patience.notice(
                f"{self.location.directory} was removed or replaced while Chesterton was running;"
                f" the store there now has {count}; to get the earlier notes back, restore the"
                " original folder"
            )

    def _repair(self) -> bool:
        """Repairs the file; after a failure, does not try again for a while."""
        if time.monotonic() < self._next_repair:
            return False
        from chesterton.store import lock  # noqa: PLC0415 - rarely needed
        from chesterton.store.upkeep.recovery import repair_content  # noqa: PLC0415 - as above

        try:
            with lock.hold_write_lock(
                self.location, limit=self.patience.limit, notice=self.patience.notice
            ):
                repair_content(self.location, self.patience.notice)
        except UserError as problem:
            failure = problem.message
        except STORE_ERRORS as error:
            failure = to_user_error(error, self.location.directory).message
        else:
            return True
        self._next_repair = time.monotonic() + _RETRY_SECONDS
        self.patience.notice(failure)
        return False
