"""Files are written atomically, even while a virus scanner holds them open."""

from pathlib import Path

import pytest

from chesterton.store import private_files


@pytest.fixture
def held(monkeypatch):
    """Makes the first renames fail, as on Windows while another program has the file open."""
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


def test_replacing_a_file_in_use_is_retried(tmp_path, held):
    """D39."""
    held(3)
    private_files.write_atomically(tmp_path / "a", [b"one"])
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_file_in_use_for_good_stays_unchanged(monkeypatch, tmp_path, held):
    """D39."""
    monkeypatch.setattr(private_files, "PATIENCE_SECONDS", 0.1)
    (tmp_path / "a").write_bytes(b"old")
    held(1000)
    with pytest.raises(PermissionError):
        private_files.write_atomically(tmp_path / "a", [b"new"])
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_parts_that_fail_leave_the_old_file(tmp_path):
    (tmp_path / "a").write_bytes(b"old")

    def parts():
        yield b"new"
        raise ValueError("cut")

    with pytest.raises(ValueError, match="cut"):
        private_files.write_atomically(tmp_path / "a", parts())
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
