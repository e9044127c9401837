"""After any damage to the files, acknowledged notes are restored and the user is notified."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from unittest.mock import Mock

import pytest

from chesterton.model.errors import UserError
from chesterton.model.note import EventKind
from chesterton.store import journal
from chesterton.store.location import Location
from chesterton.store.upkeep import health, restoring
from tests.store.samples import PROJECT, a_note, everything, opened, put, with_notices

ROUNDS = 1000 if "CHESTERTON_LONG_TESTS" in os.environ else 40


@pytest.fixture
def kept(directory):
    """The notes of a closed memory that has a backup."""
    store = opened(directory)
    put(store, *(a_note(f"note {number}", body="because " * number) for number in range(20)))
    first = everything(store)
    put(store, first[0], kind=EventKind.EDITED)
    notes = everything(store)
    store.close()
    return notes


def restored(directory):
    """The notes found on opening, and the notices."""
    notices, again = with_notices(directory)
    store = again()
    try:
        return everything(store), notices
    finally:
        store.close()


def faults(directory):
    return [finding.message for finding in health.check(Location(directory)) if not finding.ok]


def encrypted(database):
    database.write_bytes(random.Random(1).randbytes(database.stat().st_size))


def another_program(database):
    database.unlink()
    with closing(sqlite3.connect(database)) as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")


@pytest.mark.parametrize(
    "damage",
    [
        lambda database: database.write_bytes(b""),
        lambda database: database.write_text("this is no database\n" * 100),
        lambda database: database.write_bytes(
            b"** This file contains an SQLite 2 database **" * 99
        ),
        encrypted,
        another_program,
    ],
    ids=["empty", "text", "SQLite 2", "encrypted", "another program's"],
)
def test_an_invalid_memory_file_is_moved_aside_and_restored(directory, kept, damage):
    """D16."""
    damage(directory / "memory.db")
    notes, notices = restored(directory)
    assert notes == kept
    assert "20 notes were restored" in notices[0]
    assert "memory.db.corrupt-20" in notices[0]
    assert len(list(directory.glob("memory.db.corrupt-*"))) >= 1
    assert faults(directory) == []


@pytest.mark.parametrize("missing", [("backups",), ("journal.jsonl",)])
def test_backup_or_journal_alone_suffices_to_restore(directory, kept, missing):
    opened(directory).close()
    for name in missing:
        shutil.rmtree(directory / name, ignore_errors=True)
        (directory / name).unlink(missing_ok=True) if name != "backups" else None
    if missing == ("journal.jsonl",):
        opened(directory).close()  # rebuilds the journal
    (directory / "memory.db").write_bytes(b"")
    assert restored(directory)[0] == kept


def test_truncated_files_are_restored(directory, kept):
    """D18: truncated to many lengths."""
    whole = (directory / "memory.db").read_bytes()
    source = random.Random(18)
    for _ in range(ROUNDS // 4):
        (directory / "memory.db").write_bytes(whole[: source.randrange(len(whole))])
        assert restored(directory)[0] == kept
    _sweep(directory)
    assert faults(directory) == []


def _sweep(directory):
    for path in directory.glob("memory.db.*-20*"):
        path.unlink()


def test_every_random_damage_is_healed_on_read_or_found_by_doctor(directory, kept):
    """D17: single bits and 64-byte blocks."""
    database = directory / "memory.db"
    source = random.Random(17)
    for number in range(ROUNDS):
        whole = database.read_bytes()
        position = source.randrange(len(whole))
        block = source.randbytes(64) if number % 2 else bytes([whole[position] ^ (1 << number % 8)])
        database.write_bytes(
            (whole[:position] + block + whole[position + len(block) :])[: len(whole)]
        )
        _check_damage(directory, kept, (number, position))
        for sidecar in ("-wal", "-shm"):
            (directory / f"memory.db{sidecar}").unlink(missing_ok=True)
        database.write_bytes(whole)
        _sweep(directory)


def _check_damage(directory, kept, where):
    try:
        notes, _ = restored(directory)
    except UserError:
        notes = None
    if notes != kept:
        assert faults(directory), where
    health.repair(Location(directory))
    assert restored(directory)[0] == kept, where
    assert faults(directory) == [], where


@pytest.fixture
def live(directory):
    """An open memory with three notes that are still in the -wal."""
    notices, again = with_notices(directory)
    store = again()
    notes = put(store, a_note("one"), a_note("two"), a_note("three"))
    store._writer().maintenance.finish()
    yield store, notes, notices
    store.close()


def test_a_database_deleted_while_open_is_restored(live, directory):
    """D15."""
    store, notes, notices = live
    (directory / "memory.db").unlink()
    assert everything(store) == notes
    assert "3 notes were restored" in notices[0]
    put(store)
    assert len(everything(store)) == 4


def test_a_database_replaced_while_open_is_noticed_by_the_next_write(live, directory):
    """D15."""
    store, notes, _ = live
    backup = next((directory / "backups").glob("daily-*.db"))
    shutil.copy(backup, directory / "other")
    (directory / "other").replace(directory / "memory.db")
    (more,) = put(store)
    assert everything(store) == [*notes, more]


def test_a_backup_restored_by_hand_is_brought_up_to_date(directory, kept):
    """D20: copied over the database, with the old -wal still there."""
    store = opened(directory)
    (more,) = put(store)
    live_wal = (directory / "memory.db-wal").read_bytes()
    store.close()
    backup = next((directory / "backups").glob("daily-*.db"))
    shutil.copy(backup, directory / "memory.db")
    (directory / "memory.db-wal").write_bytes(live_wal)
    notes, _ = restored(directory)
    assert notes == [*kept, more]
    assert faults(directory) == []


def test_a_copy_of_the_running_directory_is_complete(live, directory, tmp_path):
    """D21: copied without the -wal; the journal has the rest."""
    _, notes, _ = live
    copy = tmp_path / "copy"
    shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("*-wal", "*-shm", "*.lock"))
    assert restored(copy)[0] == notes


def test_a_directory_deleted_while_open_is_made_again(live, directory):
    """D14: nothing is left to restore, but the store keeps working."""
    store, _, _ = live
    shutil.rmtree(directory)
    assert everything(store) == []
    store.put_project(PROJECT)
    assert len(put(store)) == 1


def stale_wal(directory, kept):  # noqa: ARG001
    store = opened(directory)
    put(store)
    wal = (directory / "memory.db-wal").read_bytes()
    for _ in range(5):
        put(store)
    store.close()
    _checkpointed(directory)
    (directory / "memory.db-wal").write_bytes(wal)


def foreign_wal(directory, kept):  # noqa: ARG001
    other = opened(directory.with_name("other"))
    put(other, *(a_note() for _ in range(30)))
    wal = (directory.with_name("other") / "memory.db-wal").read_bytes()
    other.close()
    _checkpointed(directory)
    (directory / "memory.db-wal").write_bytes(wal)


def truncated_wal(directory, kept):  # noqa: ARG001
    store = opened(directory)
    put(store, *(a_note() for _ in range(30)))
    wal = (directory / "memory.db-wal").read_bytes()
    store.close()
    (directory / "memory.db-wal").write_bytes(wal[: len(wal) // 2])


def empty_wal(directory, kept):  # noqa: ARG001
    _checkpointed(directory)
    (directory / "memory.db-wal").write_bytes(b"")


def missing_shm(directory, kept):  # noqa: ARG001
    (directory / "memory.db-shm").unlink(missing_ok=True)


def leftover_journal(directory, kept):  # noqa: ARG001
    (directory / "memory.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)


def _checkpointed(directory):
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize(
    "harm", [stale_wal, foreign_wal, truncated_wal, empty_wal, missing_shm, leftover_journal]
)
def test_a_sidecar_of_another_time_never_mixes_in(directory, kept, harm):
    """D19."""
    harm(directory, kept)
    acknowledged = {entry.note for entry in journal.entries(directory / "journal.jsonl")} - {None}
    notes, _ = restored(directory)
    assert {note.id for note in notes} == acknowledged
    assert notes[:20] == kept
    assert faults(directory) == []


def test_a_database_of_another_generation_is_moved_aside(directory, kept):
    """D19, D22: nothing is merged silently, and neither database is lost."""
    other = opened(directory.with_name("other"))
    put(other)
    other.close()
    _checkpointed(directory.with_name("other"))
    for end in ("-wal", "-shm"):
        (directory / f"memory.db{end}").unlink(missing_ok=True)
    shutil.copy(directory.with_name("other") / "memory.db", directory / "memory.db")
    notes, notices = restored(directory)
    assert notes == kept
    assert "memory.db.foreign-20" in notices[0]


def test_a_half_written_last_line_of_the_journal_is_ignored(directory, kept):
    """D33."""
    with (directory / "journal.jsonl").open("ab") as file:
        file.write(b'{"sha256":"ab')
    store = opened(directory)
    (more,) = put(store)
    store.close()
    assert faults(directory) == []
    (directory / "memory.db").write_bytes(b"")
    assert restored(directory)[0] == [*kept, more]


def test_a_damaged_line_of_the_journal_is_reported_with_its_number(directory, kept):
    """D33: the other lines are used, and repair rewrites the journal."""
    path = directory / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[5] = lines[5].replace(b"because", b"becauze")
    path.write_bytes(b"".join(lines))
    assert any("line 6 of" in fault for fault in faults(directory))
    store = opened(directory)
    assert everything(store) == kept
    store.close()
    health.repair(Location(directory))
    assert faults(directory) == []
    assert restored(directory)[0] == kept


def test_a_missing_journal_is_rebuilt(directory, kept):
    (directory / "journal.jsonl").unlink()
    notes, notices = restored(directory)
    assert notes == kept
    assert "rebuilt from" in notices[0]
    (directory / "memory.db").unlink()
    shutil.rmtree(directory / "backups")
    assert restored(directory)[0] == kept


def test_a_memory_that_cannot_be_restored_stays_where_it_is(monkeypatch, directory, store):
    put(store)
    store.close()
    harmed = b"harmed" + (directory / "memory.db").read_bytes()
    (directory / "memory.db").write_bytes(harmed)
    full = sqlite3.OperationalError("database or disk is full")
    monkeypatch.setattr(restoring, "_fill", Mock(side_effect=full))
    with pytest.raises(UserError):
        opened(directory)
    assert (directory / "memory.db").read_bytes() == harmed
    assert not list(directory.glob("memory.db.corrupt-*"))
