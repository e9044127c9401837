"""`forget` leaves no byte of a note in any file, despite interruptions and concurrent readers."""

import sqlite3
import threading
from contextlib import closing
from datetime import date

import pytest

from chesterton.model.anchor import Anchor
from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, NewEvent
from chesterton.store import journal, lock
from chesterton.store.connection import open_reader
from chesterton.store.upkeep import backup, health
from tests.harness.notes import reworded
from tests.store.processes import run
from tests.store.samples import AT, BY, PROJECT, a_note, everything, opened, put

SECRET = "xyzzyplugh"
TRACES = (b"xyzzy", b"XYZZY", b"plugh")


def a_secret(**changes):
    anchor = Anchor(f"src/{SECRET}.py", SECRET, source=f"def {SECRET}(): ...", quote=SECRET)
    fields = {"title": f"The {SECRET}", "body": f"{SECRET.upper()} {SECRET}", "anchors": (anchor,)}
    return a_note(**fields | changes)


def traces(directory):
    """Names of the files that contain a trace of the secret."""
    files = [path for path in directory.rglob("*") if path.is_file()]
    return [path.name for path in files if any(t in path.read_bytes() for t in TRACES)]


@pytest.fixture
def spread(monkeypatch, directory):
    """A memory with a note in every possible file, that note, and a note that stays."""
    store = opened(directory, limit=0.2, notice=lambda _: None)
    note, kept = put(store, a_secret(), a_note("Stays", body="for ever"))
    put(store, reworded(note, body=f"{SECRET} again"), kind=EventKind.EDITED, detail=SECRET)
    store.record([NewEvent(note.id, EventKind.SHOWN, SECRET)], by=BY, at=AT)
    store.put_placements("c1", {(note.id, 0, 2): {"path": SECRET}})
    store._writer().maintenance.finish()
    with lock.hold_write_lock(store.location), pytest.raises(lock.Busy):
        put(store, reworded(note, body=SECRET), kept, kind=EventKind.EDITED)
    backup.take_daily(store.location, date(2026, 1, 1))
    monkeypatch.setattr(backup, "is_due", lambda *_: False)
    (directory / "views").mkdir(mode=0o700)
    for name in (
        f"views/{note.id}.md",
        "memory.db.corrupt-2026-01-01T000000Z",
        "journal.jsonl.damaged-2026-01-01T000000Z",
    ):
        (directory / name).write_text(SECRET)
    yield store, note, kept
    store.close()


def test_no_byte_of_a_forgotten_note_is_left(directory, spread):
    """S71."""
    store, note, kept = spread
    assert {"memory.db-wal", "journal.jsonl", "daily-2026-01-01.db"} <= set(traces(directory))
    assert store.forget([note.id]) == 1
    assert traces(directory) == []
    assert [n.title for n in everything(store)] == ["Stays"]
    store.close()
    assert traces(directory) == []
    assert [f for f in health.check(store.location) if not f.ok] == []
    assert all(backup.is_intact(path) for path in backup.all_backups(store.location))
    last = list(journal.entries(store.location.journal))[-1]
    assert (last.note, last.kind, last.image) == (note.id, "forgotten", None)
    assert store.search(PROJECT.id, '"stays"', 3)[0][0].id == kept.id


def test_a_forgotten_note_is_reported_but_never_restored(directory, spread):
    store, note, _ = spread
    store.forget([note.id])
    with pytest.raises(UserError, match="was deleted on 20"):
        store.note(note.id)
    with pytest.raises(UserError, match="was deleted on 20"):
        put(store, note)
    store.close()
    (directory / "memory.db").write_bytes(b"")
    again = opened(directory, notice=lambda _: None)
    assert [n.title for n in everything(again)] == ["Stays"]
    assert again.events(note.id) == []
    again.close()
    assert traces(directory) == []


def test_forgetting_an_unknown_note_changes_nothing(store):
    (note,) = put(store)
    before = store.version()
    assert store.forget(["zzzzzzzzzz"]) == 0
    assert everything(store) == [note]
    assert store.version() == before


def test_a_note_in_the_outbox_is_forgotten_too(spread):
    store, note, _ = spread
    store.forget([note.id])
    assert [path.name for path in store.location.outbox.iterdir()] == []


