"""A `git cat-file` that stays running and answers one name after the other."""

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

_HEADER = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (\w+) (\d+)\n")
Mode = Literal["--batch", "--batch-check"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One object. `content` is None where only its name was asked, or it is over the limit."""

    oid: str
    kind: str
    size: int
    content: bytes | None = None


class Batch:
    """Answers from any thread; a process that died is started again with the next question."""

    def __init__(self, repository: Repository, mode: Mode, limit: int) -> None:
        self._repository = repository
        self._mode = mode
        self._limit = limit
        self._lock = threading.Lock()
        self._conversation: _Conversation | None = None

    def ask(self, names: Sequence[str]) -> list[Answer | None]:
        """One answer for each name; None where there is no such object. Raises GitError."""
        with self._lock:
            try:
                return self._ask_all(names)
            except _EndedError:
                return self._ask_again(names)

    def close(self) -> None:
        """Ends the process. A later question starts another."""
        with self._lock:
            self._hang_up()

    def _ask_again(self, names: Sequence[str]) -> list[Answer | None]:
        try:
            return self._ask_all(names)
        except _EndedError:
            # Git dies of one name, an object promised by a remote: the others still answer.
            return [self._ask_one(name) for name in names]

    def _ask_one(self, name: str) -> Answer | None:
        try:
            return self._ask_all([name])[0]
        except _EndedError:
            # Raises where git answers nothing at all: that must not be taken for a missing object.
            self._repository.run("rev-parse", "--git-dir")
            return None

    def _ask_all(self, names: Sequence[str]) -> list[Answer | None]:
        answers: list[Answer | None] = []
        try:
            answers.extend(self._talk().ask(names))
        finally:
            # An answer left in the pipe would be taken for that to the next question.
            if len(answers) < len(names):
                self._hang_up()
        return answers

    def _talk(self) -> "_Conversation":
        if self._conversation is None:
            self._conversation = _Conversation(self._repository, self._mode, self._limit)
        return self._conversation

    def _hang_up(self) -> None:
        if self._conversation:
            self._conversation.close()
            self._conversation = None


class _EndedError(Exception):
    """The process ended, or was ended, before it answered."""


class _Conversation:
    """One process, and the thread that reads what it says."""

    def __init__(self, repository: Repository, mode: Mode, limit: int) -> None:
        process = start(repository.root, "cat-file", mode, avoid=repository.avoid)
        self._process = process
        self._input = cast("IO[bytes]", process.stdin)
        self._answers: queue.SimpleQueue[Answer | _Silence | None] = queue.SimpleQueue()
        # Also runs when the interpreter ends: no process is left behind.
        self._end = weakref.finalize(self, stop, process)
        for reader in (_read, _drain):
            arguments = (process, self._answers, limit if mode == "--batch" else None)
            threading.Thread(target=reader, args=arguments, daemon=True).start()

    def ask(self, names: Sequence[str]) -> Iterator[Answer | None]:
        question = "".join(f"{name}\n" for name in names)
        writer = threading.Thread(target=self._write, args=(question,), daemon=True)
        writer.start() if len(names) > 1 else self._write(question)
        for _ in names:
            yield self._next()

    def close(self) -> None:
        self._end()

    def _write(self, question: str) -> None:
        with suppress(OSError, ValueError):  # the reader notices that the process is gone
            self._input.write(question.encode("utf-8", "surrogateescape"))
            self._input.flush()

    def _next(self) -> Answer | None:
        try:
            answer = self._answers.get(timeout=TIMEOUT)
        except queue.Empty:
            message = f"git cat-file took more than {TIMEOUT:g} seconds"
            raise GitError(Reason.TIMEOUT, message) from None
        if isinstance(answer, _Silence):
            raise _EndedError
        return answer


class _Silence:
    """Stands in the queue for the end of the process."""


_Queue = queue.SimpleQueue[Answer | _Silence | None]


def _read(process: subprocess.Popen[bytes], answers: _Queue, limit: int | None) -> None:
    with cast("IO[bytes]", process.stdout) as stream:
        while line := stream.readline():
            answers.put(_read_answer(stream, line, limit))
    answers.put(_Silence())


def _read_answer(stream: IO[bytes], line: bytes, limit: int | None) -> Answer | None:
    header = _HEADER.fullmatch(line)
    if header is None:
        return None
    oid, kind, size = header[1].decode(), header[2].decode(), int(header[3])
    if limit is None:
        return Answer(oid, kind, size)
    if size > limit:
        _skip(stream, size + 1)
        return Answer(oid, kind, size)
    content = stream.read(size)
    stream.readline()
    return Answer(oid, kind, size, content)


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0:
        size -= len(stream.read(min(size, 1 << 20))) or size


def _drain(process: subprocess.Popen[bytes], _answers: _Queue, _limit: int | None) -> None:
    """Complaints are read and dropped, for a full pipe would stop git."""
    with cast("IO[bytes]", process.stderr) as stream:
        while stream.read(4096):
            pass
