"""Tests whether a path is a regular file or a folder, without raising on invalid names."""

import os
import stat
from pathlib import Path

_OF_PROCESS = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")
"""Where a shell puts the pipes that it opens for a command."""


def is_file(path: Path) -> bool:
    """Whether the path is a regular file. Never raises, even if the name is invalid."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for a name that is too long


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; False also for invalid and overlong names."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_endless(path: Path) -> bool:
    """Whether reading the path may wait for ever or never end: a named pipe or a device.

    Not those that a shell opens for the command.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    is_special = not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
    return is_special and not str(path).startswith(_OF_PROCESS)
