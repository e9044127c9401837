"""The write lock, which lets only one process at a time write to the database."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from chesterton.model.errors import NotWritten
from chesterton.store.location import Location, prepare
from chesterton.store.notices import LIMIT_SECONDS, Notice, log_debug, log_warning
from chesterton.store.private_files import opener

NOTICE_SECONDS = 5.0
"""Waiting time after which the user is told who holds the lock."""

POLL_SECONDS = 0.005


class Busy(NotWritten):
    """Another process holds the write lock."""


@contextmanager
def hold_write_lock(
    location: Location, *, limit: float = LIMIT_SECONDS, notice: Notice = log_warning
) -> Iterator[None]:
    """Holds the write lock. Raises Busy after `limit` seconds, naming the holder."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  # 40 ms, only for writes

    prepare(location)
    lock = FileLock(location.lock, mode=0o600)
    first_wait = min(limit, NOTICE_SECONDS)
    try:
        lock.acquire(timeout=first_wait, poll_interval=POLL_SECONDS)
    except Timeout:
        if limit <= first_wait:
            raise _busy(location) from None
        notice(f"waiting to save: the store is locked by {holder(location)}")
        try:
            lock.acquire(timeout=limit - first_wait, poll_interval=POLL_SECONDS)
        except Timeout:
            raise _busy(location) from None
    try:
        _write_holder(location)
        yield
    finally:
        lock.release()


def _busy(location: Location) -> Busy:
    return Busy(
        f"the store is busy: locked by {holder(location)}",
        "all stored notes are safe; try again, or end that process if it has hung",
    )


def _write_holder(location: Location) -> None:
    """Records the holder of the lock. Only informative, so errors are ignored."""
    process = {
        "pid": os.getpid(),
        "started": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": " ".join(sys.argv[:2])[:200],
    }
    try:
        with open(location.holder, "w", encoding="utf-8", opener=opener) as file:
            json.dump(process, file)
    except OSError:
        log_debug("could not write the lock holder file")


def holder(location: Location) -> str:
    """The holder of the lock, as text for the user."""
    for _ in range(3):
        try:
            process = json.loads(location.holder.read_text("utf-8"))
            return f"pid {process['pid']} ({process['command']}) since {process['started']}"
        except (OSError, ValueError, KeyError, TypeError):
            time.sleep(POLL_SECONDS)  # the holder may be writing the file right now
    return "another process"
