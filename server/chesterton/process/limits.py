"""Limits of the system on this process, which libraries do not name when they fail at one."""

import os
from contextlib import ExitStack

_SPARE = 8
"""Files that a database, its lock and a child process need at once."""


def is_out_of_files() -> bool:
    """Whether this process can hardly open a file any more."""
    with ExitStack() as stack:
        try:
            for _ in range(_SPARE):
                stack.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError:
            return True
    return False


def limits_file_size() -> bool:
    """Whether files of this process may not grow beyond a limit (`ulimit -f`)."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY
