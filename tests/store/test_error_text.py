"""Errors of SQLite and of the disk, and what the user reads about them."""

import errno
import sqlite3

import pytest

from chesterton.model.errors import NotWritten
from chesterton.store import error_text
from chesterton.store.error_text import ChecksumMismatch, is_corrupt, is_full, to_user_error


def sqlite_error(code):
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_X"
    return error


def of_file(path):
    """The error that SQLite raises for a file that is no database."""
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(path).execute("SELECT * FROM x")
    return caught.value


def test_what_means_that_the_file_is_damaged(tmp_path):
    assert is_corrupt(of_file(tmp_path / "x.db"))
    assert is_corrupt(ChecksumMismatch())
    assert is_corrupt(sqlite_error(sqlite3.SQLITE_IOERR_SHORT_READ))
    assert not is_corrupt(sqlite_error(sqlite3.SQLITE_BUSY))
    assert not is_corrupt(OSError(errno.EACCES, "no"))


def test_what_means_that_the_disk_is_full(tmp_path, monkeypatch):
    assert is_full(OSError(errno.ENOSPC, "no space"), tmp_path)
    assert is_full(sqlite_error(sqlite3.SQLITE_FULL), tmp_path)
    assert not is_full(sqlite_error(sqlite3.SQLITE_IOERR), tmp_path)
    monkeypatch.setattr(error_text, "free_bytes", lambda _: 0)
    assert is_full(sqlite_error(sqlite3.SQLITE_IOERR), tmp_path)
    assert not is_full(sqlite_error(sqlite3.SQLITE_BUSY), tmp_path)


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (OSError(errno.ENOSPC, "x"), NotWritten, "is full"),
        (OSError(errno.EROFS, "x"), NotWritten, "no permission"),
        (sqlite_error(sqlite3.SQLITE_READONLY), NotWritten, "no permission"),
        (sqlite_error(sqlite3.SQLITE_LOCKED), NotWritten, "locked by another program"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), NotWritten, "damaged"),
        (ChecksumMismatch(), NotWritten, "damaged"),
        (OSError(errno.EIO, "x"), NotWritten, "EIO"),
        (sqlite_error(sqlite3.SQLITE_INTERRUPT), NotWritten, "SQLITE_X"),
    ],
)
def test_a_sentence_and_the_next_step(error, kind, says, tmp_path):
    worded = to_user_error(error, tmp_path)
    assert type(worded) is kind
    assert says in worded.message
    assert worded.hint


def test_the_free_space_of_a_folder_that_is_gone_counts_as_enough(tmp_path):
    assert error_text.free_bytes(tmp_path / "gone") > 2**40
