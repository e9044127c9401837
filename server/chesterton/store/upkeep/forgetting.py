"""`forget`: deletes notes permanently from every file in the data directory."""

import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

from chesterton.model.errors import UserError
from chesterton.model.note import NoteId
from chesterton.model.time import Time
from chesterton.store import journal, outbox
from chesterton.store.connection import open_reader
from chesterton.store.error_text import STORE_ERRORS
from chesterton.store.journal import Entry
from chesterton.store.location import Location
from chesterton.store.tables import derived, events, meta
from chesterton.store.transaction import commit
from chesterton.store.upkeep import backup, traces
from chesterton.store.upkeep.restoring import erase, files_moved_aside

_READERS_MILLISECONDS = 1000
"""How long to wait for readers of an old snapshot; a read takes milliseconds."""


def forget(db: sqlite3.Connection, notes: Collection[NoteId], at: Time) -> list[NoteId]:
    """Deletes notes and their history except a `forgotten` event; `remove_traces` does the rest."""
    deleted = [note for note in dict.fromkeys(notes) if _exists(db, note)]
    for note in deleted:
        erase(db, note)
        events.append(db, Entry(0, events.FORGOTTEN, note, at, "", ""))
    if deleted:
        pending = meta.get(db, meta.FORGETTING)
        meta.put(db, meta.FORGETTING, pending or "begun")
    return deleted


def _exists(db: sqlite3.Connection, note: NoteId) -> bool:
    row = db.execute("SELECT 1 FROM note WHERE id = ?", (note,)).fetchone()
    return row is not None


def has_traces(db: sqlite3.Connection) -> bool:
    """Whether traces of deleted notes have yet to be removed."""
    return meta.get(db, meta.FORGETTING) is not None


def remove_traces(location: Location, db: sqlite3.Connection) -> None:
    """Removes all traces of deleted notes from all files. Idempotent, so it survives a crash."""
    pending = meta.get(db, meta.FORGETTING)
    if pending is None:
        return
    forgotten = frozenset(events.forgotten(db))
    _empty_wal(db)  # fail early: while a reader holds an old snapshot, the work below has no effect
    _scrub(db)
    mark = secrets.token_hex(4)
    commit(db, lambda db: meta.put(db, meta.ERASED, mark))
    dispensable = _dispensable_files(location)
    if pending == meta.FOUND:
        with_text = traces.found(location, forgotten)
        dispensable = [path for path in dispensable if path in with_text]
    steps: list[Callable[[], None]] = [
        lambda: _rewrite_journal(location, db),
        lambda: outbox.forget(location, forgotten),
        *(partial(_drop, path) for path in dispensable),
    ]
    if pending == meta.ALL_COPIES_PENDING:
        steps.append(lambda: _drop_backups(location))
    else:
        steps.append(lambda: _scrub_backups(location, forgotten, mark))
    _run_all(steps)
    commit(db, lambda db: meta.drop(db, meta.FORGETTING))


def _rewrite_journal(location: Location, db: sqlite3.Connection) -> None:
    generation = meta.get(db, meta.GENERATION) or ""
    texts = (entry.text for entry in events.entries(db))
    with closing(texts):  # else an error keeps the query, and with it the old data, open
        journal.begin(location.journal, generation, texts, meta.get(db, meta.ERASED))


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)


def _run_all(steps: Iterable[Callable[[], None]]) -> None:
    """Runs every step, so that one file that cannot be written keeps no trace in another."""
    failed: list[Exception] = []
    for step in steps:
        try:
            step()
        except STORE_ERRORS as error:
            failed.append(error)
    if failed:
        raise failed[0]


def _scrub(db: sqlite3.Connection) -> None:
    """Rebuilds the search index, vacuums the file and truncates the -wal."""
    try:
        commit(db, derived.purge)
    except sqlite3.DatabaseError as error:
        if not derived.is_broken(error):
            raise
        commit(db, derived.recreate)
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("VACUUM")
    _empty_wal(db)


def _empty_wal(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA busy_timeout = {_READERS_MILLISECONDS}")
    if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise UserError("another program is still reading the old data")


def _dispensable_files(location: Location) -> list[Path]:
    """Dispensable files with note text: views, temporary files, and files moved aside."""
    views = (path for path in location.views.rglob("*") if not path.is_dir())
    unfinished = (*location.directory.glob(".*.tmp"), *location.outbox.glob(".*.tmp"))
    return [*views, *files_moved_aside(location), *unfinished]


def _drop_backups(location: Location) -> None:
    """Deletes all backups; the next write makes another."""
    with backup.locked(location):
        for path in (*backup.all_backups(location), *location.backups.glob("*.tmp*")):
            path.unlink()


def _scrub_backups(location: Location, notes: frozenset[str], mark: str) -> None:
    with backup.locked(location):
        unfinished = (partial(path.unlink) for path in location.backups.glob("*.tmp*"))
        backups = (
            partial(_scrub_or_drop, path, notes, mark) for path in backup.all_backups(location)
        )
        _run_all([*backups, *unfinished])


def _scrub_or_drop(path: Path, notes: frozenset[str], mark: str) -> None:
    try:
        _scrub_backup(path, notes, mark)
    except STORE_ERRORS:
        path.unlink()  # unreadable, hence useless as a backup


def _scrub_backup(path: Path, notes: frozenset[str], mark: str) -> None:
    """Atomically replaces a backup with a copy without the notes."""
    with backup.rewritten(path) as db, closing(open_reader(path)) as source:
        source.backup(db)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        for note in notes:
            erase(db, note)
        meta.put(db, meta.ERASED, mark)
        _scrub(db)
