"""Each kind of record that is damaged in database and journal at once is named with its number.

A repair ends: the second one finds nothing. What a row of the database still has is kept.
"""

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from chesterton.model.note import EventKind, Status
from chesterton.store import journal
from chesterton.store.location import Location
from chesterton.store.upkeep import backup, health
from tests.store.samples import PROJECT, a_note, everything, opened, put

KINDS = {"project": 1, "created": 2, "edited": 4, "retired": 5}


def retitled(note, title):
    return replace(note, content=replace(note.content, title=title))


@pytest.fixture
def made(tmp_path):
    """A store with a project, two notes, and two changes of the first note."""
    store = opened(tmp_path / "memory")
    first = put(store, a_note("first"))[0]
    put(store, a_note("second"))
    first = put(store, retitled(first, "first, edited"), kind=EventKind.EDITED)[0]
    put(store, replace(first, status=Status.RETIRED), kind=EventKind.RETIRED)
    store._writer().maintenance.finish()
    expected = everything(store)
    store.close()
    return Location(tmp_path / "memory"), by_id(expected)


def by_id(notes):
    return sorted(notes, key=lambda note: note.id)


def harm(location, sequence, *, row=None, keep_backups=False):
    """Damages an event in the journal and in the database, and perhaps a row of a table."""
    lines = location.journal.read_bytes().splitlines(keepends=True)
    lines[sequence] = lines[sequence].replace(b'"time"', b'"tame"')
    location.journal.write_bytes(b"".join(lines))
    with closing(sqlite3.connect(location.database)) as db:
        db.execute("UPDATE event SET detail = 'x' WHERE sequence = ?", (sequence,))
        if row:
            db.execute(f"UPDATE {row} SET created = 'x'")  # noqa: S608
        db.commit()
    if not keep_backups:
        shutil.rmtree(location.backups)


def faults(findings):
    return [each.message for each in findings if not each.ok]


def read_again(location):
    store = opened(location.directory)
    found = everything(store)
    store.close()
    return by_id(found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_named_and_what_it_left_is_kept(made, kind):
    location, expected = made
    harm(location, KINDS[kind])
    (named,) = faults(health.repair(location))
    assert f"1 change was lost (journal entries: {KINDS[kind]})" in named
    assert faults(health.repair(location)) == []
    assert read_again(location) == expected
    assert all(text for _, text in journal.lines(location.journal))


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_has_what_both_lack(made, kind):
    location, expected = made
    harm(location, KINDS[kind], keep_backups=True)
    named = faults(health.repair(location))
    assert all(f"(journal entries: {KINDS[kind]})" in each for each in named)
    assert faults(health.repair(location)) == []
    assert read_again(location) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_named_also_if_the_row_is_damaged(made, kind):
    location, expected = made
    harm(location, KINDS[kind], row="project" if kind == "project" else "note")
    named = " ".join(faults(health.repair(location)))
    assert re.search(rf"lost \(journal entries: {KINDS[kind]}\)", named)
    assert faults(health.repair(location)) == []
    # the other events of the first note still have it
    assert {note.id for note in read_again(location)} == {note.id for note in expected}


def test_a_backup_has_what_an_older_database_and_the_journal_lack(made):
    location, expected = made
    shutil.rmtree(location.backups)
    backup.take_daily(location, date(2026, 1, 2))
    with closing(sqlite3.connect(location.database)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    lines = location.journal.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b'"time"', b'"tame"')
    location.journal.write_bytes(b"".join(lines))
    with closing(sqlite3.connect(location.database)) as db:
        db.executescript(
            "PRAGMA foreign_keys = ON; DELETE FROM note; DELETE FROM event WHERE sequence > 1;"
            "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'event'; DELETE FROM placement"
        )
        db.commit()
    found = read_again(location)
    assert {note.id for note in found} == {note.id for note in expected}


def test_a_project_without_its_event_can_be_changed_and_its_notes_are_found(made):
    location, _ = made
    harm(location, KINDS["project"], row="project")
    health.repair(location)
    store = opened(location.directory)
    assert [each.id for each in store.projects()] == [PROJECT.id]
    assert len(store.own_notes(PROJECT.id)) == 2
    store.put_project(PROJECT)
    assert store.project(PROJECT.id) == PROJECT
    store.close()
    assert faults(health.check(location)) in (
        [],
        ["there is no backup yet; the next write creates one"],
    )


def test_a_deleted_note_does_not_come_back(made):
    location, expected = made
    store = opened(location.directory)
    store.forget([expected[0].id])
    store.close()
    harm(location, 3)
    health.repair(location)
    assert [note.id for note in read_again(location)] == [expected[1].id]


def test_damage_of_several_records_is_named_with_all_numbers(made):
    location, expected = made
    harm(location, 1, keep_backups=True)
    harm(location, 3)
    (named,) = faults(health.repair(location))
    assert "2 changes were lost (journal entries: 1, 3)" in named
    assert faults(health.repair(location)) == []
    assert read_again(location) == expected
