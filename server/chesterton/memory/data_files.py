"""Writes files that only their owner can read, and appends to log files."""

from pathlib import Path

from chesterton.memory.opening import Location
from chesterton.store import private_files

_LOG_LIMIT = 5 * 1024 * 1024
"""Size in bytes above which a log file is rotated."""


def write_private(path: Path, data: bytes) -> None:
    """Writes a file atomically, readable only by its owner, creating its folder if needed."""
    private_files.make_private(path.parent)
    private_files.write_atomically(path, [data])


def append_to_log(location: Location, name: str, text: str) -> Path:
    """Appends to a log file, rotating a full one first; returns its path. Raises OSError."""
    location.logs.mkdir(mode=0o700, exist_ok=True)
    path = location.logs / name
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".old.log"))
    with open(path, "a", encoding="utf-8", opener=private_files.opener) as file:
        file.write(text)
    return path
