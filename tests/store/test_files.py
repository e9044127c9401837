"""Files are written whole or not at all, also where a scanner holds them for a while."""

from pathlib import Path

import pytest

from chesterton.store import private_files


@pytest.fixture
def held(monkeypatch):
    """Renames fail, as on Windows while another program has the file open, so many times."""
    real, calls = Path.replace, []

    def hold(times):
        def replace(self, target):
            calls.append(target)
            if len(calls) <= times:
                error = PermissionError(13, "in use")
                error.winerror = 32
                raise error
            return real(self, target)

        monkeypatch.setattr(Path, "replace", replace)

    return hold


def test_a_file_that_a_scanner_holds_is_tried_again(tmp_path, held):
    """D39."""
    held(3)
    private_files.replace(tmp_path / "a", [b"one"])
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_file_that_is_held_for_good_stays_as_it_was(monkeypatch, tmp_path, held):
    """D39."""
    monkeypatch.setattr(private_files, "PATIENCE_SECONDS", 0.1)
    (tmp_path / "a").write_bytes(b"old")
    held(1000)
    with pytest.raises(PermissionError):
        private_files.replace(tmp_path / "a", [b"new"])
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_parts_that_fail_leave_the_old_file(tmp_path):
    (tmp_path / "a").write_bytes(b"old")

    def parts():
        yield b"new"
        raise ValueError("cut")

    with pytest.raises(ValueError, match="cut"):
        private_files.replace(tmp_path / "a", parts())
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
