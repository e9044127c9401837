"""Every released schema is upgraded to the newest directly; newer schemas are read-only."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chesterton.model.errors import UserError
from chesterton.model.note import Status
from chesterton.store import file_state, schema
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.store.tables import image
from chesterton.store.upkeep import health
from chesterton.store.upkeep.migrations import MIGRATIONS
from chesterton.store.versions import SCHEMA_VERSION
from tests.store.processes import run
from tests.store.samples import PROJECT, everything, opened, put, with_notices

RELEASED = sorted((Path(__file__).parent / "released").iterdir())


@pytest.fixture(params=RELEASED, ids=lambda path: path.name)
def released(request, directory):
    """A copy of a memory written by that version; returns the notes that must be in it."""
    directory.mkdir(mode=0o700)
    for name in ("memory.db", "journal.jsonl"):
        shutil.copyfile(request.param / name, directory / name)
        (directory / name).chmod(0o600)
    return (request.param / "notes.jsonl").read_text("utf-8").splitlines()


def images(store):
    found = [store.notes(project.id, statuses=set(Status)) for project in store.projects()]
    return [image.from_note(note) for notes in found for note in notes]


def test_a_released_memory_is_read_whole(directory, released):
    """D25."""
    store = opened(directory)
    assert images(store) == released
    assert [event.image for event in store.events(everything(store)[0].id)][-1] is not None
    (more,) = put(store)
    assert image.from_note(more) in images(store)
    store.close()
    assert [finding for finding in health.check(store.location) if not finding.ok] == []


def test_a_released_memory_survives_a_migration(request, directory, released):
    """D25: and a backup is made before it."""
    (report,) = run("upgrade", directory=str(directory))
    assert report == {"notes": sum(PROJECT.id in note for note in released), "reason": None}
    before = int(request.node.callspec.params["released"].name)
    assert len(list((directory / "backups").glob(f"before-migration-{before}-*.db"))) == 1
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        assert db.execute("SELECT COUNT(*), MIN(mood) FROM note").fetchone()[1] == "calm"
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)
    store = opened_read_only(directory)
    assert images(store) == released
    store.close()


def opened_read_only(directory):
    notices, again = with_notices(directory)
    store = again()
    assert "newer" in notices[0]
    return store


def test_the_version_is_the_number_of_migrations(location, store):
    assert len(MIGRATIONS._migrations) == SCHEMA_VERSION
    with closing(sqlite3.connect(location.database)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    store.close()


def test_a_migration_killed_at_any_statement_leaves_the_old_or_the_new(directory, tmp_path):
    """D08: at every fifth, at every one with CHESTERTON_LONG_TESTS=1."""
    store = opened(directory)
    notes = put(store)
    store.close()
    copies = tmp_path / "copies"
    step = 1 if "CHESTERTON_LONG_TESTS" in os.environ else 5
    (report,) = run("kill_migrations", template=str(directory), directory=str(copies), step=step)
    assert len(report["statements"]) > 5
    seen = {_survived(copies / str(statement), notes) for statement in report["statements"]}
    assert seen == {SCHEMA_VERSION, SCHEMA_VERSION + 1}


def _survived(directory, notes):
    """The schema version after a killed migration, once checked to be complete."""
    assert list((directory / "backups").glob(f"before-migration-{SCHEMA_VERSION}-*.db"))
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        columns = {row[1] for row in db.execute("PRAGMA table_info(note)")}
        extra = db.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'extra'").fetchone()[0]
    is_new = version > SCHEMA_VERSION
    assert (is_new, is_new) == ("mood" in columns, bool(extra))
    _, again = with_notices(directory)
    store = again()
    assert everything(store) == notes
    store.close()
    return version


def test_a_newer_memory_is_only_read_and_the_version_is_named(directory, store):
    """D24."""
    (note,) = put(store)
    store.close()
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        db.execute("PRAGMA user_version = 99")
        db.execute("UPDATE about SET value = '99' WHERE name = 'min_writer_version'")
        db.commit()
    notices, again = with_notices(directory)
    newer = again()
    assert everything(newer) == [note]
    assert "format 99" in newer.read_only_reason
    assert len(notices) == 1
    with pytest.raises(UserError, match="format 99"):
        put(newer)
    newer.close()
    fault, kept = (finding for finding in health.check(Location(directory)) if not finding.ok)
    assert (fault.check, kept.check) == ("store.files", "store.outbox")
    assert "upgrade Chesterton" in fault.advice
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (99,)


def test_the_older_of_two_running_versions_stops_writing_at_the_upgrade(directory, store):
    """D26."""
    (note,) = put(store)
    with closing(sqlite3.connect(directory / "memory.db", isolation_level=None)) as db:
        db.execute("UPDATE about SET value = '3' WHERE name = 'min_writer_version'")
        db.execute("UPDATE about SET value = '9.9.9' WHERE name = 'written_by'")
    with pytest.raises(UserError, match=r"9\.9\.9"):
        put(store)
    assert everything(store) == [note]


def test_a_failed_migration_changes_nothing(monkeypatch, directory, store):
    notes = put(store)
    store.close()

    def forgets_notes(connection):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TABLE note")
        connection.execute("ROLLBACK")
        raise sqlite3.IntegrityError("rows of note")

    monkeypatch.setattr("chesterton.store.upkeep.migrations.migrate", forgets_notes)
    monkeypatch.setattr(file_state, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(UserError, match="nothing was changed"):
        opened(directory)
    monkeypatch.undo()
    again = opened(directory)
    assert everything(again) == notes
    again.close()


def test_every_column_is_explained_in_the_users_own_file(location, store):
    store.close()
    with closing(sqlite3.connect(location.database)) as db:
        kept = {row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    assert set(schema.core_statements() + schema.derived_statements()) <= kept
    tables = [text for text in schema.core_statements() if text.startswith("CREATE TABLE")]
    columns = [line for text in tables for line in text.splitlines()[1:-1]]
    assert [line.strip() for line in columns if "--" not in line] == ["UNIQUE (note, position)"]


def test_after_an_upgrade_the_old_version_says_how_to_go_back(directory, store):
    """D27: one command restores the old format, and nothing written since is lost."""
    notes = put(store)
    store.close()
    run("upgrade", directory=str(directory))
    newer = opened_read_only(directory)
    newer.close()
    reason = newer.read_only_reason
    source, target = re.findall(r"'(.*?)'", reason)
    shutil.copyfile(source, target)
    _, again = with_notices(directory)
    back = again()
    assert everything(back) == notes
    assert len(put(back)) == 1
    back.close()
    assert [finding for finding in health.check(back.location) if not finding.ok] == []


def without_a_journal(directory):
    (directory / "journal.jsonl").unlink()


def with_a_damaged_first_line(directory):
    journal = directory / "journal.jsonl"
    journal.write_bytes(b"X" + journal.read_bytes()[1:])


def as_an_older_copy(directory):
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        last = db.execute("SELECT MAX(sequence) FROM event").fetchone()[0]
        note = db.execute("SELECT note FROM event WHERE sequence = ?", (last,)).fetchone()[0]
        db.execute("DELETE FROM event WHERE note = ?", (note,))
        db.execute(
            "DELETE FROM anchor WHERE note = (SELECT number FROM note WHERE id = ?)", (note,)
        )
        db.execute("DELETE FROM note WHERE id = ?", (note,))
        db.execute(
            "UPDATE sqlite_sequence SET seq = (SELECT MAX(sequence) FROM event)"
            " WHERE name = 'event'"
        )
        db.commit()


first = pytest.mark.parametrize("released", RELEASED[:1], indirect=True)


@first
@pytest.mark.parametrize("harm", [without_a_journal, with_a_damaged_first_line, as_an_older_copy])
def test_a_released_memory_without_a_fitting_journal_keeps_every_note(directory, released, harm):
    harm(directory)
    _, again = with_notices(directory)
    store = again()
    assert sorted(images(store)) == sorted(released)
    store.close()
    assert not list(directory.glob("memory.db.*-2*"))
    assert [finding for finding in health.check(store.location) if not finding.ok] == []


@first
def test_a_damaged_released_memory_without_a_journal_gives_what_its_events_say(directory, released):
    without_a_journal(directory)
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        db.execute("UPDATE note SET title = 'harmed' WHERE number = (SELECT MIN(number) FROM note)")
        db.commit()
    notices, again = with_notices(directory)
    store = again()
    assert sorted(images(store)) == sorted(released)
    assert "kept as" in notices[0]
    store.close()


@first
@pytest.mark.parametrize("has_journal", [True, False])
def test_a_released_memory_that_may_not_be_written_is_read_whole(
    monkeypatch, directory, released, has_journal
):
    if not has_journal:
        without_a_journal(directory)
    before = (directory / "memory.db").read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    notices = []
    store = Store.open(Location(directory), notice=notices.append)
    assert images(store) == released
    assert "read-only" in store.read_only_reason
    assert notices == [store.read_only_reason]
    note = everything(store)[0]
    assert store.project(note.project) in store.projects()
    assert store.events(note.id)[-1].image == note
    store.search(note.project, "pay", 5)
    store.close()
    assert (directory / "memory.db").read_bytes() == before
