"""Reports of bugs: versions and where in the code, never the text of a note."""

import logging
import os
import platform
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime

from chesterton import __version__
from chesterton.cli.place import memory_location
from chesterton.model.errors import UserError
from chesterton.store.location import prepare

_SIZE_LIMIT = 5 * 1024 * 1024


def report(error: Exception, command: Sequence[str]) -> str:
    """Writes what is needed to mend a bug, without arguments, and says where."""
    text = _text(error, command)
    try:
        place = _append(text)
    except (OSError, UserError, ValueError):
        return f"chesterton: this is a bug; what is stored is safe; please report this:\n{text}"
    return (
        f"chesterton: this is a bug ({type(error).__name__}); what is stored is safe; "
        f"please report what stands at the end of {place} (it holds no note text)"
    )


def log_to_stderr(level: str) -> None:
    """Shows the log lines of at least this level."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    logging.basicConfig(level=number, format="%(levelname)s %(name)s: %(message)s")


def _text(error: Exception, command: Sequence[str]) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    versions = f"chesterton {__version__}, Python {platform.python_version()}, {sys.platform}"
    named = " ".join(part for part in command if part.isalpha()) or "(no command)"
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%dT%H:%M:%SZ} {type(error).__name__} in {named}\n{versions}\n{where}\n"


def _append(text: str) -> str:
    location = memory_location()
    prepare(location)
    location.logs.mkdir(mode=0o700, exist_ok=True)
    path = location.logs / "bugs.log"
    if path.exists() and path.stat().st_size > _SIZE_LIMIT:
        path.replace(path.with_suffix(".old.log"))
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        file.write(text)
    return str(path)
