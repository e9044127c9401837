"""The write lock, which lets only one process at a time write to the database."""

import json
import os
import platform
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

_UNKNOWN = "another process"


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
        "machine": _machine(),
        "started": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "command": " ".join(sys.argv[:2])[:200],
    }
    try:
        with open(location.holder, "w", encoding="utf-8", opener=opener) as file:
            json.dump(process, file)
    except OSError:
        log_debug("could not write the lock holder file")


def _machine() -> str:
    """The machine's name and the PID namespace, which differs in a container."""
    try:
        processes = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - no path, but a name
    except OSError:
        processes = ""
    return f"{platform.node()} {processes}".strip()


def holder(location: Location) -> str:
    """The holder of the lock, as text for the user."""
    for _ in range(3):
        try:
            process = json.loads(location.holder.read_text("utf-8"))
            text = f"pid {process['pid']} ({process['command']}) since {process['started']}"
            if process.get("machine", _machine()) != _machine():
                return f"{text}, on another machine or in a container"
            return text if _is_running(process["pid"]) else _UNKNOWN
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            time.sleep(POLL_SECONDS)  # the holder may be writing the file right now
    return _UNKNOWN


def _is_running(pid: int) -> bool:
    """Whether a process exists; the one named in the file may not be the current holder."""
    if os.name == "nt":  # signal 0 would end the process there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # of another user
    return True
