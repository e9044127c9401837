"""The pipes to the editor: out of reach for the rest of the process, served by two threads."""

import asyncio
import contextlib
import io
import os
import queue
import select
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_CHUNK = 256 * 1024
_CHUNKS_AHEAD = 8
"""Chunks read but not handled; beyond that the editor waits instead of our memory growing."""

_BACKLOG_LIMIT = 64 * 1024 * 1024
"""Bytes the editor has not taken from us; beyond that we read no more of it."""

_ATOMIC_WRITE = 4096
"""Bytes that a pipe which is writable takes without blocking."""

_STDIN, _STDOUT, _STDERR = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Pipes:
    """File descriptors of the protocol, known to nobody else."""

    incoming: int
    outgoing: int


def take_over() -> Pipes:
    """Take stdin and stdout for the protocol; what prints elsewhere goes to stderr, harmlessly."""
    pipes = Pipes(os.dup(_STDIN), os.dup(_STDOUT))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, _STDIN)
    try:
        os.dup2(_STDERR, _STDOUT)
    except OSError:  # stderr was closed by whoever started us
        os.dup2(nothing, _STDOUT)
        os.dup2(nothing, _STDERR)
    os.close(nothing)
    _make_binary(pipes)
    sys.stdout = sys.stderr = _Overflowing()
    return pipes


def _make_binary(pipes: Pipes) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # exists on Windows only

        msvcrt.setmode(pipes.incoming, os.O_BINARY)
        msvcrt.setmode(pipes.outgoing, os.O_BINARY)


class _Overflowing(io.TextIOBase):
    """Standard error that drops what nobody reads, because a full pipe would stop the server."""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        data = text.encode("utf-8", "backslashreplace")
        with contextlib.suppress(OSError, ValueError):
            for start in range(0, len(data), _ATOMIC_WRITE):
                if not _takes_more(_STDERR):
                    break
                os.write(_STDERR, data[start : start + _ATOMIC_WRITE])
        return len(text)


def _takes_more(descriptor: int) -> bool:
    return sys.platform == "win32" or _takes_at_once(descriptor)


def _takes_at_once(descriptor: int) -> bool:
    if sys.platform == "win32":  # select knows only sockets there
        return False
    return bool(select.select([], [descriptor], [], 0)[1])


class Writer:
    """Writes messages in its own thread, so that an editor which does not read blocks nobody."""

    def __init__(self, descriptor: int, broken: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._broken = broken
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="chesterton-writer", daemon=True)
        self._handed = 0
        self._written = 0
        self._thread.start()

    @property
    def backlog(self) -> int:
        """Bytes handed over and not yet written."""
        return self._handed - self._written

    def write(self, data: bytes) -> None:
        """Writes one whole message: at once where that cannot block, else in the thread."""
        if not self.backlog and len(data) <= _ATOMIC_WRITE and _takes_at_once(self._descriptor):
            self._write_now(data)
        else:
            self._handed += len(data)
            self._queue.put(data)

    def _write_now(self, data: bytes) -> None:
        try:
            self._write_all(data)
        except OSError:
            self._broken()

    def close(self) -> None:
        """Writes what was handed over, as far as the editor takes it within half a second."""
        self._queue.put(None)
        self._thread.join(timeout=0.5)

    def _run(self) -> None:
        try:
            while (data := self._queue.get()) is not None:
                self._write_all(data)
                self._written += len(data)
        except OSError:
            self._broken()

    def _write_all(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


class Reader:
    """Reads the editor's bytes in a thread of its own and hands them to the loop."""

    def __init__(self, descriptor: int, writer: Writer) -> None:
        self._descriptor = descriptor
        self._writer = writer
        self._ahead: Final = threading.BoundedSemaphore(_CHUNKS_AHEAD)

    def start(
        self,
        loop: asyncio.AbstractEventLoop,
        receive: Callable[[bytes], None],
        ended: Callable[[], None],
    ) -> None:
        """Calls `receive` on the loop for each chunk, and `ended` when there will be no more."""

        def deliver(data: bytes) -> None:
            self._ahead.release()
            receive(data)

        def run() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: the server is ending
                while data := self._read():
                    loop.call_soon_threadsafe(deliver, data)
                loop.call_soon_threadsafe(ended)

        threading.Thread(target=run, name="chesterton-reader", daemon=True).start()

    def _read(self) -> bytes:
        self._ahead.acquire()
        while self._writer.backlog > _BACKLOG_LIMIT:
            threading.Event().wait(0.05)
        try:
            return os.read(self._descriptor, _CHUNK)
        except OSError:
            return b""
