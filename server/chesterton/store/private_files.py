"""Atomic, durable file writes with owner-only permissions."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
PATIENCE_SECONDS = 5.0
_SHARING = frozenset({5, 32, 33})  # Windows: access denied, sharing violation, lock violation


def opener(path: str, flags: int) -> int:
    """For `open`: creates the file with owner-only access and does not follow a link."""
    return os.open(path, flags | NO_FOLLOW, 0o600)


def make_private(folder: Path) -> None:
    """Creates a folder that only its owner can open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_atomically(path: Path, parts: Iterable[bytes]) -> None:
    """Writes a file atomically: temporary file in the same folder, fsync, rename."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        with open(temporary, "xb", opener=opener) as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def rename(source: Path, target: Path) -> None:
    """Replaces a file; retries on Windows, where a virus scanner may briefly hold it open."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            source.replace(target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def create(path: Path) -> None:
    """Creates an empty file with owner-only access, unless it exists."""
    with suppress(FileExistsError):
        open(path, "xb", opener=opener).close()


def sync_folder(folder: Path) -> None:
    """Fsyncs a folder, so that created and renamed files survive a crash. No-op on Windows."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def sync_file(path: Path) -> None:
    """Fsyncs a closed file."""
    _sync(path, os.O_RDWR | NO_FOLLOW)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
