"""Tests whether a path is a regular file, without raising on invalid names."""

import os
from pathlib import Path


def is_file(path: Path) -> bool:
    """Whether the path is a regular file. Never raises, whatever the name."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for a name that is too long
