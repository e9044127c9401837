"""The data directory: permissions, symbolic links, read-only and network file systems."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from chesterton.model.errors import UserError
from chesterton.store import location as locations
from chesterton.store.location import Location, default_location, readable_by_others
from chesterton.store.store import Store
from chesterton.store.upkeep import health
from tests.store.processes import ROOT, run
from tests.store.samples import PROJECT, a_note, everything, opened, put

NOBODY = 65534
posix = pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.parametrize("exists", [False, True])
def test_a_fresh_memory_is_private_whatever_the_umask(directory, exists):
    """S64."""
    before = os.umask(0o022)
    try:
        if exists:
            directory.mkdir()
        store = opened(directory)
        put(store)
        store._writer().maintenance.finish()
        files = [path for path in directory.rglob("*") if path.is_file()]
        assert {path.name for path in files} >= {
            "memory.db", "memory.db-wal", "memory.db-shm", "journal.jsonl", "write.lock",
        }  # fmt: skip
        assert {mode(path) for path in files} == {0o600}
        assert {mode(path) for path in (directory, directory / "backups")} == {0o700}
        store.close()
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="needs a second user")
def test_another_user_sees_nothing(store):
    """S65: even if the parent folders are open to all."""
    put(store)
    home = Path(tempfile.mkdtemp(dir="/tmp"))
    home.chmod(0o755)
    shutil.copytree(store.location.directory, home / "memory")
    try:
        assert run("stranger", directory=str(home / "memory"), user=NOBODY) == [{"seen": []}]
    finally:
        shutil.rmtree(home)


@posix
def test_a_directory_writable_by_others_is_reported_once_and_repaired(directory, store):
    """S66."""
    put(store)
    store.close()
    directory.chmod(0o777)
    (directory / "journal.jsonl").chmod(0o644)
    notices = []
    again = opened(directory, notice=notices.append)
    everything(again)
    again.close()
    assert len(notices) == 1
    assert "other users" in notices[0]
    assert "store.location" in [f.check for f in health.check(Location(directory)) if not f.ok]
    health.repair(Location(directory))
    assert readable_by_others(Location(directory)) == []


@pytest.mark.parametrize(
    "name",
    ["memory.db", "journal.jsonl", "write.lock", "write.lock.holder", "memory.db-wal", "backups",
     "outbox", "views", "logs"],
)  # fmt: skip
def test_a_symbolic_link_in_the_directory_is_refused_and_named(directory, tmp_path, name):
    """S39, S40."""
    victim = tmp_path / "victim"
    victim.write_text("somebody else's")
    directory.mkdir()
    (directory / name).symlink_to(victim)
    with pytest.raises(UserError, match=f"{name} is a symbolic link") as caught:
        opened(directory)
    assert "nothing was changed" in caught.value.hint
    assert victim.read_text() == "somebody else's"


WRONG = [
    ("memory.db", os.mkfifo),
    *((name, make) for name in ("journal.jsonl", "write.lock") for make in (os.mkfifo, os.mkdir)),
]
FOLDERS = ("backups", "outbox", "logs", "views", "asked")


@posix
@pytest.mark.parametrize(("name", "make"), WRONG)
def test_a_file_of_the_wrong_type_is_refused_and_named(directory, name, make):
    directory.mkdir()
    make(directory / name)
    with pytest.raises(UserError, match=f"{name} is not a file"):
        opened(directory)
    (fault,) = (finding for finding in health.check(Location(directory)) if not finding.ok)
    assert (fault.check, fault.message) == ("store.location", f"{directory / name} is not a file")


@posix
@pytest.mark.parametrize("make", [os.mkfifo, Path.touch])
@pytest.mark.parametrize("name", FOLDERS)
def test_something_in_the_place_of_a_folder_hides_no_note_and_is_named(directory, name, make):
    directory.mkdir()
    make(directory / name)
    store = opened(directory)
    notes = put(store)
    assert everything(store) == notes
    store.close()
    again = opened(directory)
    assert everything(again) == notes
    again.close()
    faults = {each.check: each.message for each in health.check(again.location) if not each.ok}
    assert f"{directory / name} is not a folder" in faults["store.location"]
    assert set(faults) <= {"store.location", "store.backups"}


def test_a_folder_in_the_place_of_the_database_is_set_aside(directory):
    store = opened(directory)
    notes = put(store)
    store.close()
    for path in directory.glob("memory.db*"):
        path.unlink()
    (directory / "memory.db").mkdir()
    (directory / "memory.db/inside").write_text("kept", encoding="utf-8")
    again = opened(directory)
    assert everything(again) == notes
    again.close()
    (aside,) = directory.glob("memory.db.corrupt-*")
    assert (aside / "inside").read_text("utf-8") == "kept"


def test_a_directory_that_is_a_symbolic_link_is_refused(directory, tmp_path):
    """S39."""
    (tmp_path / "theirs").mkdir()
    directory.symlink_to(tmp_path / "theirs")
    with pytest.raises(UserError, match="symbolic link"):
        opened(directory)
    assert list((tmp_path / "theirs").iterdir()) == []


def test_a_link_laid_while_the_memory_is_open_is_refused_by_the_next_write(directory, store):
    """S40."""
    put(store)
    lock = directory / "write.lock"
    lock.unlink()
    lock.symlink_to(directory.with_name("victim"))
    with pytest.raises(UserError, match=r"write\.lock is a symbolic link"):
        put(store)
    assert not directory.with_name("victim").exists()


def test_a_temporary_file_laid_as_a_link_is_not_followed(directory, store, tmp_path):
    """S40."""
    victim = tmp_path / "victim"
    store.close()
    (directory / "memory.db.building").symlink_to(victim)
    (directory / f".journal.jsonl.{os.getpid()}.tmp").symlink_to(victim)
    (directory / "memory.db").unlink()
    (directory / "journal.jsonl").unlink()
    opened(directory).close()
    assert not victim.exists()


def test_a_missing_directory_is_made_with_its_parents(tmp_path):
    """D14."""
    store = opened(tmp_path / "a" / "b" / "memory")
    assert len(put(store)) == 1
    store.close()


def test_a_file_where_the_directory_should_be_is_a_clear_error(directory):
    """D14."""
    directory.write_text("a file")
    with pytest.raises(UserError, match="cannot be created") as caught:
        opened(directory)
    assert "CHESTERTON_DATA_DIR" in caught.value.hint


def test_the_environment_sets_the_data_directory(monkeypatch, tmp_path):
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "here"))
    assert default_location() == Location(tmp_path / "here")
    monkeypatch.delenv("CHESTERTON_DATA_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert default_location().directory.is_relative_to(tmp_path)


def test_a_missing_home_is_no_crash(monkeypatch):
    """D14."""
    for name in ("CHESTERTON_DATA_DIR", "HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert default_location().directory.is_absolute()


@pytest.fixture
def locked_away():
    """A memory with one note, in a folder that another user can reach."""
    home = Path(tempfile.mkdtemp(dir="/tmp"))
    home.chmod(0o755)
    directory = home / "memory"
    store = opened(directory)
    put(store, a_note("seen"))
    store.close()
    yield directory
    directory.chmod(0o700)
    shutil.rmtree(home)


def _owned_read_only(directory, files, folder):
    for path in (*directory.rglob("*"), directory):
        if os.getuid() == 0:
            os.chown(path, NOBODY, -1)
        path.chmod(folder if path.is_dir() else files)


@posix
@pytest.mark.parametrize(
    ("files", "folder", "with_sidecars"),
    [(0o400, 0o700, True), (0o400, 0o500, True), (0o600, 0o500, True), (0o400, 0o500, False)],
    ids=["files", "files and folder", "folder", "a copy without -wal and -shm"],
)
def test_a_read_only_memory_is_read_and_reported_once(locked_away, files, folder, with_sidecars):
    """D13."""
    if not with_sidecars:
        opened(locked_away).close()
        subprocess.run(
            [sys.executable, "-c", _CHECKPOINT, str(locked_away / "memory.db")], check=True
        )
    _owned_read_only(locked_away, files, folder)
    (report,) = run("read_only", directory=str(locked_away), user=NOBODY)
    assert report["found"] == ["seen"]
    assert len(report["notices"]) == 1
    assert "read-only" in report["notices"][0]
    assert all("read-only" in refusal for refusal in report["refused"])
    assert report["version"]


_CHECKPOINT = (
    "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]);"
    " db.execute('PRAGMA wal_checkpoint(TRUNCATE)'); db.close()"
)


def test_a_memory_that_becomes_writable_is_written_without_a_restart(monkeypatch, directory, store):
    """D13."""
    store.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    blocked = Store.open(Location(directory), notice=lambda _: None)
    with pytest.raises(UserError, match=r"read-only.*kept in the outbox"):
        put(blocked)
    monkeypatch.undo()
    (note,) = put(blocked)
    kept, last = blocked.notes(PROJECT.id)
    assert last == note
    assert kept.id != note.id
    assert blocked.read_only_reason is None
    blocked.close()


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:30 / /home/ada/net\\040drive rw - nfs4 server:/export rw
41 40 8:2 / /home/ada/net\\040drive/local rw - xfs /dev/sdb rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ada", "ext4"),
        ("/home/ada/net drive", "nfs4"),
        ("/home/ada/net drive/x", "nfs4"),
        ("/home/ada/net drive/local/x", "xfs"),
        ("/home/ada/net driver", "ext4"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_its_deepest_mount(folder, kind):
    assert locations.mounted_kind(MOUNTS, folder) == kind


@pytest.fixture
def shared(monkeypatch, tmp_path):
    """Makes all folders of the test appear to be on NFS."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 8:1 / / rw - ext4 x rw\n2 1 0:3 / {tmp_path} rw - nfs4 server:/ rw\n")
    return lambda: monkeypatch.setattr(locations, "MOUNTS", mounts)


