"""Limits of the system on the size and number of files: one sentence, and the note is kept."""

import re
import sqlite3
import sys
from contextlib import closing

import pytest

resource = pytest.importorskip("resource", reason="limits of POSIX systems")

RAW = re.compile(r"SQLITE|\bE[A-Z]{3,}\b|Errno|Traceback|this is a bug")
SAID = {"RLIMIT_FSIZE": "the file size limit was reached", "RLIMIT_NOFILE": "too many open files"}


@pytest.fixture
def limited(process, shell):
    """Runs a command in a process with a limit; its file descriptors are counted from 3."""

    def run(name, limit, *arguments, **options):
        def preexec():
            resource.setrlimit(getattr(resource, name), (limit, limit))

        ended = process(*arguments, preexec_fn=preexec, **options)
        assert not RAW.search(ended.stderr), ended.stderr
        assert ended.returncode in {0, 1}, ended.stderr
        return ended

    shell.remember("Before")
    return run


_FEWEST = 6
"""Below this, not even what redacts the text that is kept can be loaded."""


def stored(shell):
    return sorted(note["title"] for note in shell("notes", "--json").objects)


def remember(limited, name, limit):
    words = ("--symbol", "pay.py::refund", "--title", "Limited", "--body", "why " * 100)
    return limited(name, limit, "remember", *words)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other minima")
@pytest.mark.parametrize("size", [0, 300, 4_096, 20_000, 50_000, 90_000])
def test_a_limit_on_file_sizes_loses_no_note(limited, shell, size):
    ended = remember(limited, "RLIMIT_FSIZE", size)
    (sentence,) = ended.stderr.splitlines()
    assert (ended.returncode, SAID["RLIMIT_FSIZE"] in sentence) == (1, True)
    is_lost = "the note was not stored, and its text could not be kept elsewhere" in sentence
    assert is_lost is (size < 1_000)
    assert stored(shell) == ["Before", *(["Limited"] if not is_lost else [])]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other minima")
@pytest.mark.parametrize("count", [5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20])
def test_a_limit_on_open_files_loses_no_note(limited, shell, count):
    ended = remember(limited, "RLIMIT_NOFILE", count)
    problems = [line for line in ended.stderr.splitlines() if "kept" in line or "cannot" in line]
    assert all(SAID["RLIMIT_NOFILE"] in line for line in problems)
    assert bool(ended.returncode) <= bool(problems)
    is_lost = "the note was not stored, and its text could not be kept elsewhere" in ended.stderr
    assert is_lost <= (count < _FEWEST)
    assert stored(shell) == ["Before", *(["Limited"] if not is_lost else [])]
    assert limited("RLIMIT_NOFILE", count, "notes").returncode in {0, 1}


@pytest.mark.parametrize("command", ["notes", "doctor", "projects", "export", "recall Before"])
def test_reading_needs_no_room_for_files(limited, command):
    ended = limited("RLIMIT_FSIZE", 40_000, *command.split())
    assert "Before" in ended.stdout or command in {"doctor", "projects"}


@pytest.mark.parametrize("size", [0, 1_000, 30_000])
def test_notes_are_read_where_no_file_can_be_made(limited, shell, size):
    with closing(sqlite3.connect(shell.home / "memory.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not (shell.home / "memory.db-wal").exists()
    ended = limited("RLIMIT_FSIZE", size, "notes")
    assert ("Before" in ended.stdout, ended.stderr) == (True, "")


@pytest.mark.parametrize("size", [0, 50])
def test_setup_that_cannot_write_leaves_nothing_behind(limited, process, size, tmp_path):
    (tmp_path / "nvim").mkdir()
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    ended = limited("RLIMIT_FSIZE", size, "setup", "neovim", env=environment)
    assert (ended.returncode, SAID["RLIMIT_FSIZE"] in ended.stderr) == (1, True)
    assert [each for each in (tmp_path / "nvim").rglob("*") if each.is_file()] == []
    assert process("setup", "neovim", env=environment).returncode == 0
