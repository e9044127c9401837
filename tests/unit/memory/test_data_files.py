"""Private files and logs in the data directory."""

import os

import pytest

from chesterton.memory import data_files
from chesterton.memory.data_files import append_to_log, write_private
from chesterton.memory.opening import Location

on_posix = pytest.mark.skipif(os.name != "posix", reason="modes of files")


@pytest.fixture(name="location")
def _location(tmp_path):
    (tmp_path / "memory").mkdir()
    return Location(tmp_path / "memory")


@on_posix
def test_only_the_owner_can_read_a_private_file_and_its_folder(tmp_path):
    path = tmp_path / "setup" / "neovim.json"
    for data in (b"{}", b"[1]"):
        write_private(path, data)
        assert path.read_bytes() == data
    assert [each.stat().st_mode & 0o077 for each in (path, path.parent)] == [0, 0]


def test_a_log_is_appended_to(location):
    for line in ("one\n", "two\n"):
        path = append_to_log(location, "bugs.log", line)
    assert path == location.logs / "bugs.log"
    assert path.read_text(encoding="utf-8") == "one\ntwo\n"


def test_a_full_log_is_rotated(location, monkeypatch):
    monkeypatch.setattr(data_files, "_LOG_LIMIT", 3)
    for line in ("one\n", "two\n", "three\n"):
        path = append_to_log(location, "bugs.log", line)
    assert path.read_text(encoding="utf-8") == "three\n"
    assert path.with_suffix(".old.log").read_text(encoding="utf-8") == "two\n"


@on_posix
def test_a_log_that_is_a_symlink_is_not_followed(location, tmp_path):
    location.logs.mkdir()
    (location.logs / "bugs.log").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"bugs\.log"):
        append_to_log(location, "bugs.log", "one\n")
    assert not (tmp_path / "elsewhere").exists()
