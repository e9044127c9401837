"""Checks limits on files, memory and threads, to explain errors that omit the cause."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

_THREADS = 8
"""Threads that a command needs at once."""

_THREAD_BYTES = 12 * 1024 * 1024
"""Memory for the stack of a thread, and for what it needs to begin."""

_START_SECONDS = 5.0
"""Time in which a thread begins, on the busiest machine."""

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
    is_hidden = isinstance(error, (ImportError, SystemError)) and _limits_memory()
    if isinstance(error, MemoryError) or is_hidden:
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
    if not _limits_memory():
        thread.start()
        return
    import threading  # noqa: PLC0415 - loaded by the caller

    bytearray(_THREAD_BYTES)  # raises MemoryError; otherwise freed at once
    threading.excepthook = sys.unraisablehook = _print_unless_out_of_memory
    with _no_endless_wait():
        thread.start()


@contextmanager
def _no_endless_wait() -> Iterator[None]:
    """Raises MemoryError in the main thread if the block takes longer than a thread's start may."""
    import signal  # noqa: PLC0415 - hardly ever
    import threading  # noqa: PLC0415 - loaded by the caller

    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise MemoryError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _START_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _print_unless_out_of_memory(
    raised: "threading.ExceptHookArgs | sys.UnraisableHookArgs",
) -> None:
    """Prints an exception that a thread did not handle.

    Not a lack of memory: whoever waits for the thread's result reports that in one sentence.
    """
    if not issubclass(raised.exc_type or Exception, MemoryError):
        error = raised.exc_value or Exception()
        sys.__excepthook__(type(error), error, raised.exc_traceback)


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
