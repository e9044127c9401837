"""A long-running `git cat-file --batch` process that looks up objects by name."""

import queue
import re
import subprocess
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Literal, cast

from chesterton.git.errors import TIMEOUT, GitError, Reason
from chesterton.git.repository import Repository
from chesterton.git.run import start, stop
from chesterton.process.limits import start_thread

_HEADER = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (\w+) (\d+)\n")
Mode = Literal["--batch", "--batch-check"]


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """One object. `content` is None with `--batch-check`, or if it exceeds the size limit."""

    oid: str
    kind: str
    size: int
    content: bytes | None = None


class Batch:
    """Looks up objects by name, restarting the process if it has died. Thread-safe."""

    def __init__(self, repository: Repository, mode: Mode, limit: int) -> None:
        self._repository = repository
        self._mode = mode
        self._limit = limit
        self._lock = threading.Lock()
        self._process: _CatFile | None = None

    def look_up(self, names: Sequence[str]) -> list[ObjectInfo | None]:
        """One result for each name; None if there is no such object. Raises GitError."""
        with self._lock:
            try:
                return self._ask_all(names)
            except _EndedError:
                return self._retry(names)

    def close(self) -> None:
        """Ends the process. A later `look_up` starts another."""
        with self._lock:
            self._end()

    def _retry(self, names: Sequence[str]) -> list[ObjectInfo | None]:
        try:
            return self._ask_all(names)
        except _EndedError:
            # git exits on an object that only a promisor remote has: ask for each name alone
            return [self._ask_one(name) for name in names]

    def _ask_one(self, name: str) -> ObjectInfo | None:
        try:
            return self._ask_all([name])[0]
        except _EndedError:
            # Raises if git does not answer at all, which must not be mistaken for a missing object.
            self._repository.run("rev-parse", "--git-dir")
            return None

    def _ask_all(self, names: Sequence[str]) -> list[ObjectInfo | None]:
        answers: list[ObjectInfo | None] = []
        try:
            answers.extend(self._running().ask(names))
        finally:
            # an answer left in the pipe would be taken for the answer to the next request
            if len(answers) < len(names):
                self._end()
        return answers

    def _running(self) -> "_CatFile":
        if self._process is None:
            self._process = _CatFile(self._repository, self._mode, self._limit)
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.close()
            self._process = None


class _EndedError(Exception):
    """The process exited or was killed before it answered."""


class _CatFile:
    """One `git cat-file` process and the thread that reads its output."""

    def __init__(self, repository: Repository, mode: Mode, limit: int) -> None:
        process = start(
            repository.root, "cat-file", mode, avoid=repository.avoid, stderr=subprocess.DEVNULL
        )
        self._process = process
        self._input = cast("IO[bytes]", process.stdin)
        self._answers: queue.SimpleQueue[ObjectInfo | _Ended | None] = queue.SimpleQueue()
        # also runs at interpreter exit, so no process is left behind
        self._end = weakref.finalize(self, stop, process)
        arguments = (process, self._answers, limit if mode == "--batch" else None)
        start_thread(threading.Thread(target=_read, args=arguments, daemon=True))

    def ask(self, names: Sequence[str]) -> Iterator[ObjectInfo | None]:
        request = "".join(f"{name}\n" for name in names)
        writer = threading.Thread(target=self._write, args=(request,), daemon=True)
        start_thread(writer) if len(names) > 1 else self._write(request)
        for _ in names:
            yield self._next()

    def close(self) -> None:
        self._end()

    def _write(self, request: str) -> None:
        with suppress(OSError, ValueError):  # the reader notices that the process is gone
            self._input.write(request.encode("utf-8", "surrogateescape"))
            self._input.flush()

    def _next(self) -> ObjectInfo | None:
        try:
            answer = self._answers.get(timeout=TIMEOUT)
        except queue.Empty:
            message = f"git cat-file timed out after {TIMEOUT:g} seconds"
            raise GitError(Reason.TIMEOUT, message) from None
        if isinstance(answer, _Ended):
            raise _EndedError
        return answer


class _Ended:
    """Marks the end of the process's output in the queue."""


_Queue = queue.SimpleQueue[ObjectInfo | _Ended | None]


def _read(process: subprocess.Popen[bytes], answers: _Queue, limit: int | None) -> None:
    with suppress(MemoryError), cast("IO[bytes]", process.stdout) as stream:
        while line := stream.readline():
            answers.put(_read_answer(stream, line, limit))
    answers.put(_Ended())


def _read_answer(stream: IO[bytes], line: bytes, limit: int | None) -> ObjectInfo | None:
    header = _HEADER.fullmatch(line)
    if header is None:
        return None
    oid, kind, size = header[1].decode(), header[2].decode(), int(header[3])
    if limit is None:
        return ObjectInfo(oid, kind, size)
    if size > limit:
        _skip(stream, size + 1)
        return ObjectInfo(oid, kind, size)
    content = stream.read(size)
    stream.readline()
    return ObjectInfo(oid, kind, size, content)


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0:
        size -= len(stream.read(min(size, 1 << 20))) or size
