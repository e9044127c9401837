"""Change detection: notice commits of other processes with a single PRAGMA."""

import os
import sqlite3
import threading
from dataclasses import dataclass, field

from chesterton.store.connection import Identity, identity, open_reader
from chesterton.store.file_state import reader_options
from chesterton.store.location import Location
from chesterton.store.tables import events

_FILES = 48
"""Number of low bits of the version that count events; the high bits count file replacements."""


@dataclass(slots=True)
class Watch:
    """A long-lived reader: PRAGMA data_version tells whether another connection committed."""

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
        """Changes with every commit of any process, and with the file itself. Raises FileGone."""
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
        """Close the reader."""
        with self._guard:
            self._close()
