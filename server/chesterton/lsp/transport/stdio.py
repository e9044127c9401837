"""Reads and writes the protocol on stdin and stdout, each in its own thread.

All other output to stdout is redirected to stderr.
"""

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
"""Maximum number of unprocessed chunks; reading pauses beyond that to bound memory."""

_BACKLOG_LIMIT = 64 * 1024 * 1024
"""Maximum number of unwritten bytes; reading pauses while the editor is this far behind."""

_ATOMIC_WRITE = 4096
"""Number of bytes that a writable pipe accepts without blocking."""

_STDIN, _STDOUT, _STDERR = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Pipes:
    """Private file descriptors for the protocol."""

    incoming: int
    outgoing: int


def take_over() -> Pipes:
    """Reserves stdin and stdout for the protocol, and redirects other output to stderr."""
    pipes = Pipes(os.dup(_STDIN), os.dup(_STDOUT))
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, _STDIN)
    try:
        os.dup2(_STDERR, _STDOUT)
    except OSError:  # stderr was closed by the parent process
        os.dup2(null, _STDOUT)
        os.dup2(null, _STDERR)
    os.close(null)
    _make_binary(pipes)
    sys.stdout = sys.stderr = _NonBlockingStderr()
    return pipes


def _make_binary(pipes: Pipes) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # exists on Windows only

        msvcrt.setmode(pipes.incoming, os.O_BINARY)
        msvcrt.setmode(pipes.outgoing, os.O_BINARY)


class _NonBlockingStderr(io.TextIOBase):
    """A stderr that drops output when the pipe is full, which would block the server."""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        data = text.encode("utf-8", "backslashreplace")
        with contextlib.suppress(OSError, ValueError):
            for start in range(0, len(data), _ATOMIC_WRITE):
                if not _may_write(_STDERR):
                    break
                os.write(_STDERR, data[start : start + _ATOMIC_WRITE])
        return len(text)


def _may_write(descriptor: int) -> bool:
    return sys.platform == "win32" or _is_writable(descriptor)


def _is_writable(descriptor: int) -> bool:
    if sys.platform == "win32":  # select works only for sockets there
        return False
    return bool(select.select([], [descriptor], [], 0)[1])


class Writer:
    """Writes messages in its own thread, so that a slow editor does not block the event loop."""

    def __init__(self, descriptor: int, broken: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._broken = broken
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="chesterton-writer", daemon=True)
        self._queued = 0
        self._written = 0
        self._thread.start()

    @property
    def backlog(self) -> int:
        """The number of bytes queued and not yet written."""
        return self._queued - self._written

    def write(self, data: bytes) -> None:
        """Writes one whole message: directly if that cannot block, else in the thread."""
        if not self.backlog and len(data) <= _ATOMIC_WRITE and _is_writable(self._descriptor):
            self._write_now(data)
        else:
            self._queued += len(data)
            self._queue.put(data)

    def _write_now(self, data: bytes) -> None:
        try:
            self._write_all(data)
        except OSError:
            self._broken()

    def close(self) -> None:
        """Flushes the queue, for at most half a second."""
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
    """Reads from the editor in its own thread and passes the bytes to the event loop."""

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
        """Calls `receive` on the loop for each chunk, and `ended` at the end of the input."""

        def deliver(data: bytes) -> None:
            self._ahead.release()
            receive(data)

        def run() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed at shutdown
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
