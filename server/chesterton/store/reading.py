"""Reading: short, from any thread, right even when the file is replaced or damaged meanwhile."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from chesterton.model.errors import UserError
from chesterton.model.note import Note
from chesterton.store import access, lock
from chesterton.store.connection import FileGone, Identity, Readers, identity
from chesterton.store.location import Location
from chesterton.store.notes import Found
from chesterton.store.opening import reader_options
from chesterton.store.recovery import heal
from chesterton.store.trouble import FAULTS, explain, is_corrupt
from chesterton.store.watch import Watch
from chesterton.store.writing import Patience

T = TypeVar("T")
Query = Callable[[sqlite3.Connection], T]


@dataclass(slots=True)
class Reading:
    """Readers of one memory, and what to do when they meet damage."""

    location: Location
    patience: Patience
    _readers: Readers = field(init=False)
    _watch: Watch = field(init=False)
    _file: Identity | None = None  #: the file that was looked at and found sound

    def __post_init__(self) -> None:
        self._readers = Readers(self.location.database, reader_options(self.location))
        self._watch = Watch(self.location)
        self._file = identity(self.location.database)

    def read(self, query: Query[T]) -> T:
        """Answer from the file that is there now; heal it and ask again if it is damaged."""
        try:
            return self._read(query)
        except FAULTS as error:
            if not is_corrupt(error):
                raise explain(error, self.location.directory) from error
        self._heal()
        try:
            return self._read(query)
        except FAULTS as error:
            raise explain(error, self.location.directory) from error

    def notes(self, query: Query[Found]) -> list[Note]:
        """Whole notes; damaged ones are mended first."""
        found = self.read(query)
        if found.damaged:
            self._heal()
            found = self.read(query)
        if found.damaged:
            self.patience.notice(
                f"not shown, for they are damaged: {', '.join(found.damaged)};"
                " run: chesterton doctor --repair"
            )
        return list(found.notes.values())

    def version(self) -> int:
        """See Watch.version."""
        self._admit()
        return self._watch.version()

    def close(self) -> None:
        """Let go of all connections."""
        self._readers.close()
        self._watch.close()

    def _read(self, query: Query[T]) -> T:
        self._admit()
        with self._readers.reader() as db:
            return query(db)

    def _admit(self) -> None:
        """A file that was replaced or deleted is looked at, and put right, before it is read."""
        try:
            file = identity(self.location.database)
        except FileGone:
            file = None
        if file is None or file != self._file:
            access.ensure(self.location, self.patience)
            self._readers.options = reader_options(self.location)
            self._file = identity(self.location.database)

    def _heal(self) -> None:
        try:
            with lock.hold(self.location, limit=self.patience.limit, notice=self.patience.notice):
                heal(self.location, self.patience.notice)
        except UserError as problem:
            self.patience.notice(problem.message)
        except FAULTS as error:
            self.patience.notice(explain(error, self.location.directory).message)
