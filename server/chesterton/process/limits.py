"""Checks limits on open files, file size and disk space, to explain errors that omit the cause."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

_THREADS = 8
"""Threads that a command needs at once."""

_THREAD_BYTES = 12 * 1024 * 1024
"""Memory for the stack of a thread, and for what it needs to begin."""

_SPARE = 8
"""Number of files that a database, its lock and a child process need at the same time."""


def is_out_of_files() -> bool:
    """Whether this process has almost no file descriptors left."""
    with ExitStack() as stack:
        try:
            for _ in range(_SPARE):
                stack.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError:
            return True
    return False


def resource_problem(error: BaseException, *, is_saved: bool = False) -> str | None:
    """What the process ran out of, as a sentence; None if the error may be a bug of ours.

    `is_saved`: whether the command had stored its change before.
    """
    if isinstance(error, MemoryError) or (isinstance(error, ImportError) and _limits_memory()):
        lack = "not enough memory"
    elif isinstance(error, RuntimeError) and _lacks_threads(error):
        lack = "no more threads can be started"
    else:
        return None
    if is_saved:
        return f"{lack} to finish; {SAVED}"
    return f"{lack}; nothing was stored, and your notes are safe; {_RAISE}, then try again"


SAVED = "the change is saved, so do not make it again"
_RAISE = "close other programs, or raise the limits (ulimit -v, ulimit -u)"


def start_thread(thread: "threading.Thread") -> None:
    """Starts a thread. Raises MemoryError or RuntimeError if it cannot be started.

    Python itself waits for ever for a thread that lacks the memory to begin.
    """
    if _limits_memory():
        import threading  # noqa: PLC0415 - loaded by the caller

        bytearray(_THREAD_BYTES)  # raises MemoryError; otherwise freed at once
        threading.excepthook = _print_unless_out_of_memory
    thread.start()


def _print_unless_out_of_memory(raised: "threading.ExceptHookArgs") -> None:
    """Prints an exception that a thread did not handle.

    Not a lack of memory: whoever waits for the thread's result reports that in one sentence.
    """
    import threading  # noqa: PLC0415 - as above

    if not issubclass(raised.exc_type, MemoryError):
        threading.__excepthook__(raised)


def _lacks_threads(error: RuntimeError) -> bool:
    return str(error) == "can't start new thread" or not _can_start_a_thread()


def _can_start_a_thread() -> bool:
    import threading  # noqa: PLC0415 - hardly ever

    try:
        for _ in range(_THREADS):
            start_thread(threading.Thread(target=_nothing))
    except (RuntimeError, MemoryError):
        return False
    return True


def _nothing() -> None:
    """Does nothing."""


def _limits_memory() -> bool:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return False
    limit: int = resource.getrlimit(resource.RLIMIT_AS)[0]
    return limit != resource.RLIM_INFINITY


def limits_file_size() -> bool:
    """Whether the size of the files that this process writes is limited (`ulimit -f`)."""
    return _file_size_limit() is not None


def has_room(folder: Path, size: int) -> bool:
    """Whether a folder has room for a file of this size; True if the system cannot tell."""
    limit = _file_size_limit()
    return (limit is None or limit >= size) and free_bytes(folder) >= size


def free_bytes(folder: Path) -> int:
    """The free space on the disk of a folder; assumed to be enough if it cannot be determined."""
    try:
        if sys.platform == "win32":
            import shutil  # noqa: PLC0415 - 5 ms, not needed elsewhere

            return shutil.disk_usage(folder).free
        disk = os.statvfs(folder)
    except OSError:
        return sys.maxsize
    return disk.f_bavail * disk.f_frsize


def _file_size_limit() -> int | None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    limit: int = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    return None if limit == resource.RLIM_INFINITY else limit
