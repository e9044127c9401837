"""SQLite connections: a pool of read-only ones, and a connection for each write transaction.

Readers use the standard library alone: a process that only reads never loads sqlite-utils.
Never open the file by other means while a connection is open: POSIX drops all of a process's locks
on a file when it closes any descriptor of it, SQLite's locks included.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BUSY_SECONDS = 5.0
"""How long to wait for a lock that a program other than ours holds."""

Identity = tuple[int, int]
"""Device and inode."""


class FileGone(Exception):  # noqa: N818  # a fact to act on, not a failure
    """The memory file is no longer there."""


def identity(path: Path) -> Identity:
    """Which file a path names at this moment. Raises FileGone."""
    try:
        found = os.stat(path)  # noqa: PTH116  # on the path of every hover
    except FileNotFoundError:
        raise FileGone from None
    return found.st_dev, found.st_ino


def open_reader(path: Path, options: str = "mode=ro") -> sqlite3.Connection:
    """A connection that cannot write."""
    return _open(_uri(path, options))


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection for one transaction; the caller holds the lock until it is closed."""
    connection = _open(_uri(path, "mode=rw"))
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


def _uri(path: Path, options: str) -> str:
    """SQLite takes the rest of an address after these signs for options."""
    name = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{name}?{options}"


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


@contextmanager
def lenient(db: sqlite3.Connection) -> Iterator[None]:
    """Read damaged text too, with a sign for what cannot be decoded."""
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        yield
    finally:
        db.text_factory = str


@dataclass(slots=True)
class _Reader:
    connection: sqlite3.Connection
    file: Identity
    process: int


@dataclass(slots=True)
class Readers:
    """Open readers, each used by one thread at a time and by one process only."""

    path: Path
    options: str = "mode=ro"
    _idle: list[_Reader] = field(default_factory=list)
    _inherited: list[_Reader] = field(default_factory=list)  #: from before a fork: left alone

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """A connection to the file that is at the path now."""
        reader = self._take(identity(self.path))
        fine = False
        try:
            yield reader.connection
            fine = True
        finally:
            if fine:
                self._idle.append(reader)
            else:
                reader.connection.close()

    def _take(self, file: Identity) -> _Reader:
        while True:
            try:
                reader = self._idle.pop()
            except IndexError:
                return _Reader(open_reader(self.path, self.options), file, os.getpid())
            if reader.process != os.getpid():
                self._inherited.append(reader)
            elif reader.file != file:
                reader.connection.close()
            else:
                return reader

    def close(self) -> None:
        """Close what is idle; connections in use close when they come back to a closed pool."""
        while self._idle:
            reader = self._idle.pop()
            if reader.process == os.getpid():
                reader.connection.close()
