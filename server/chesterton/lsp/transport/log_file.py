"""The log file: rotated at 5 MB, keeping 3 files; mode 0600, shared by all servers of one user."""

import io
import logging
import logging.handlers
import os
from pathlib import Path

_SIZE = 5 * 1024 * 1024
_FILES = 3


class PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file handler with mode 0600 that several processes may share."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_SIZE, backupCount=_FILES - 1, encoding="utf-8")

    def _open(self) -> io.TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.baseFilename, flags, 0o600)
        return io.TextIOWrapper(io.FileIO(descriptor, "a"), encoding="utf-8", line_buffering=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a record, reopening the file if it was rotated or its folder was removed.

        If that fails, the record is dropped, because logging must not make the caller fail.
        """
        try:
            if self.stream is None or not self._is_current(self.stream.fileno()):
                self._reopen()
        except OSError:
            return
        super().emit(record)

    def _reopen(self) -> None:
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.stream = self._open()

    def _is_current(self, descriptor: int) -> bool:
        """Whether the open file is still the log; another server may have rotated it."""
        try:
            return os.path.samestat(os.fstat(descriptor), Path(self.baseFilename).stat())
        except OSError:
            return False
