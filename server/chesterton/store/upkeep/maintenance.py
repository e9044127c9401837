"""Background tasks after a write: daily backup, index rebuild, redaction with newer rules."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial

from chesterton.model.counted import counted
from chesterton.model.errors import UserError
from chesterton.process.limits import start_thread
from chesterton.store.connection import open_reader
from chesterton.store.error_text import STORE_ERRORS, to_user_error
from chesterton.store.location import Location
from chesterton.store.notices import LockWait
from chesterton.store.tables import derived, events, meta, notes
from chesterton.store.upkeep import backup, traces
from chesterton.store.write_path import write

BATCH = 2000
"""Number of notes indexed per write transaction."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Maintenance:
    """Runs background tasks, one thread per kind; failures are reported and retried later."""

    location: Location
    patience: LockWait
    _running: dict[str, threading.Thread] = field(default_factory=dict)
    _is_clean: bool = False  #: whether recleaning was already started
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def after_write(self) -> None:
        """Starts redacting stored notes again (once) and the daily backup, if due."""
        if not self._is_clean:
            self._is_clean = True
            self._start("cleaning", self._clean)
        today = datetime.now(UTC).date()
        if backup.is_due(self.location, today):
            self._start("backup", lambda: self._back_up(today))

    def _clean(self) -> None:
        reclean(self.location, self.patience)
        with closing(open_reader(self.location.database)) as db:
            is_put_back = traces.is_in_old_backup(self.location, db)
        if is_put_back:
            write(self.location, traces.request, self.patience)

    def _back_up(self, today: date) -> None:
        if not backup.take_daily(self.location, today):
            self.rebuild_index()

    def rebuild_index(self) -> None:
        """Starts a rebuild of the search index."""
        self._start("index", lambda: rebuild(self.location, self.patience))

    def finish(self) -> None:
        """Waits for the running tasks."""
        with self._guard:
            running = list(self._running.values())
        for thread in running:
            thread.join()

    def _start(self, name: str, task: Callable[[], None]) -> None:
        with self._guard:
            if name in self._running and self._running[name].is_alive():
                return
            thread = threading.Thread(target=self._run, args=(name, task), name=f"store {name}")
            try:
                start_thread(thread)
            except (RuntimeError, MemoryError):  # no thread or no memory left; the write is done
                log.debug("%s postponed: no thread can be started", name)
            else:
                self._running[name] = thread

    def _run(self, name: str, task: Callable[[], None]) -> None:
        try:
            task()
        except UserError as problem:
            log.warning("%s postponed: %s", name, problem.message)
        except MemoryError:
            log.debug("%s postponed: not enough memory", name)
        except STORE_ERRORS as error:
            self.patience.notice(f"{name}: {to_user_error(error, self.location.directory).message}")


def reclean(location: Location, patience: LockWait) -> None:
    """Redacts content stored under older rules again; tells the user if secrets were removed."""
    from chesterton.store.upkeep import recleaning  # noqa: PLC0415  # loads the rules

    with closing(open_reader(location.database)) as db:
        if not recleaning.is_due(db):
            return
        last = events.last_sequence(db)
        redacted = recleaning.events_to_redact(db)
    count = write(location, lambda db: recleaning.write_redacted(db, redacted, last), patience)
    if count:
        patience.notice(f"secrets found by newer rules were removed from {counted(count, 'event')}")
        backup.take_daily(location, datetime.now(UTC).date())


def rebuild(location: Location, patience: LockWait) -> None:
    """Rebuilds the search index in batches, so that other writers need not wait long."""
    write(location, _begin, patience)
    cursor: int | None = 0
    while cursor is not None:
        cursor = write(location, partial(_batch, above=cursor), patience)


def _begin(db: sqlite3.Connection) -> None:
    if meta.get(db, meta.DERIVED) != derived.BUILDING:
        derived.recreate(db)


def _batch(db: sqlite3.Connection, above: int) -> int | None:
    """Indexes the next notes after a row number; returns the last one, or None when done."""
    batch = notes.after(db, above, BATCH).notes
    for number, note in batch.items():
        derived.put(db, number, note)
    if batch:
        return max(batch)
    if meta.get(db, meta.DERIVED) == derived.BUILDING:
        meta.put(db, meta.DERIVED, derived.VERSION)
    return None
