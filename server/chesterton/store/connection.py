"""SQLite connections: a pool of read-only ones, and one connection per write transaction.

Readers use only the standard library; a process that only reads never loads sqlite-utils. Never
open the file by other means while a connection is open: when a process closes any descriptor of a
file, POSIX drops all of its locks on that file, including SQLite's.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BUSY_SECONDS = 5.0
"""SQLite busy timeout, for locks held by programs other than Chesterton."""

Identity = tuple[int, int]
"""Device and inode, which identify a file across replacement."""


class FileGone(Exception):  # noqa: N818  # a fact to act on, not a failure
    """The database file no longer exists."""


def identity(path: Path) -> Identity:
    """The identity of the file currently at the path. Raises FileGone."""
    try:
        status = os.stat(path)  # noqa: PTH116  # on the path of every hover
    except FileNotFoundError:
        raise FileGone from None
    return status.st_dev, status.st_ino


def open_reader(path: Path, options: str = "mode=ro") -> sqlite3.Connection:
    """A read-only connection."""
    connection = _open(path, options)
    # there are several, each with a cache of 2 MB by default beside the system's own
    connection.execute("PRAGMA cache_size = -256")
    return connection


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection for one transaction; hold the write lock until it is closed."""
    connection = _open(path, "mode=rw")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


def _open(path: Path, options: str) -> sqlite3.Connection:
    # these characters have a meaning in SQLite's URI filenames
    name = str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return sqlite3.connect(
        f"file:{name}?{options}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


@contextmanager
def decoding_leniently(db: sqlite3.Connection) -> Iterator[None]:
    """Decodes even damaged text, with U+FFFD for invalid bytes."""
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
    """A pool of readers; each serves one thread at a time, and only the process that opened it."""

    path: Path
    options: str = "mode=ro"
    _idle: list[_Reader] = field(default_factory=list)
    _inherited: list[_Reader] = field(default_factory=list)  #: opened before a fork: unusable

    @contextmanager
    def reader(self) -> Iterator[sqlite3.Connection]:
        """A connection to the file currently at the path."""
        reader = self._take(identity(self.path))
        succeeded = False
        try:
            yield reader.connection
            succeeded = True
        finally:
            if succeeded:
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
        """Closes the idle connections."""
        while self._idle:
            reader = self._idle.pop()
            if reader.process == os.getpid():
                reader.connection.close()
