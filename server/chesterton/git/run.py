"""Runs git commands without letting the repository execute code.

A repository can configure programs in a dozen places, such as hooks, filters, pagers, fsmonitor and
transports. The options and environment variables below disable them, and callers use only commands
that read objects. `tests/unit/git/test_hostile.py` tries all of them in a hostile repository.
"""

import errno
import io
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO, cast

from chesterton.git.errors import LIMIT, TIMEOUT, GitError, Reason, missing
from chesterton.model.errors import REFUSALS
from chesterton.process.limits import start_thread
from chesterton.process.programs import find_program, trusted_path

_CHUNK = 64 * 1024
_ERROR_LIMIT = 8 * 1024
_EXIT_SECONDS = 1.0
"""Time for git to exit after it closed its output."""

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
    # a repository's `protocol.ext.allow=always` overrides protocol.allow; this overrides both
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "NoDefaultCurrentDirectoryInExePath": "1",
}


def run(
    root: Path,
    *arguments: str,
    data: bytes | None = None,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
    avoid: tuple[Path, ...] = (),
) -> bytes:
    """The output of `git ARGUMENTS` in `root`, given `data` as input. Raises GitError.

    The git executable is never taken from `root` or a folder in `avoid`.
    """
    piped = subprocess.DEVNULL if data is None else subprocess.PIPE
    process = start(root, *arguments, avoid=avoid, stdin=piped)
    try:
        output = _StreamReader(process, process.stdout, limit)
        errors = _StreamReader(process, process.stderr, None)
        start_thread(threading.Thread(target=_feed, args=(process, data or b""), daemon=True))
        _await(process, (output, errors), timeout)
    except subprocess.TimeoutExpired:
        raise _timed_out(arguments[0], timeout) from None
    except (RuntimeError, MemoryError):  # no thread can be started, so no reader closes its stream
        stop(process)
        for stream in (process.stdout, process.stderr):
            cast("IO[bytes]", stream).close()
        raise
    finally:
        stop(process)
    if output.is_cut_short or errors.is_cut_short:
        raise MemoryError
    if output.overflowed:
        message = f"git {arguments[0]} produced more than {limit} bytes of output"
        raise GitError(Reason.TOO_LARGE, message)
    if process.returncode:
        raise _failure(arguments[0], process.returncode, errors.content)
    return output.content


def start(
    root: Path,
    *arguments: str,
    avoid: tuple[Path, ...] = (),
    stdin: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Starts a hardened git with piped streams. `stop` ends it; readers close their streams."""
    folders = (root, *avoid)
    program = find_program("git", folders)
    if program is None:
        raise missing()
    try:
        return subprocess.Popen(  # noqa: S603 - an absolute program and a list of arguments
            [program, "-C", root, *_OPTIONS, *arguments],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environment(root, folders),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        if (why := REFUSALS.get(error.errno or 0)) and error.errno != errno.EACCES:
            raise GitError(Reason.FAILED, f"git cannot be started: {why[0]}", why[1]) from None
        raise missing() from None


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kills `process` if it is still running, and closes its input."""
    if process.poll() is None:
        _kill(process)
    process.wait()
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()


def environment(root: Path, avoid: tuple[Path, ...]) -> dict[str, str]:
    """The user's environment without variables that configure git, plus hardening ones."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") and name not in {"LANGUAGE", "PAGER", "PATH"}
    }
    inherited["PATH"] = trusted_path(avoid)
    return {**inherited, **_VARIABLES, "GIT_CEILING_DIRECTORIES": str(root.parent)}


class _StreamReader(threading.Thread):
    """Reads a stream to its end. Kills `process` if the output exceeds `limit`.

    If there is no limit, the output is truncated instead.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], stream: IO[bytes] | None, limit: int | None
    ) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._stream = cast("io.BufferedReader", stream)
        self._limit = limit
        self._chunks: list[bytes] = []
        self._size = 0
        self.is_cut_short = False  #: by a lack of memory or threads
        start_thread(self)

    @property
    def overflowed(self) -> bool:
        return self._limit is not None and self._size > self._limit

    @property
    def content(self) -> bytes:
        return b"".join(self._chunks)

    def run(self) -> None:
        try:
            with self._stream:
                while chunk := self._stream.read1(_CHUNK):
                    self._keep(chunk)
        except (MemoryError, ValueError):  # or `run` closed the stream, as another thread failed
            self.is_cut_short = True
            _kill(self._process)

    def _keep(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self.overflowed:
            _kill(self._process)
        elif self._limit is not None or self._size <= _ERROR_LIMIT:
            self._chunks.append(chunk)


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin is None:
        return
    with suppress(OSError, ValueError, MemoryError):  # git may end without reading all of it
        process.stdin.write(data)
    with suppress(OSError, ValueError):
        process.stdin.close()


def _await(
    process: subprocess.Popen[bytes], readers: Iterable[threading.Thread], timeout: float
) -> None:
    """Waits for both streams to end; a child process of git may hold them open longer."""
    deadline = monotonic() + timeout
    for reader in readers:
        reader.join(max(0.0, deadline - monotonic()))
        if reader.is_alive():
            _kill(process)
            raise subprocess.TimeoutExpired(process.args, timeout)
    process.wait(max(_EXIT_SECONDS, deadline - monotonic()))


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _timed_out(command: str, timeout: float) -> GitError:
    return GitError(Reason.TIMEOUT, f"git {command} timed out after {timeout:g} seconds")


_SEE_WHY = "notes still work, but without git history; to see why, run: git status"

_DAMAGES = {
    r"index file (?:corrupt|smaller|open failed)|bad (?:index|signature)|index uses": (
        "git cannot read this repository's index, which is damaged",
        "notes still work; delete the index file in the git directory, then run: git reset",
    ),
    r"not a git repository|HEAD|broken": (
        "git does not recognise this folder as a repository; its HEAD may be damaged",
        _SEE_WHY,
    ),
    r"(?:loose object|object file|packfile|bad object|unable to read|unknown revision)": (
        "git cannot read an object in this repository, which is damaged or incomplete",
        "notes still work, but without git history; to see what is missing, run: git fsck",
    ),
    r"(?i:permission denied|read-only)": (
        "git does not have permission to read a file in this repository",
        "notes still work, but without git history; correct the permissions of the git directory",
    ),
}
"""Git's messages about damage, and the messages for the user."""


def _failure(command: str, code: int, errors: bytes) -> GitError:
    text = errors.decode("utf-8", "replace").strip()
    if "dubious ownership" in text:
        message = "git refuses to read this repository because another user owns it"
        named = re.search(r"safe\.directory (\S.*)", text)
        command = f"git config --global --add {named[0]}" if named else "git status"
        hint = f"notes still work, but without git history; if you trust it, run: {command}"
        return GitError(Reason.REFUSED, message, hint, code)
    import logging  # noqa: PLC0415 - 3 ms, only where git fails

    logging.getLogger(__name__).debug(
        "git %s failed with code %s: %s", command, code, text.partition("\n")[0]
    )
    for damaged, (message, hint) in _DAMAGES.items():
        if re.search(damaged, text):
            return GitError(Reason.FAILED, message, hint, code)
    return GitError(Reason.FAILED, "git could not read this repository", _SEE_WHY, code)
