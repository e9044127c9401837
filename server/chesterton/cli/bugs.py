"""Crash reports: versions and stack frames, never note text."""

import logging
import platform
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime

from chesterton import __version__
from chesterton.memory.data_files import append_to_log
from chesterton.memory.opening import ensured_location
from chesterton.model.errors import UserError


def report(error: Exception, command: Sequence[str]) -> str:
    """Appends a crash report to the log and returns the message for the user.

    The report leaves out the arguments of the command, which may contain note text.
    """
    text = _text(error, command)
    try:
        log = append_to_log(ensured_location(), "bugs.log", text)
    except (OSError, UserError, ValueError):
        return f"chesterton: this is a bug; your notes are safe. Please report it:\n{text}"
    return (
        f"chesterton: this is a bug ({type(error).__name__}); your notes are safe. "
        f"Please report it with the last entry of {log}, which contains no note text."
    )


def log_to_stderr(level: str) -> None:
    """Logs to standard error at this level and above."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    logging.basicConfig(level=number, format="%(levelname)s %(name)s: %(message)s")


def _text(error: Exception, command: Sequence[str]) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    versions = f"chesterton {__version__}, Python {platform.python_version()}, {sys.platform}"
    name = " ".join(part for part in command if part.isalpha()) or "(no command)"
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%dT%H:%M:%SZ} {type(error).__name__} in {name}\n{versions}\n{where}\n"