def test_a_network_file_system_disables_wal_and_is_reported(directory, shared):
    """D23."""
    shared()
    notices = []
    store = opened(directory, notice=notices.append)
    (note,) = put(store)
    assert store.notes(PROJECT.id) == [note]
    assert not (directory / "memory.db-wal").exists()
    assert ["nfs4" in notice for notice in notices] == [True]
    assert store.forget([note.id]) == 1
    store.close()
    assert [f.check for f in health.check(store.location) if not f.ok] == ["store.disk"]


def test_a_local_memory_found_on_a_network_file_system_is_refused(directory, shared, store):
    """D23."""
    put(store)
    shared()
    with pytest.raises(UserError, match="nfs4") as caught:
        opened(directory)
    assert "CHESTERTON_DATA_DIR" in caught.value.hint


def test_reading_loads_neither_sqlite_utils_nor_filelock(directory, store):
    put(store)
    program = (
        "import sys\nfrom pathlib import Path\nfrom chesterton.store.store import Store\n"
        "from chesterton.store.location import Location\n"
        f"store = Store.open(Location(Path({str(directory)!r})))\n"
        f"assert len(store.notes({PROJECT.id!r})) == 1\n"
        f"store.search({PROJECT.id!r}, '\"retry\"', 5)\nstore.version()\nstore.close()\n"
        "heavy = {'sqlite_utils', 'filelock', 'click', 'platformdirs', 'chesterton.redact'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_outdated_sqlite_is_refused(monkeypatch, directory):
    monkeypatch.setattr("chesterton.store.ensure.OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(UserError, match="too old"):
        opened(directory)
    assert not directory.exists()
