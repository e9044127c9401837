"""Rows stored under older redaction rules are redacted again, in every file."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from chesterton.model.anchor import Anchor
from chesterton.model.note import EventKind
from chesterton.store.tables import meta
from chesterton.store.upkeep import backup, health, recleaning
from tests.store.samples import a_note, everything, opened, put

SECRET = "ghp_" + "a1B2" * 9
TRACE = SECRET.encode()


@pytest.fixture
def outdated(directory):
    """A memory in which an older version stored a secret, in a note and in its history."""
    store = opened(directory)
    anchor = Anchor("a.py", source=f"token = '{SECRET}'", quote=SECRET)
    (note,) = put(store, a_note(f"Uses {SECRET}", body=SECRET, anchors=(anchor,)))
    put(store, a_note("Clean"), a_note("Clean too"))
    put(store, note, kind=EventKind.CONFIRMED, detail=SECRET)
    store._writer().maintenance.finish()
    backup.take_daily(store.location, date(2026, 1, 1))
    store.close()
    with closing(sqlite3.connect(directory / "memory.db", isolation_level=None)) as db:
        meta.put(db, meta.RULES, "0")
        db.execute("UPDATE note SET rules = 0")
    return note


def traces(directory):
    files = [path for path in directory.rglob("*") if path.is_file()]
    return [path.name for path in files if TRACE in path.read_bytes()]


def test_a_secret_that_older_rules_missed_is_gone_after_the_next_write(directory, outdated):
    notices = []
    store = opened(directory, notice=notices.append)
    put(store, a_note("Another"))
    store._writer().maintenance.finish()
    found = store.note(outdated.id)
    assert found.title == "Uses [redacted:github-token]"
    assert SECRET not in repr(store.events(outdated.id))
    assert [note.title for note in everything(store)][1:] == ["Clean", "Clean too", "Another"]
    store.close()
    assert traces(directory) == []
    assert "secrets found by newer rules were removed from 2 events" in notices[0]
    assert [f for f in health.check(store.location) if not f.ok] == []
    assert backup.all_backups(store.location)


def test_a_memory_of_the_current_rules_is_not_scanned(monkeypatch, store):
    monkeypatch.setattr(recleaning, "events_to_redact", lambda *_: pytest.fail("looked"))
    put(store)
    store._writer().maintenance.finish()


def test_an_interrupted_recleaning_is_finished_by_the_next_write(monkeypatch, directory, outdated):
    def cut(*_):
        raise OSError(5, "cut")

    monkeypatch.setattr("chesterton.store.upkeep.forgetting._scrub", cut)
    store = opened(directory, notice=lambda _: None)
    put(store, a_note("Another"))
    store.close()
    monkeypatch.undo()
    notices = []
    again = opened(directory, notice=notices.append)
    put(again, a_note("One more"))
    again.close()
    assert SECRET not in again_text(directory, outdated)
    assert traces(directory) == []
    assert notices == []


def again_text(directory, note):
    store = opened(directory)
    text = repr(store.note(note.id))
    store.close()
    return text
