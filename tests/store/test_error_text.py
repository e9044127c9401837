"""Errors of SQLite and of the disk, and what the user reads about them."""

import errno
import re
import sqlite3

import pytest

from chesterton.model.errors import NotWritten
from chesterton.process import limits
from chesterton.store import error_text
from chesterton.store.error_text import ChecksumMismatch, is_corrupt, to_user_error


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


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EDQUOT, "x"), "quota has been exceeded"),
        (OSError(errno.EFBIG, "x"), "file size limit"),
        (OSError(errno.EMFILE, "x"), "too many open files"),
        (OSError(errno.ENFILE, "x"), "too many open files"),
        (OSError(errno.EROFS, "x"), "no permission to write"),
        (OSError(errno.EIO, "x"), "reported an error"),
        (OSError(9999, "x"), "reported an error"),
        (sqlite_error(sqlite3.SQLITE_FULL), "the disk is full"),
        (sqlite_error(sqlite3.SQLITE_READONLY), "no permission to write"),
        (sqlite_error(sqlite3.SQLITE_LOCKED), "locked by another program"),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), "reported an error"),
        (sqlite_error(sqlite3.SQLITE_INTERRUPT), "reported an error"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), "damaged"),
        (ChecksumMismatch(), "damaged"),
    ],
)
def test_a_sentence_and_the_next_step_without_the_name_of_an_error(error, says, tmp_path):
    worded = to_user_error(error, tmp_path)
    assert type(worded) is NotWritten
    assert says in worded.message
    assert worded.hint
    assert not re.search(r"SQLITE|\bE[A-Z]{2,}\b|Errno", str(worded))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_CANTOPEN])
@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [
        ("free_bytes", lambda _: 0, "the disk is full"),
        ("is_out_of_files", lambda: True, "too many open files"),
    ],
)
def test_what_sqlite_does_not_name(code, name, answer, says, tmp_path, monkeypatch):
    monkeypatch.setattr(error_text, name, answer)
    assert says in to_user_error(sqlite_error(code), tmp_path).message


@pytest.mark.parametrize(
    "code",
    [sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_FULL],
)
def test_a_limit_on_file_sizes_is_named(code, tmp_path, monkeypatch):
    monkeypatch.setattr(error_text, "limits_file_size", lambda: True)
    assert "file size limit" in to_user_error(sqlite_error(code), tmp_path).message


def test_the_free_space_of_a_folder_that_is_gone_counts_as_enough(tmp_path):
    assert limits.free_bytes(tmp_path / "gone") > 2**40
