"""`doctor` reports and repairs every fault; no file handle leaks and no file grows forever."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from chesterton.store import lock, outbox, transaction
from chesterton.store.connection import open_reader
from chesterton.store.location import Location
from chesterton.store.upkeep import health
from tests.store.processes import receive, worker
from tests.store.samples import a_note, everything, opened, put

BIG = "because " * 6000


def faults(location):
    return [finding.check for finding in health.check(location) if not finding.ok]


def test_a_healthy_memory_has_a_line_for_each_check(store):
    put(store)
    store._writer().maintenance.finish()
    found = health.check(store.location)
    assert [f.check for f in found if not f.ok] == []
    assert len({f.check for f in found}) == len(found) >= 10
    assert all(f.message and not f.advice for f in found)


def test_a_missing_memory_is_no_fault_and_is_not_created(location):
    assert [(f.ok, f.message) for f in health.check(location)] == [(True, "there is no store yet")]
    assert not location.directory.exists()


def test_every_fault_comes_with_advice(location, store):
    put(store)
    store.close()
    location.journal.write_bytes(location.journal.read_bytes()[:-20] + b"\n")
    location.database.write_bytes(b"")
    found = [f for f in health.check(location) if not f.ok]
    assert {f.check for f in found} >= {"store.files", "store.notes", "store.journal"}
    assert all(f.advice for f in found)


def test_repair_refuses_while_another_process_writes(directory, store):
    """D41."""
    put(store)
    with worker("hold", directory=str(directory), seconds=30) as process:
        holder = receive(process)["pid"]
        with pytest.raises(lock.Busy, match=f"pid {holder}"):
            health.repair(store.location, limit=0.2)
        assert faults(store.location) == ["store.search"]
    assert [f.check for f in health.repair(store.location) if not f.ok] == []


def test_copies_of_a_synchroniser_are_found_and_not_used(directory, location, store):
    """D22."""
    notes = put(store)
    store._writer().maintenance.finish()
    shutil.copy(directory / "journal.jsonl", directory / "journal.sync-conflict-20261121-X.jsonl")
    shutil.copy(directory / "journal.jsonl", directory / "memory (Ada's conflicted copy).db")
    health.repair(location)
    assert faults(location) == ["store.copies", "store.copies"]
    assert everything(store) == notes


def test_a_long_reader_lets_the_wal_grow_only_while_it_reads(monkeypatch, directory, store):
    """D06."""
    monkeypatch.setattr(transaction, "CHECKPOINT_BYTES", 100_000)
    wal = directory / "memory.db-wal"
    with closing(open_reader(directory / "memory.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM note").fetchone()
        for _ in range(10):
            put(store, a_note(body=BIG))
        assert wal.stat().st_size > 200_000
    for _ in range(10):
        put(store, a_note(body=BIG))
    assert wal.stat().st_size < 200_000


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="handles are counted in /proc")
def test_opening_and_closing_leaves_no_handle(directory, store):
    """D36."""
    (note,) = put(store)
    store.close()

    def cycle():
        again = opened(directory)
        again.version()
        again.note(note.id)
        again.close()

    cycle()
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(100):
        cycle()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
    assert (directory / "memory.db-wal").stat().st_size < 1_000_000


def test_a_thousand_notes_are_stored_in_one_write(directory, store):
    notes = [a_note(f"note {number}", body=BIG[:500]) for number in range(1000)]
    stored = put(store, *notes)
    assert everything(store) == stored
    assert faults(Location(directory)) in ([], ["store.backups"])


def test_a_folder_that_cannot_be_listed_is_a_fault(location, monkeypatch):
    def refused(_location):
        raise PermissionError(13, "Permission denied", str(location.directory))

    location.directory.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr("chesterton.store.upkeep.restoring.files_moved_aside", refused)
    (finding,) = health.check(location)
    assert (finding.check, finding.ok) == ("store.location", False)
    assert "no permission" in finding.message


@pytest.mark.parametrize("name", ["dir.json", "dir.refused"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "dangling link"])
def test_what_is_no_change_in_the_outbox_is_named(store, location, name, kind):
    put(store, a_note("one"))
    location.outbox.mkdir(parents=True, exist_ok=True)
    path = location.outbox / name
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to(location.journal)
        case _:
            path.symlink_to("nowhere")
    put(store, a_note("two"))
    health.repair(location)
    (found,) = (each for each in health.check(location) if each.check == "store.outbox")
    assert (found.ok, str(path) in found.message) == (False, True)
    assert len(everything(store)) == 2


def test_a_change_that_cannot_be_read_stops_no_other(store, location, monkeypatch):
    hasty = opened(location.directory, limit=0.1)
    with lock.hold_write_lock(location), pytest.raises(lock.Busy):
        put(hasty, a_note("kept"))
    hasty.close()
    (path,) = outbox.waiting(location)
    access = os.access
    monkeypatch.setattr(os, "access", lambda each, mode: each != path and access(each, mode))
    put(store, a_note("two"))
    assert [note.title for note in everything(store)] == ["two"]
    assert [each.ok for each in health.check(location) if each.check == "store.outbox"] == [False]
    monkeypatch.undo()
    put(store, a_note("three"))
    assert len(everything(store)) == 3
