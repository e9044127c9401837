"""Reading: short, from any thread, right even when the file is replaced or damaged meanwhile."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from chesterton.model.errors import UserError
from chesterton.model.note import Note
from chesterton.store import ensure
from chesterton.store.connection import FileGone, Identity, Readers, identity
from chesterton.store.error_text import FAULTS, explain, is_corrupt
from chesterton.store.file_state import reader_options
from chesterton.store.location import Location
from chesterton.store.patience import Patience
from chesterton.store.tables.notes import Found
from chesterton.store.watch import Watch

T = TypeVar("T")
Query = Callable[[sqlite3.Connection], T]
_ATTEMPTS = 3
_REST_SECONDS = 30.0


@dataclass(slots=True)
class Reading:
    """Readers of one memory, and what to do when they meet damage."""

    location: Location
    patience: Patience
    _readers: Readers = field(init=False)
    _watch: Watch = field(init=False)
    _file: Identity | None = None  #: the file that was looked at and found sound
    _not_before: float = 0.0  #: when healing may be tried again, after a failure
    _told: set[str] = field(default_factory=set)  #: notes that are not shown, and a person knows

    def __post_init__(self) -> None:
        self._readers = Readers(self.location.database, reader_options(self.location))
        self._watch = Watch(self.location)
        self._file = identity(self.location.database)

    def read(self, query: Query[T]) -> T:
        """Answer from the file that is there now; heal it and ask again if it is damaged."""

        def ask() -> T:
            with self._readers.reader() as db:
                return query(db)

        return self._answer(ask)

    def notes(self, query: Query[Found]) -> list[Note]:
        """Whole notes; damaged ones are mended first."""
        found = self.read(query)
        if found.damaged and self._heal():
            found = self.read(query)
        self._tell(found.damaged, "they are damaged", "run: chesterton doctor --repair")
        self._tell(found.newer, "this version cannot read them", "upgrade Chesterton")
        return list(found.notes.values())

    def _tell(self, hidden: dict[int, str], why: str, advice: str) -> None:
        if untold := set(hidden.values()) - self._told:
            self._told |= untold
            self.patience.notice(f"not shown, for {why}: {', '.join(sorted(untold))}; {advice}")

    def version(self) -> int:
        """See Watch.version."""
        return self._answer(self._watch.version)

    def close(self) -> None:
        """Let go of all connections."""
        self._readers.close()
        self._watch.close()

    def _answer(self, ask: Callable[[], T]) -> T:
        for _ in range(_ATTEMPTS):
            try:
                self._admit()
                return ask()
            except FileGone:
                continue  # deleted just now: looked at again
            except FAULTS as error:
                if not is_corrupt(error) or not self._heal():
                    raise explain(error, self.location.directory) from error
        raise UserError("the memory file keeps changing", "run: chesterton doctor --repair")

    def _admit(self) -> None:
        """A file that was replaced or deleted is looked at, and put right, before it is read."""
        try:
            file = identity(self.location.database)
        except FileGone:
            file = None
        if file is None or file != self._file:
            ensure.ensure(self.location, self.patience)
            self._readers.options = reader_options(self.location)
            self._file = identity(self.location.database)

    def _heal(self) -> bool:
        """Put the file right; where that fails, leave readers in peace for a while."""
        if time.monotonic() < self._not_before:
            return False
        from chesterton.store import lock  # noqa: PLC0415 - hardly ever needed
        from chesterton.store.upkeep.recovery import heal  # noqa: PLC0415 - as above

        try:
            with lock.hold(self.location, limit=self.patience.limit, notice=self.patience.notice):
                heal(self.location, self.patience.notice)
        except UserError as problem:
            failure = problem.message
        except FAULTS as error:
            failure = explain(error, self.location.directory).message
        else:
            return True
        self._not_before = time.monotonic() + _REST_SECONDS
        self.patience.notice(failure)
        return False
