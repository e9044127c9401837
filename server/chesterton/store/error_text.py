"""Classifies SQLite and disk errors, and turns them into messages for the user."""

import errno
import sqlite3
import sys
import zlib
from pathlib import Path

from chesterton.model.errors import NotWritten, UserError

_CORRUPT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""Includes SQLITE_ERROR: all statements are constants, so it means a missing table or column."""
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_REFUSED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})
_FULL_ERRNO = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_REFUSED_ERRNO = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
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


def is_full(error: BaseException, directory: Path) -> bool:
    """Whether the error means a full disk, which SQLite reports in several ways."""
    if isinstance(error, OSError):
        return error.errno in _FULL_ERRNO
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return True
    return code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN} and free_bytes(directory) < (
        _NEARLY_NOTHING
    )


def free_bytes(directory: Path) -> int:
    """The free space on the disk; assumed to be enough if it cannot be determined."""
    import shutil  # noqa: PLC0415 - 5 ms, rarely needed

    try:
        return shutil.disk_usage(directory).free
    except OSError:
        return sys.maxsize


def to_user_error(error: BaseException, directory: Path) -> UserError:
    """The error as one sentence, with what is safe and the next step. Contains no note text."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    number = error.errno if isinstance(error, OSError) else None
    if is_full(error, directory):
        return NotWritten(
            f"the disk that holds {directory} is full; nothing was changed",
            "all stored notes are safe; free some space and try again",
        )
    if code in _BUSY:
        return NotWritten(
            "the store's database is locked by another program; nothing was changed",
            "all stored notes are safe; close the program that has memory.db open and try again",
        )
    if code in _REFUSED or number in _REFUSED_ERRNO:
        return NotWritten(
            f"no permission to write to {directory}; nothing was changed",
            "all stored notes are safe and readable; make the folder writable",
        )
    if is_corrupt(error):
        return NotWritten(
            "the store's database is damaged",
            "nothing was written; run: chesterton doctor --repair",
        )
    name = getattr(error, "sqlite_errorname", None) or errno.errorcode.get(number or 0, "unknown")
    return NotWritten(
        f"the disk reported an error ({name}); the change was not stored",
        "notes stored earlier are safe; check the disk, then try again",
    )
