"""The file behind the log: 5 MB x 3, mode 0600, shared by the servers of one user."""

import io
import logging
import logging.handlers
import os
from pathlib import Path

_SIZE = 5 * 1024 * 1024
_FILES = 3


class PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating file of mode 0600 that several servers of one user may share."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_SIZE, backupCount=_FILES - 1, encoding="utf-8")

    def _open(self) -> io.TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.baseFilename, flags, 0o600)
        return io.TextIOWrapper(io.FileIO(descriptor, "a"), encoding="utf-8", line_buffering=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a line, into the file that has the name now."""
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
