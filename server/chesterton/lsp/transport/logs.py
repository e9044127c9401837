"""The server's log: 5 MB x 3, readable by its owner only, with no text of notes or documents."""

import logging
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from chesterton import __version__

LEVEL_VARIABLE = "CHESTERTON_LOG"
"""Environment variable that names the level: debug, info, warning or error."""

_EARLY_LINES = 1000
_VERSIONS = f"Chesterton {__version__}, Python {sys.version.split()[0]}, {sys.platform}"

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


class _Formatter(logging.Formatter):
    """Shows where an error came from, never its text: messages of exceptions can quote a note."""

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
        return "\n".join(
            [
                *lines,
                f"  {name} ({_VERSIONS})",
            ]
        )


class _Early(logging.Handler):
    """Keeps the first lines until it is known where they belong."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.lines) < _EARLY_LINES:
            self.lines.append(record)


def start(log_file: Path | None) -> None:
    """Log to `log_file`, or keep the first lines until `attach` says where they belong."""
    logger = logging.getLogger("chesterton")
    logger.setLevel(_LEVELS.get(os.environ.get(LEVEL_VARIABLE, "").lower(), logging.INFO))
    logger.propagate = False
    for chatty in ("pygls", "asyncio"):  # they log whole messages, with the text of notes
        logging.getLogger(chatty).setLevel(logging.CRITICAL + 1)
    if log_file is not None:
        _add(logger, _file(log_file))
    else:
        logger.addHandler(_Early())


def attach(folder: Path) -> None:
    """Write to `folder`/lsp.log from here on, unless a file was named at the start."""
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
    """For asyncio: an error nobody waited for, without its text."""
    error = context.get("exception")
    details = (type(error), error, error.__traceback__) if error else None
    logging.getLogger(__name__).error("a task ended with an error", exc_info=details)
