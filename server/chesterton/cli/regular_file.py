"""Files that are named on the command line."""

import os
from pathlib import Path


def is_file(path: Path) -> bool:
    """Whether a regular file exists there. Never raises, whatever the name."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for a name that is too long