@pytest.mark.parametrize("step", ["_scrub", "_scrub_backups", "_dispensable_files"])
def test_an_interrupted_forget_is_finished_by_the_next_write(monkeypatch, directory, spread, step):
    """D09."""
    store, note, _ = spread

    def cut(*_):
        raise OSError(5, "cut")

    monkeypatch.setattr(f"chesterton.store.upkeep.forgetting.{step}", cut)
    with pytest.raises(UserError, match="traces of them remain"):
        store.forget([note.id])
    with pytest.raises(UserError, match="was deleted"):
        store.note(note.id)
    monkeypatch.undo()
    store.close()
    again = opened(directory)
    put(again)
    assert traces(directory) == []
    again.close()


STEPS = ("journal.begin", "outbox.forget", "_scrub_backups", "_scrub", "_drop")


@pytest.mark.parametrize("step", STEPS)
def test_traces_that_could_not_be_removed_are_named_until_they_are(
    monkeypatch, directory, spread, step
):
    """What can be cleaned is clean, whichever file is not writable."""
    store, note, _ = spread
    location = store.location

    def refused(*_, **__):
        raise PermissionError(13, "no", str(directory / "some-file"))

    monkeypatch.setattr(f"chesterton.store.upkeep.forgetting.{step}", refused)
    with pytest.raises(UserError, match="traces of them remain") as caught:
        store.forget([note.id])
    assert "nothing was changed" not in str(caught.value)
    named = [each.message for each in health.check(location) if not each.ok]
    assert any("text of deleted notes may still be in" in each for each in named)
    left = traces(directory)
    assert ("journal.jsonl" in left) is (step in {"journal.begin", "_scrub"})
    monkeypatch.undo()
    store.close()
    put(opened(directory))
    assert all(each.ok for each in health.check(location) if each.check == "store.traces")
    assert traces(directory) == []


def test_a_killed_forget_leaves_the_note_or_nothing_of_it(directory):
    """D09."""
    store = opened(directory)
    notes = put(store, *(a_secret(title=f"{SECRET} {number}") for number in range(12)))
    store.close()
    rounds = run("kill_forget", directory=str(directory), seed=9, rounds=8)
    messages = [message for death in rounds for message in death["told"]]
    asked = {message["forgetting"] for message in messages if "forgetting" in message}
    done = {message["forgotten"] for message in messages if "forgotten" in message}
    store = opened(directory)
    left = everything(store)
    assert {note.id for note in notes} - asked <= {note.id for note in left}
    assert done.isdisjoint(note.id for note in left)
    store.forget([note.id for note in left])
    store.close()
    assert traces(directory) == []


def test_readers_see_the_note_or_not_but_never_an_error(directory, store):
    """D42."""
    notes = put(store, *(a_secret(title=f"{SECRET} {number}") for number in range(6)))
    other = opened(directory)
    seen, end = [], threading.Event()

    def read():
        while not end.is_set():
            seen.append(len(everything(other)))

    reader = threading.Thread(target=read)
    reader.start()
    for note in notes:
        store.forget([note.id])
    end.set()
    reader.join()
    assert seen == sorted(seen, reverse=True)
    other.close()
    store.close()
    assert traces(directory) == []


def test_a_reader_that_holds_an_old_snapshot_only_delays_the_last_bytes(
    monkeypatch, directory, store
):
    """D42."""
    monkeypatch.setattr("chesterton.store.connection.BUSY_SECONDS", 0.1)
    (note,) = put(store, a_secret())
    store._writer().maintenance.finish()
    with closing(open_reader(directory / "memory.db")) as old:
        old.execute("BEGIN")
        old.execute("SELECT COUNT(*) FROM note").fetchone()
        with pytest.raises(UserError, match="traces of them remain") as caught:
            store.forget([note.id])
        assert "next write" in caught.value.hint
        assert everything(store) == []
        put(store)
    put(store)
    assert traces(directory) == []


def test_no_free_pages_remain_after_a_deletion(directory, store):
    (note,) = put(store, a_secret(body=f"{SECRET} " * 3000))
    store.forget([note.id])
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
