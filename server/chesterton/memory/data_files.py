"""Files that surfaces keep in the data directory, for their owner only: never note text."""

import os
from pathlib import Path

from chesterton.memory.opening import Location
from chesterton.store import private_files

_LOG_LIMIT = 5 * 1024 * 1024
"""Bytes of a log file before it is set aside as the old one."""


def write_private(path: Path, data: bytes) -> None:
    """Writes a file completely or not at all, and creates its folder first."""
    private_files.make_private(path.parent)
    private_files.replace(path, [data])


def append_to_log(location: Location, name: str, text: str) -> Path:
    """Appends to a log file and returns its path; a full one is set aside. Raises OSError."""
    location.logs.mkdir(mode=0o700, exist_ok=True)
    path = location.logs / name
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".old.log"))
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | private_files.NO_FOLLOW
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        file.write(text)
    return path
