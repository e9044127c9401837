"""Running git so that nothing of the repository it looks at can run.

A repository may name programs in a dozen places: hooks, filters, pagers, monitors, transports.
The options and the environment below switch each of them off; the callers stay with commands
that read objects. `tests/unit/git/test_hostile.py` holds a repository that tries them all.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import IO, cast

from chesterton.git.program import find_program, trusted_path
from chesterton.model.errors import UserError

TIMEOUT = 5.0
"""Seconds that a question to git may take."""

LIMIT = 64 * 1024 * 1024
"""Bytes of an answer."""

_CHUNK = 64 * 1024
_ERROR_LIMIT = 8 * 1024

_OPTIONS = (
    "--no-pager",
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.pager=cat"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.mailmap=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
)

_VARIABLES = {
    # A repository's `protocol.ext.allow=always` outranks protocol.allow; this outranks both.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "NoDefaultCurrentDirectoryInExePath": "1",
}


class Reason(StrEnum):
    """Why git gave no answer."""

    MISSING = "missing"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TOO_LARGE = "too large"
    FAILED = "failed"


class GitError(UserError):
    """Git gave no answer. `code` is its exit code where it ended by itself."""

    def __init__(
        self, reason: Reason, message: str, hint: str = "", code: int | None = None
    ) -> None:
        super().__init__(message, hint)
        self.reason = reason
        self.code = code


def run(
    root: Path,
    *arguments: str,
    data: bytes | None = None,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
    avoid: tuple[Path, ...] = (),
) -> bytes:
    """What `git ARGUMENTS` prints in `root`, given `data` as its input. Raises GitError.

    No program inside `root` or a folder of `avoid` is taken for git.
    """
    process = start(root, *arguments, avoid=avoid)
    output = _Collected(cast("IO[bytes]", process.stdout), limit, process)
    errors = _Collected(cast("IO[bytes]", process.stderr), _ERROR_LIMIT, None)
    feeder = threading.Thread(target=_feed, args=(process, data or b""), daemon=True)
    try:
        feeder.start()
        _await(process, (feeder, output, errors), timeout)
    except subprocess.TimeoutExpired:
        raise _timed_out(arguments[0], timeout) from None
    finally:
        stop(process)
    if output.overflowed:
        raise GitError(Reason.TOO_LARGE, f"git {arguments[0]} answered more than {limit} bytes")
    if process.returncode:
        raise _failure(arguments[0], process.returncode, errors.content)
    return output.content


def start(root: Path, *arguments: str, avoid: tuple[Path, ...] = ()) -> subprocess.Popen[bytes]:
    """A hardened git with pipes on all three streams; `stop` ends it."""
    folders = (root, *avoid)
    search_path = os.environ.get("PATH", os.defpath)
    program = find_program(search_path, folders)
    if program is None:
        raise _missing()
    try:
        return subprocess.Popen(  # noqa: S603 - an absolute program and a list of arguments
            [program, "-C", root, *_OPTIONS, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(root, folders),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        raise _missing() from None


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends `process` and what it started, and closes its pipes."""
    if process.poll() is None:
        _kill(process)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        with suppress(OSError):
            cast("IO[bytes]", stream).close()


def environment(root: Path, avoid: tuple[Path, ...]) -> dict[str, str]:
    """The variables git runs with: the user's, without any that steer git."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") and name not in {"LANGUAGE", "PAGER", "PATH"}
    }
    kept["PATH"] = trusted_path(os.environ.get("PATH", os.defpath), avoid)
    return {**kept, **_VARIABLES, "GIT_CEILING_DIRECTORIES": str(root.parent)}


class _Collected(threading.Thread):
    """Reads a stream to its end, keeps `limit` bytes, and ends `process` when there are more."""

    def __init__(
        self, stream: IO[bytes], limit: int, process: subprocess.Popen[bytes] | None
    ) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._limit = limit
        self._process = process
        self._chunks: list[bytes] = []
        self._size = 0
        self.start()

    @property
    def overflowed(self) -> bool:
        return self._size > self._limit

    @property
    def content(self) -> bytes:
        return b"".join(self._chunks)

    def run(self) -> None:
        with suppress(OSError, ValueError):  # the stream is closed under us after a timeout
            while chunk := self._stream.read1(_CHUNK):  # type: ignore[attr-defined]
                self._keep(chunk)

    def _keep(self, chunk: bytes) -> None:
        if not self.overflowed:
            self._chunks.append(chunk)
        self._size += len(chunk)
        if self.overflowed and self._process:
            _kill(self._process)


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    stream = cast("IO[bytes]", process.stdin)
    with suppress(OSError, ValueError):  # git may end without reading all of it
        stream.write(data)
    with suppress(OSError, ValueError):
        stream.close()


def _await(
    process: subprocess.Popen[bytes], threads: Iterable[threading.Thread], timeout: float
) -> None:
    deadline = monotonic() + timeout
    for thread in threads:
        thread.join(max(0.0, deadline - monotonic()))
    process.wait(max(0.01, deadline - monotonic()))


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _missing() -> GitError:
    hint = "install git, or put its folder on PATH; notes work without it"
    return GitError(Reason.MISSING, "git was not found outside the project", hint)


def _timed_out(command: str, timeout: float) -> GitError:
    return GitError(Reason.TIMEOUT, f"git {command} took more than {timeout:g} seconds")


def _failure(command: str, code: int, errors: bytes) -> GitError:
    text = errors.decode("utf-8", "replace").strip()
    if "dubious ownership" in text:
        message = "the repository belongs to another user, so git does not read it"
        return GitError(Reason.REFUSED, message, "notes work without its history", code)
    first = text.partition("\n")[0].removeprefix("fatal: ")
    return GitError(
        Reason.FAILED, f"git {command} failed: {first or f'exit code {code}'}", "", code
    )
