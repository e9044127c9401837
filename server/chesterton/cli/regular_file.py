"""Tests whether a path is a regular file or a folder, without raising on invalid names."""

import os
from pathlib import Path


def is_file(path: Path) -> bool:
    """Whether the path is a regular file. Never raises, even if the name is invalid."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for a name that is too long


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; False also for invalid and overlong names."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
