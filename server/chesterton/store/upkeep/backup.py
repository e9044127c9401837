"""Backups using SQLite's backup API: 7 daily, 4 weekly, one before each migration."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from chesterton.store.connection import open_reader
from chesterton.store.error_text import STORE_ERRORS
from chesterton.store.location import Location
from chesterton.store.lock import POLL_SECONDS, Busy
from chesterton.store.notices import LIMIT_SECONDS
from chesterton.store.private_files import create, make_private, rename, sync_file, sync_folder
from chesterton.store.tables import derived, events, meta, notes
from chesterton.store.versions import SCHEMA_VERSION

KEPT = {"daily": 7, "weekly": 4, "before-migration": 3}
_NAME = re.compile(r"(daily|weekly|before-migration)-[\w-]+\.db")


def is_due(location: Location, today: date) -> bool:
    """Whether today's backup has yet to be made."""
    return not _daily(location, today).exists()


def _daily(location: Location, today: date) -> Path:
    return location.backups / f"daily-{today.isoformat()}.db"


def take_daily(location: Location, today: date) -> bool:
    """Takes the daily and the weekly backup, if due, under a separate lock.

    Returns whether the search index in the daily backup passed its integrity check.
    """
    year, week, _ = today.isocalendar()
    weekly = location.backups / f"weekly-{year}-W{week:02}.db"
    with locked(location):
        is_sound_index = not is_due(location, today) or _take(location, _daily(location, today))
        if not weekly.exists():
            _take(location, weekly)
        _prune(location)
    return is_sound_index


def take_before_migration(location: Location, version: int, today: date) -> Path:
    """Takes the backup that must exist before a migration begins."""
    with locked(location):
        path = location.backups / f"before-migration-{version}-{today.isoformat()}.db"
        _take(location, path)
        _prune(location)
    return path


def lock_file(location: Location) -> Path:
    """The file that is locked while backups are written."""
    return location.backups / "backups.lock"


@contextmanager
def locked(location: Location) -> Iterator[None]:
    """Locks the backups while they are written, so that `forget` does not miss one."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  # 40 ms, only for writes

    make_private(location.backups)
    lock = FileLock(lock_file(location), mode=0o600)
    try:
        lock.acquire(timeout=LIMIT_SECONDS, poll_interval=POLL_SECONDS)
    except Timeout:
        raise Busy("another process is writing a backup", "try again in a minute") from None
    try:
        yield
    finally:
        lock.release()


def _take(location: Location, path: Path) -> bool:
    """Writes one backup atomically; returns whether its search index is sound."""
    with rewritten(path) as target, closing(open_reader(location.database)) as source:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        return derived.verify(target)


@contextmanager
def rewritten(path: Path) -> Iterator[sqlite3.Connection]:
    """Yields an empty private database that replaces `path` if the block raises nothing."""
    temporary = path.with_suffix(".tmp")
    temporary.unlink(missing_ok=True)
    create(temporary)
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as db:
            yield db
        sync_file(temporary)
        rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def _prune(location: Location) -> None:
    for kind, count in KEPT.items():
        for path in sorted(location.backups.glob(f"{kind}-*.db"))[:-count]:
            path.unlink()


def all_backups(location: Location) -> list[Path]:
    """All backups, most recent first."""
    if not location.backups.is_dir():
        return []
    paths = [path for path in location.backups.iterdir() if _NAME.fullmatch(path.name)]
    return sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def newest_intact(location: Location, generation: str | None) -> Path | None:
    """The most recent intact backup of a generation, or of any generation if None."""
    return next((path for path in all_backups(location) if is_intact(path, generation)), None)


def is_intact(path: Path, generation: str | None = None) -> bool:
    """Whether a backup is intact and can be restored."""
    try:
        with closing(open_reader(path, "mode=ro&immutable=1")) as db:
            if generation and meta.get(db, meta.GENERATION) != generation:
                return False
            structure = db.execute("PRAGMA quick_check(1)").fetchone()[0]
            return structure == "ok" and _is_content_sound(db)
    except STORE_ERRORS:
        return False


def _is_content_sound(db: sqlite3.Connection) -> bool:
    if meta.schema_version(db) < SCHEMA_VERSION:
        # the tables lack columns, but once migrated, notes can be restored from their events
        return events.sequence_numbers(db) == events.valid_sequence_numbers(db)
    return not notes.damaged(db)
