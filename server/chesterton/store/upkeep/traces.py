"""Finds text of deleted notes in files that were put back, or moved aside, after `forget`.

Each removal leaves a random mark in the database, in its backups and in the journal's first line. A
file with another mark dates from before it, so that no file has to be searched at every write.
"""

import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from chesterton.model.note import ID_LENGTH, ID_LETTERS
from chesterton.store import file_state, journal
from chesterton.store.connection import open_reader
from chesterton.store.error_text import STORE_ERRORS
from chesterton.store.location import Location
from chesterton.store.tables import events, meta
from chesterton.store.upkeep import backup
from chesterton.store.upkeep.restoring import files_moved_aside

_OF_NOTE = re.compile(rf'"(?:note|id)":"([{ID_LETTERS}]{{{ID_LENGTH}}})"'.encode())
_IS_DELETION = f'"kind":"{events.FORGOTTEN}"'.encode()
_SQLITE = b"SQLite format 3\0"
_SIDECARS = ("-wal", "-shm", "-journal")
_BLOCK = 1024 * 1024


def look_at_journal(location: Location, db: sqlite3.Connection) -> None:
    """Asks for a removal if the journal dates from before the last one. Reads one line."""
    if meta.get(db, meta.ERASED) != journal.erased(location.journal):
        request(db)


def is_in_old_backup(location: Location, db: sqlite3.Connection) -> bool:
    """Whether a backup dates from before the last removal."""
    mark = meta.get(db, meta.ERASED)
    return mark is not None and any(_mark(path) != mark for path in backup.all_backups(location))


def _mark(path: Path) -> str | None:
    with suppress(*STORE_ERRORS), closing(open_reader(path, file_state.IMMUTABLE)) as db:
        return meta.get(db, meta.ERASED)
    return None


def look_everywhere(location: Location, db: sqlite3.Connection) -> None:
    """Asks for a removal if any file has text of a deleted note."""
    if is_in_old_backup(location, db) or any(
        is_own(location, path) for path in found(location, frozenset(events.forgotten(db)))
    ):
        request(db)
    look_at_journal(location, db)


def request(db: sqlite3.Connection) -> None:
    """Asks for a removal, unless one is due already; the next write does it."""
    if meta.get(db, meta.FORGETTING) is None:
        meta.put(db, meta.FORGETTING, meta.FOUND)


def is_own(location: Location, path: Path) -> bool:
    """Whether the program made a file, and may therefore change or delete it."""
    files = {location.database, location.journal, *files_moved_aside(location)}
    return path in files or path.parent != location.directory


def forgotten(location: Location) -> frozenset[str]:
    """The ids of the deleted notes that the database or the journal knows of."""
    ids = {id_ for raw in _lines(location.journal) if _IS_DELETION in raw for id_ in _ids(raw)}
    with suppress(*STORE_ERRORS), file_state.reader(location) as db:
        ids.update(events.forgotten(db))
    return frozenset(ids)


def found(location: Location, notes: frozenset[str]) -> list[Path]:
    """The files in the data directory that have text of any of these notes."""
    if not notes:
        return []
    with_text = [path for path in sorted(_files(location)) if _has_text(location, path, notes)]
    aside = [path for path in with_text if path != location.database]
    sidecars = (path.with_name(path.name + end) for path in aside for end in _SIDECARS)
    return [*with_text, *(path for path in sidecars if path.is_file())]


def _files(location: Location) -> Iterator[Path]:
    for path in location.directory.rglob("*"):
        with suppress(OSError):
            if stat.S_ISREG(path.lstat().st_mode) and not path.name.endswith(_SIDECARS):
                yield path


def _has_text(location: Location, path: Path, notes: frozenset[str]) -> bool:
    with suppress(*STORE_ERRORS):
        if path == location.database:  # reading it as a file would drop the locks of SQLite
            with file_state.reader(location) as db:
                return _has_rows(db, notes)
        if path.parent == location.views:
            return path.stem in notes
        if _is_database(path):
            return _is_in_database(path, notes)
        return any(
            _IS_DELETION not in raw and not notes.isdisjoint(_ids(raw)) for raw in _lines(path)
        )
    return False


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _is_in_database(path: Path, notes: frozenset[str]) -> bool:
    has_wal = path.with_name(f"{path.name}-wal").exists()
    options = file_state.READ_ONLY if has_wal else file_state.IMMUTABLE
    with closing(open_reader(path, options)) as db:
        return _has_rows(db, notes)


def _has_rows(db: sqlite3.Connection, notes: frozenset[str]) -> bool:
    query = "SELECT note FROM event WHERE kind <> ? UNION SELECT id FROM note"
    return any(row[0] in notes for row in db.execute(query, (events.FORGOTTEN,)))


def _lines(path: Path) -> Iterator[bytes]:
    with suppress(OSError), path.open("rb") as file:
        yield from iter(lambda: file.readline(_BLOCK), b"")


def _ids(raw: bytes) -> set[str]:
    return {found.decode() for found in _OF_NOTE.findall(raw)}
