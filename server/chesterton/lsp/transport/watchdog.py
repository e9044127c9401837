"""Stops the server when the editor process exits, even if another process keeps the pipe open."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

_SECONDS = 3.0
_START_TIME_FIELD = 19  # of /proc/<pid>/stat, counted after the command's name
_GONE_STATES = {"Z", "X", "x"}


class Watchdog:
    """Calls `gone` from its own thread within seconds after the editor process exits."""

    def __init__(self, parent: int, on_exit: Callable[[], None]) -> None:
        self._gone = on_exit
        self._is_alive: Callable[[], bool] = lambda: os.getppid() == parent

    def start(self) -> None:
        """Watches the process that started the server, until `follow` names a better one."""
        threading.Thread(target=self._run, name="chesterton-watchdog", daemon=True).start()

    def follow(self, process_id: int | None) -> None:
        """Watches this process instead, if it exists.

        An editor outside the server's container sends an id that is unknown here.
        """
        is_alive = _alive(process_id) if process_id else None
        if is_alive is not None:
            self._is_alive = is_alive

    def _run(self) -> None:
        pause = threading.Event()
        while self._is_alive():
            pause.wait(_SECONDS)
        self._gone()


def _alive(process_id: int) -> Callable[[], bool] | None:
    if sys.platform == "win32":
        return _alive_on_windows(process_id)
    started = _started(process_id)
    if started is None:
        return None
    return lambda: _started(process_id) == started


def _started(process_id: int) -> object | None:
    """A value that changes when the process id is reused; None if there is no such process."""
    if sys.platform == "darwin":
        return _started_on_mac(process_id)
    try:
        status = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "running" if not _has_proc() and _answers(process_id) else None
    fields = status.rpartition(")")[2].split()
    return None if fields[0] in _GONE_STATES else fields[_START_TIME_FIELD]


def _has_proc() -> bool:
    return Path("/proc/self/stat").exists()


def _answers(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


_MAC_BSD_FACTS = 3
_MAC_FACTS_SIZE = 136
_MAC_START = slice(120, 136)
"""Offset of the start time in `struct proc_bsdinfo` of <sys/proc_info.h>."""


def _started_on_mac(process_id: int) -> object | None:
    import ctypes  # noqa: PLC0415  # 1.5 ms that Linux need not pay

    facts = ctypes.create_string_buffer(_MAC_FACTS_SIZE)
    library = ctypes.CDLL("/usr/lib/libproc.dylib")
    got = library.proc_pidinfo(
        process_id, _MAC_BSD_FACTS, ctypes.c_uint64(0), facts, _MAC_FACTS_SIZE
    )
    return facts.raw[_MAC_START] if got == _MAC_FACTS_SIZE else None


_WINDOWS_SYNCHRONIZE = 0x00100000
_WINDOWS_TIMEOUT = 0x102


def _alive_on_windows(process_id: int) -> Callable[[], bool] | None:
    """A check whether the process is running. Its open handle prevents reuse of the id."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415  # as above

    kernel = ctypes.windll.kernel32
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_WINDOWS_SYNCHRONIZE, 0, process_id)
    if not handle:
        return None
    wait = kernel.WaitForSingleObject
    wait.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    return lambda: bool(wait(handle, 0) == _WINDOWS_TIMEOUT)
