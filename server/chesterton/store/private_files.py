"""Atomic, durable file writes with owner-only permissions."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
PATIENCE_SECONDS = 5.0
_SHARING = frozenset({5, 32, 33})  # Windows: denied, in use by another process, locked


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def replace(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file whole or not at all: a temporary file beside it, fsync, rename."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def rename(source: Path, target: Path) -> None:
    """Put a file in the place of another. On Windows a scanner may hold either for a while."""
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
    """An empty file that only its owner may read, unless there is one."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600))


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk. Windows has no such wait and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Wait until a file that nobody has open is on disk."""
    descriptor = os.open(path, os.O_RDWR | NO_FOLLOW)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
