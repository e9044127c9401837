"""The server's log: 5 MB x 3, readable by its owner only, with no text of notes or documents."""

import io
import logging
import logging.handlers
import os
import platform
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from chesterton import __version__

LEVEL_VARIABLE = "CHESTERTON_LOG"
"""Environment variable that names the level: debug, info, warning or error."""

_SIZE = 5 * 1024 * 1024
_FILES = 3
_EARLY_LINES = 1000

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
        return "\n".join([*lines, f"  {name} (Chesterton {__version__}, {platform.platform()})"])


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file of mode 0600 that several servers of one user may share."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_SIZE, backupCount=_FILES - 1, encoding="utf-8")

    def _open(self) -> io.TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.baseFilename, flags, 0o600)
        return io.TextIOWrapper(io.FileIO(descriptor, "a"), encoding="utf-8", line_buffering=True)

    def emit(self, record: logging.LogRecord) -> None:
        if self.stream is not None and not self._is_current(self.stream.fileno()):
            self.stream.close()
            self.stream = self._open()
        super().emit(record)

    def _is_current(self, descriptor: int) -> bool:
        """Another server may have rotated the file away under us."""
        try:
            return os.path.samestat(os.fstat(descriptor), Path(self.baseFilename).stat())
        except OSError:
            return False


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
        early = logging.handlers.MemoryHandler(_EARLY_LINES, flushLevel=logging.CRITICAL + 1)
        logger.addHandler(early)


def attach(folder: Path) -> None:
    """Write to `folder`/lsp.log from here on, unless a file was named at the start."""
    logger = logging.getLogger("chesterton")
    early = [h for h in logger.handlers if isinstance(h, logging.handlers.MemoryHandler)]
    if not early:
        return
    target = _file(folder / "lsp.log")
    _add(logger, target)
    for handler in early:
        handler.setTarget(target)
        handler.close()
        logger.removeHandler(handler)


def _add(logger: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(_Formatter())
    logger.addHandler(handler)


def _file(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _PrivateFile(path)
    except OSError:  # a server without a log is better than none
        return logging.NullHandler()


def loop_error(_loop: object, context: dict[str, Any]) -> None:
    """For asyncio: an error nobody waited for, without its text."""
    error = context.get("exception")
    details = (type(error), error, error.__traceback__) if error else None
    logging.getLogger(__name__).error("a task ended with an error", exc_info=details)
