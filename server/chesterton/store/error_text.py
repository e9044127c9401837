"""Classifies SQLite and disk errors, and turns them into messages for the user."""

import errno
import os
import sqlite3
import zlib
from pathlib import Path

from chesterton.model.errors import REFUSALS, NotWritten, UserError
from chesterton.process.limits import free_bytes, is_out_of_files, limits_file_size
from chesterton.store.location import DATA_VARIABLE
from chesterton.store.notices import log_debug

_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""Includes SQLITE_ERROR: all statements are constants, so it means a missing table or column."""
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_BY_CODE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
"""The system error that an SQLite error code stands for, unless more is known."""

NOTHING_CHANGED = "; nothing was changed"

_NEARLY_NOTHING = 256 * 1024


class ChecksumMismatch(Exception):  # noqa: N818  # a fact to act on
    """The checksum of a row does not match its content."""


STORE_ERRORS = (sqlite3.Error, OSError, ChecksumMismatch, zlib.error, UnicodeDecodeError)
"""Everything that reading or writing the database may raise."""


def is_corrupt(error: BaseException) -> bool:
    """Whether the error means that the file is damaged."""
    if isinstance(error, ChecksumMismatch | zlib.error | UnicodeDecodeError):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        # raised by Python's sqlite3 itself: text that is not UTF-8
        return isinstance(error, sqlite3.OperationalError)
    return code & 0xFF in _CORRUPT or code == sqlite3.SQLITE_IOERR_SHORT_READ


def to_user_error(error: BaseException, directory: Path) -> UserError:
    """The error as one sentence, with what is safe and the next step. Contains no note text."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
        return NotWritten(
            "the store's database is locked by another program; nothing was changed",
            "all stored notes are safe; close the program that has memory.db open and try again",
        )
    number = _number_of(error, directory)
    if number is None and is_corrupt(error):
        return NotWritten(
            "the store's database is damaged",
            "nothing was written; run: chesterton doctor --repair",
        )
    log_debug(f"{type(error).__name__} {getattr(error, 'sqlite_errorname', number)}")
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _forbidden(error, directory)
    why, advice = REFUSALS.get(number or 0, REFUSALS[errno.EIO])
    path = _refused_path(error, directory) if number in _IN_PLACE else directory
    return NotWritten(
        f"{path} cannot be used: {why}; nothing was changed",
        f"all stored notes are safe; {advice}, then try again",
    )


def _forbidden(error: BaseException, directory: Path) -> NotWritten:
    """The error if permissions do not allow reading, or else writing, a file or the directory."""
    is_open = os.access(directory, os.R_OK | os.X_OK)
    path = _refused_path(error, directory) if is_open else directory
    if not os.access(path, os.R_OK) and (path == directory or path.exists()):
        return NotWritten(
            f"no permission to read {path}; nothing was changed",
            f"correct its owner and permissions, or set {DATA_VARIABLE} to another folder",
        )
    return NotWritten(
        f"no permission to write to {path}; nothing was changed",
        f"all stored notes are safe; make {_KINDS[path == directory]} writable",
    )


_IN_PLACE = {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.ENOTEMPTY}
"""Something else is where one of our files should be."""

_KINDS = {True: "the folder", False: "that file"}


def _refused_path(error: BaseException, directory: Path) -> Path:
    """The file that may not be written to, if the system named one that is in the directory."""
    name = getattr(error, "filename2", None) or getattr(error, "filename", None)
    path = Path(name) if isinstance(name, str) else _refused_by_sqlite(error, directory)
    is_named = path.is_relative_to(directory) and not path.name.endswith(".tmp")
    return path if is_named else directory


def _refused_by_sqlite(error: BaseException, directory: Path) -> Path:
    """The file of the database that may not be opened, which SQLite does not name."""
    if isinstance(error, sqlite3.Error):
        for path in sorted(directory.glob("memory.db*")):
            if not os.access(path, os.R_OK | os.W_OK):
                return path
    return directory


def _number_of(error: BaseException, directory: Path) -> int | None:
    """The errno behind a failure, even if SQLite reports it as something else; None if unknown."""
    if isinstance(error, OSError):
        return error.errno
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    number = _BY_CODE.get(code)
    if number is None or is_corrupt(error):
        return None
    if number != errno.EACCES and limits_file_size():
        return errno.EFBIG
    if number != errno.ENOSPC and is_out_of_files():
        return errno.EMFILE
    is_full = code != sqlite3.SQLITE_READONLY and free_bytes(directory) < _NEARLY_NOTHING
    return errno.ENOSPC if is_full else number
