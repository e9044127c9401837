"""Sets up logging for the server. The log never contains note or document text."""

import logging
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from chesterton import __version__

LEVEL_VARIABLE = "CHESTERTON_LOG"
"""Environment variable for the log level: debug, info, warning or error."""

_EARLY_LINES = 1000
_VERSIONS = f"Chesterton {__version__}, Python {sys.version.split()[0]}, {sys.platform}"


class _Formatter(logging.Formatter):
    """Logs an exception's type and stack, never its message, which may quote a note."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")

    def formatException(  # noqa: N802  # the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        frames = traceback.extract_tb(ei[2])
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        name = ei[0].__name__ if ei[0] else "no exception"
        return "\n".join([*lines, f"  {name} ({_VERSIONS})"])


class _Early(logging.Handler):
    """Buffers the first records until the log file is known."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.lines) < _EARLY_LINES:
            self.lines.append(record)


def start(log_file: Path | None) -> None:
    """Logs to `log_file`, or buffers records until `attach` is called."""
    logger = logging.getLogger("chesterton")
    level = os.environ.get(LEVEL_VARIABLE, "").upper()
    logger.setLevel(logging.getLevelNamesMapping().get(level, logging.INFO))
    logger.propagate = False
    for verbose in ("pygls", "asyncio"):  # they log whole messages, including text of notes
        logging.getLogger(verbose).setLevel(logging.CRITICAL + 1)
    if log_file is not None:
        _add(logger, _file(log_file))
    else:
        logger.addHandler(_Early())


def attach(folder: Path) -> None:
    """Logs to `folder`/lsp.log, unless `start` was given a file."""
    logger = logging.getLogger("chesterton")
    early = next((each for each in logger.handlers if isinstance(each, _Early)), None)
    if early is None:
        return
    logger.removeHandler(early)
    target = _file(folder / "lsp.log")
    _add(logger, target)
    for line in early.lines:
        target.handle(line)


def _add(logger: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(_Formatter())
    logger.addHandler(handler)


def _file(path: Path) -> logging.Handler:
    from chesterton.lsp.transport.log_file import PrivateFile  # noqa: PLC0415  # 6 ms, when there is time

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return PrivateFile(path)
    except OSError:  # a server without a log is better than none
        return logging.NullHandler()


def loop_error(_loop: object, context: dict[str, Any]) -> None:
    """An asyncio exception handler that logs errors without their message."""
    error = context.get("exception")
    details = (type(error), error, error.__traceback__) if error else None
    logging.getLogger(__name__).error("a background task failed", exc_info=details)
