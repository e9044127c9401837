"""The last-write file, which holds the number of stored changes.

If the database and the journal are both damaged, this number shows how many changes were lost.
"""

import json
import os
import sqlite3
from contextlib import suppress
from typing import NamedTuple

from chesterton.model.record import canonical
from chesterton.store import journal
from chesterton.store.location import Location
from chesterton.store.notices import log_debug
from chesterton.store.private_files import opener
from chesterton.store.tables import events, meta

_DIGITS = 12
"""Numbers have a fixed width, so that one write replaces the whole content."""


class LastWrite(NamedTuple):
    """The content of the database after a write, as counts."""

    generation: str
    sequence: int  #: of the last event
    events: int  #: their number, without those that `forget` deleted


def read(location: Location) -> LastWrite | None:
    """The counts that the last write recorded; None if unknown."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        text = journal.entry_text(location.last_write.read_bytes())
        if text is not None:
            fields = json.loads(text)
            return LastWrite(fields["generation"], int(fields["sequence"]), int(fields["events"]))
    return None


def record(location: Location, db: sqlite3.Connection) -> None:
    """Records the current counts. A failure is ignored: the next write records them again."""
    _write(location, db, events.count(db))


def advance(location: Location, db: sqlite3.Connection) -> None:
    """Like `record`, after a write; counts only the events since the last record if that suffices.

    It does not suffice after `forget`, which deletes older events.
    """
    last = read(location)
    if last is None or last.generation != meta.get(db, meta.GENERATION):
        record(location, db)
        return
    fresh = events.count_kinds(db, above=last.sequence)
    if events.FORGOTTEN in fresh or last.sequence > events.last_sequence(db):
        record(location, db)
    else:
        _write(location, db, last.events + sum(fresh.values()))


def _write(location: Location, db: sqlite3.Connection, count: int) -> None:
    fields = {
        "generation": meta.get(db, meta.GENERATION),
        "sequence": f"{events.last_sequence(db):0{_DIGITS}}",
        "events": f"{count:0{_DIGITS}}",
    }
    content = journal.line(canonical(fields)).encode()
    try:
        descriptor = opener(str(location.last_write), os.O_WRONLY | os.O_CREAT | _BINARY)
        try:
            os.write(descriptor, content)
            os.ftruncate(descriptor, len(content))
        finally:
            os.close(descriptor)
    except OSError:
        log_debug("could not record the last write")


_BINARY = getattr(os, "O_BINARY", 0)


def missing(db: sqlite3.Connection, last: LastWrite | None) -> int:
    """How many stored events the database lacks."""
    if last is None or last.generation != meta.get(db, meta.GENERATION):
        return 0
    fewer = last.events - events.count(db)
    if meta.get(db, meta.FORGETTING) is not None:
        fewer = 0  # `forget` was interrupted after it deleted events
    return max(0, fewer, last.sequence - events.last_sequence(db))
