"""On a full disk writes fail with a clear error, reads work, and freeing space is enough."""

import errno
import os
import subprocess
from contextlib import closing

import pytest

from chesterton.model.errors import UserError
from chesterton.store import connection, journal, transaction
from chesterton.store.location import Location
from chesterton.store.upkeep import health
from tests.store.samples import a_note, everything, opened, put

BIG = "because " * 6000


def faults(location):
    return [finding.message for finding in health.check(location) if not finding.ok]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk can only be mounted by root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place):
    """Use up all free space."""
    with (place / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def put_until_refused(store):
    stored = []
    try:
        while True:
            stored += put(store, a_note(body=BIG))
    except UserError as refusal:
        return stored, refusal


def test_a_disk_filled_by_notes_says_so_and_loses_none(small_disk):
    """D11: -wal growth, checkpoint, journal and backup share the same small disk."""
    notices = []
    store = opened(small_disk / "memory", notice=notices.append)
    stored, refusal = put_until_refused(store)
    assert "is full" in refusal.message
    assert "stored notes are safe" in refusal.hint
    assert len(stored) > 2
    assert everything(store)[: len(stored)] == stored
    fill(small_disk)
    with pytest.raises(UserError, match="is full"):
        put(store, a_note(body=BIG))
    assert everything(store)[: len(stored)] == stored
    (small_disk / "filler").unlink()
    subprocess.run(["mount", "-o", "remount,size=32m", str(small_disk)], check=True)
    (more,) = put(store, a_note("after all"))
    assert more in everything(store)
    assert stored == everything(store)[: len(stored)]
    store.close()
    assert faults(store.location) == []


def test_a_full_disk_at_the_first_start_is_a_clear_error_and_no_more(small_disk):
    """D11."""
    fill(small_disk)
    with pytest.raises(UserError, match="is full"):
        opened(small_disk / "memory")
    (small_disk / "filler").unlink()
    store = opened(small_disk / "memory")
    assert len(put(store)) == 1
    store.close()
    assert faults(store.location) == []


@pytest.fixture
def no_room(monkeypatch):
    """SQLite cannot allocate pages, as on a full disk."""
    open_writer = connection.open_writer

    def limited(path):
        db = open_writer(path)
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
        return db

    return lambda: monkeypatch.setattr(transaction, "open_writer", limited)


def test_a_change_without_room_is_not_half_stored(monkeypatch, store, no_room):
    """D11: at the write."""
    (note,) = put(store)
    no_room()
    with pytest.raises(UserError, match="is full"):
        put(store, *(a_note(body=BIG) for _ in range(20)))
    assert everything(store) == [note]
    monkeypatch.undo()
    put(store, *(a_note(body=BIG) for _ in range(20)))
    store._writer().maintenance.finish()
    assert faults(store.location) == []


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_journal_without_room_is_completed_by_the_next_write(monkeypatch, directory):
    """D11: the disk fills up after COMMIT, so the note is stored and must not be saved again."""
    notices = []
    store = opened(directory, notice=notices.append)
    monkeypatch.setattr(journal, "append", full)
    (note,) = put(store)
    assert "saved, but a follow-up step failed" in notices[-1]
    with pytest.raises(UserError, match=r"is full.*kept in the outbox"):
        put(store)
    assert everything(store) == [note]
    monkeypatch.undo()
    put(store)
    assert len(everything(store)) == 3
    store.close()
    assert len(list(journal.entries(store.location.journal))) == 4
    assert faults(store.location) == []


def test_a_partial_journal_line_is_truncated(monkeypatch, directory, store):
    """D11."""
    put(store)
    before = (directory / "journal.jsonl").read_bytes()
    write = os.write

    def half(descriptor, data):
        if len(data) > 1:
            return write(descriptor, data[: len(data) // 2])
        return full()

    monkeypatch.setattr(journal.os, "write", half)
    end = journal.read_end(directory / "journal.jsonl")
    with pytest.raises(OSError, match="No space"):
        journal.append(directory / "journal.jsonl", end, ["{}"])
    monkeypatch.undo()
    assert (directory / "journal.jsonl").read_bytes() == before


def test_a_failed_fsync_is_reported_and_not_repeated(monkeypatch, store):
    """D35."""
    tries = []

    def broken(db, work):
        tries.append(work)
        with closing(db):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("chesterton.store.write_path.commit", broken)
    with pytest.raises(UserError, match="reported an error"):
        put(store)
    assert len(tries) == 1
    monkeypatch.undo()
    assert len(put(store)) == 1


def test_a_full_disk_during_a_backup_fails_no_write(monkeypatch, directory):
    """D11, D34."""
    monkeypatch.setattr("chesterton.store.upkeep.backup.sync_file", full)
    notices = []
    store = opened(directory, notice=notices.append)
    (note,) = put(store)
    store._writer().maintenance.finish()
    assert everything(store) == [note]
    assert "backup" in notices[0]
    assert list((directory / "backups").glob("*.db")) == []
    monkeypatch.undo()
    put(store)
    store.close()
    assert len(list((directory / "backups").glob("daily-*.db"))) == 1
    assert faults(Location(directory)) == []
