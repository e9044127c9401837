"""Writers wait for each other across processes, name the holder, and lose nothing on timeout."""

import json
import os
import signal
from contextlib import closing
from dataclasses import replace

import pytest

from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, NewEvent, Status
from chesterton.store import connection, lock, outbox
from chesterton.store.location import Location
from tests.harness.notes import reworded
from tests.store.processes import receive, worker
from tests.store.samples import AT, BY, PROJECT, a_note, everything, opened, put


@pytest.fixture
def impatient(monkeypatch, directory):
    """A memory whose writers notify the user after 0.2 s and give up after 0.5 s."""
    monkeypatch.setattr(lock, "NOTICE_SECONDS", 0.2)
    notices = []
    store = opened(directory, notice=notices.append, limit=0.5)
    yield store, notices
    store.close()


def test_a_write_waits_for_another_process(directory, store):
    """D03."""
    with worker("hold", directory=str(directory), seconds=0.5) as process:
        receive(process)
        (note,) = put(store)
        assert process.wait() == 0
    assert everything(store) == [note]


def test_a_write_that_gives_up_names_the_holder_and_keeps_the_note(directory, impatient):
    """D03."""
    store, _ = impatient
    note = a_note(body="because")
    with worker("hold", directory=str(directory), seconds=30) as process:
        holder = receive(process)["pid"]
        with pytest.raises(lock.Busy, match=f"locked by pid {holder} .* since 20") as caught:
            put(store, note)
    assert "kept in the outbox" in caught.value.hint
    assert everything(store) == []
    (other,) = put(store)
    assert everything(store) == [replace(note, version=1), other]
    assert outbox.waiting(store.location) == []


def test_a_stopped_holder_is_named_and_does_not_stop_readers(directory, impatient):
    """D05."""
    store, notices = impatient
    (note,) = put(store)
    with worker("hold", directory=str(directory), seconds=30) as process:
        holder = receive(process)["pid"]
        os.kill(holder, signal.SIGSTOP)
        with pytest.raises(lock.Busy):
            put(store)
        assert everything(store) == [note]
        assert store.version() == store.version()
    assert any(f"pid {holder}" in notice for notice in notices)


def test_the_lock_of_a_killed_holder_is_free_at_once(directory, store, monkeypatch):
    """D04: a single attempt gets it."""
    monkeypatch.setattr(lock, "POLL_SECONDS", 1_000)
    with worker("hold", directory=str(directory), seconds=30) as process:
        receive(process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        put(store)


def test_optional_writes_do_not_wait_for_the_lock(directory, store):
    (note,) = put(store)
    with worker("hold", directory=str(directory), seconds=30) as process:
        receive(process)
        store.put_placements("c", {(note.id, 0, 1): {}})
        store.record([NewEvent(note.id, EventKind.SHOWN, "")], by=BY, at=AT)
        assert process.poll() is None  # the lock is still held
    assert store.placements("c", [(note.id, 0, 1)]) == {}


def test_what_a_crashed_process_left_in_the_outbox_is_stored_once(directory, impatient):
    """D43: even if the crash came between storing the file and removing it."""
    store, _ = impatient
    with lock.hold_write_lock(store.location), pytest.raises(lock.Busy):
        put(store)
    (path,) = outbox.waiting(store.location)
    left = path.read_bytes()
    again = opened(directory)
    assert outbox.waiting(store.location) == []
    (note,) = everything(again)
    path.write_bytes(left)
    put(again, reworded(note, title="Edited since"), kind=EventKind.EDITED)
    assert [n.title for n in everything(again)] == ["Edited since"]
    assert len(again.events(note.id)) == 2
    again.close()


def test_a_note_is_kept_with_the_one_that_it_supersedes(impatient):
    store, _ = impatient
    old, new = put(store)[0], put(store)[0]
    gone = replace(old, status=Status.SUPERSEDED, superseded_by=new.id)
    with lock.hold_write_lock(store.location), pytest.raises(lock.Busy):
        put(store, new, kind=EventKind.CONFIRMED, superseded=[gone])
    put(store)
    stored = {note.id: note for note in everything(store)}
    assert stored[old.id].superseded_by == new.id
    assert store.events(old.id)[-1].kind is EventKind.SUPERSEDED


def test_an_outbox_file_that_became_stale_is_kept_for_a_person(impatient):
    store, notices = impatient
    (note,) = put(store)
    with lock.hold_write_lock(store.location), pytest.raises(lock.Busy):
        put(store, reworded(note, title="Late"), kind=EventKind.EDITED, expect={note.id: 1})
    (waiting,) = outbox.waiting(store.location)
    waiting.rename(waiting.with_suffix(".hidden"))
    put(store, reworded(note, title="First"), kind=EventKind.EDITED)
    waiting.with_suffix(".hidden").rename(waiting)
    put(store)
    assert store.note(note.id).title == "First"
    assert len(outbox.refused(store.location)) == 1
    assert "changed by someone else" in notices[-1]


def test_a_note_over_a_limit_does_not_enter_the_outbox(impatient):
    store, _ = impatient
    with lock.hold_write_lock(store.location), pytest.raises(Exception, match="needs a title"):
        put(store, a_note(""))
    assert outbox.waiting(store.location) == []


@pytest.mark.usefixtures("store")
def test_the_lock_file_says_who_holds_it(location):
    with lock.hold_write_lock(location):
        assert f"pid {os.getpid()} (" in lock.holder(location)


def test_a_lock_of_another_program_is_reported(monkeypatch, directory, store):
    """D38."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with closing(connection.open_writer(directory / "memory.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match=r"locked by another program.*kept in the outbox"):
            put(store)
    put(store)
    assert len(store.notes(PROJECT.id)) == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "pid {pid} (x)"),
        ({"pid": 2**22 + 7}, "another process"),
        ({"machine": "elsewhere"}, "pid {pid} (x) since now, on another machine or in a container"),
        ({"machine": "elsewhere", "pid": 2**22 + 7}, "on another machine or in a container"),
        ({"pid": 1}, "pid 1 (x)"),
        ({"pid": "none"}, "another process"),
    ],
)
def test_only_a_holder_that_can_be_the_one_is_named(tmp_path, fields, says):
    """The file may be that of an earlier holder, if the present one may not write it."""
    location = Location(tmp_path)
    process = {"pid": os.getpid(), "command": "x", "started": "now"}
    location.holder.write_text(json.dumps(process | fields), encoding="utf-8")
    assert says.format(pid=os.getpid()) in lock.holder(location)
