"""Text of deleted notes that an older copy of a file brings back is named, and removed."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from chesterton.model.note import EventKind
from chesterton.store import journal
from chesterton.store.upkeep import backup, health
from chesterton.store.upkeep.traces import forgotten
from tests.harness.notes import reworded
from tests.store.samples import a_note, everything, opened, put
from tests.store.test_forget import SECRET, a_secret, traces


def quiet(_message):
    """Ignores the message."""


def faults(location):
    found = (each for each in health.check(location) if each.check == "store.traces")
    return [each.message for each in found if not each.ok]


@pytest.fixture
def copies(directory, tmp_path):
    """A store whose secret note is deleted, and a copy of its files from before."""
    store = opened(directory, notice=quiet)
    note, kept = put(store, a_secret(id="aaaaaaaaaa"), a_note("Stays", id="bbbbbbbbbb"))
    put(store, reworded(kept, body=f"see {note.id}"), kind=EventKind.EDITED)
    store.close()
    backup.take_daily(store.location, date(2026, 1, 1))
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = tmp_path / "before"
    shutil.copytree(directory, before)
    again = opened(directory, notice=quiet)
    again.forget([note.id])
    again.close()
    assert traces(directory) == []
    assert faults(store.location) == []
    return before


NAMES = {
    "the journal": ("journal.jsonl", "journal.jsonl"),
    "the database": ("memory.db", "memory.db"),
    "a backup": ("backups/daily-2026-01-01.db", "backups/daily-2026-01-01.db"),
    "a backup of another day": ("memory.db", "backups/daily-2026-01-02.db"),
    "a journal kept aside": ("journal.jsonl", "journal.jsonl.damaged-2026-01-01T000000Z"),
    "a database kept aside": ("memory.db", "memory.db.stale-2026-01-01T000000Z"),
    "a view": ("journal.jsonl", "views/aaaaaaaaaa.md"),
    "an entry of the outbox": ("journal.jsonl", "outbox/1.refused"),
}


def put_back(copies, directory, name):
    source, target = NAMES[name]
    (directory / target).parent.mkdir(exist_ok=True, mode=0o700)
    shutil.copyfile(copies / source, directory / target)
    if target == "memory.db":
        for end in ("-wal", "-shm"):
            (directory / f"memory.db{end}").unlink(missing_ok=True)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_named_and_a_repair_removes_it(copies, location, name):
    put_back(copies, location.directory, name)
    assert faults(location) != []
    health.repair(location)
    assert traces(location.directory) == []
    assert faults(location) == []
    store = opened(location.directory)
    assert [note.title for note in everything(store)] == ["Stays"]
    store.close()


@pytest.mark.parametrize("name", list(NAMES)[:4])
def test_the_next_write_removes_it_too(copies, location, name):
    put_back(copies, location.directory, name)
    store = opened(location.directory, notice=quiet)
    put(store)
    store.close()
    assert traces(location.directory) == []
    assert faults(location) == []


def test_a_journal_put_back_after_later_changes_loses_none_of_them(copies, location):
    store = opened(location.directory)
    put(store, a_note("Later"))
    store.close()
    put_back(copies, location.directory, "the journal")
    store = opened(location.directory, notice=quiet)
    put(store, a_note("Latest"))
    store.close()
    assert traces(location.directory) == []
    (location.directory / "memory.db").unlink()
    store = opened(location.directory, notice=quiet)
    assert {note.title for note in everything(store)} == {"Stays", "Later", "Latest"}
    store.close()


def test_all_older_files_put_back_but_the_journal_are_clean_again(copies, location):
    for name in ("the database", "a backup", "a database kept aside", "a view"):
        put_back(copies, location.directory, name)
    store = opened(location.directory, notice=quiet)
    put(store)
    store.close()
    health.repair(location)
    assert traces(location.directory) == []


def test_a_copy_of_another_program_is_named_and_left_to_the_person(copies, location):
    shutil.copyfile(copies / "journal.jsonl", location.directory / "journal (copy).jsonl")
    (said,) = faults(location)
    assert "journal (copy).jsonl has text of deleted notes; delete that file" in said
    health.repair(location)
    assert (location.directory / "journal (copy).jsonl").exists()


def test_a_file_kept_aside_without_deleted_text_stays(copies, location):
    aside = location.directory / "journal.jsonl.damaged-2026-01-01T000000Z"
    aside.write_text("a line of another note\n")
    put_back(copies, location.directory, "the journal")
    health.repair(location)
    assert aside.exists()
    assert traces(location.directory) == []


@pytest.mark.usefixtures("copies")
def test_a_note_that_only_names_a_deleted_one_is_no_trace(location):
    assert b"aaaaaaaaaa" in location.journal.read_bytes()
    assert SECRET.encode() not in location.journal.read_bytes()
    assert forgotten(location) == {"aaaaaaaaaa"}
    assert faults(location) == []


@pytest.mark.usefixtures("copies")
def test_a_journal_from_before_the_marks_is_rewritten_once(location):
    entries = [entry.text for entry in journal.entries(location.journal)]
    journal.begin(location.journal, journal.read_end(location.journal).generation, entries)
    store = opened(location.directory)
    put(store)
    size = location.journal.stat().st_ino
    put(store)
    store.close()
    assert journal.erased(location.journal)
    assert location.journal.stat().st_ino == size
