"""What is recorded beside the database after each write stays right without counting all events."""

import pytest

from chesterton.model.note import EventKind, NewEvent
from chesterton.store import last_write
from chesterton.store.connection import open_reader
from chesterton.store.tables import events, notes
from tests.store.samples import AT, BY, a_note, put
from tests.store.test_size import plans


def is_right(store):
    db = open_reader(store.location.database)
    recorded = last_write.read(store.location)
    found = (events.last_sequence(db), events.count(db))
    db.close()
    return (recorded.sequence, recorded.events) == found


def test_it_counts_what_every_kind_of_write_adds_and_deletes(store):
    saved = []
    for _ in range(3):
        saved += put(store, a_note(), a_note())
        assert is_right(store)
    store.save(saved[:2], EventKind.CONFIRMED, by=BY, at=AT)
    assert is_right(store)
    store.record([NewEvent(saved[0].id, EventKind.SHOWN, "")], by=BY, at=AT)
    assert is_right(store)
    store.forget([saved[0].id])
    assert is_right(store)
    put(store, a_note())
    store.forget([saved[1].id, saved[2].id])
    put(store, a_note())
    assert is_right(store)


def test_a_record_that_is_behind_is_brought_up_to_date(store):
    put(store, a_note())
    old = store.location.last_write.read_bytes()
    saved = put(store, a_note(), a_note())
    store.forget([saved[0].id])
    store.location.last_write.write_bytes(old)
    put(store, a_note())
    assert is_right(store)


@pytest.mark.parametrize("content", [None, b"", b"garbage", b"{}\n"])
def test_a_record_that_is_lost_is_made_again(store, content):
    put(store, a_note(), a_note())
    store.location.last_write.unlink()
    if content is not None:
        store.location.last_write.write_bytes(content)
    put(store, a_note())
    assert is_right(store)


@pytest.mark.parametrize(
    "ask",
    [
        lambda db: events.count_kinds(db, above=5),
        lambda db: notes.neighbours(db, ["aaaaaaaaaa", "bbbbbbbbbb"]),
    ],
    ids=["new events", "neighbours"],
)
def test_no_write_and_no_listing_scans_a_table(store, ask):
    put(store, a_note(), a_note())
    scans = [step for step in plans(store.location, ask) if step.startswith("SCAN")]
    assert [
        step for step in scans if "CONSTANT" not in step and not step.startswith("SCAN k")
    ] == []


def test_neighbours_are_those_of_all_projects(store):
    ids = [f"aaaa{letter}aaaaa" for letter in "cebad"]
    put(store, *(a_note(id=note_id) for note_id in ids))
    near = store.neighbours(["aaaabaaaaa", "aaaaeaaaaa", "aaaaaaaaaa", "zzzzzzzzzz"])
    assert near == {
        "aaaabaaaaa": ["aaaaaaaaaa", "aaaacaaaaa"],
        "aaaaeaaaaa": ["aaaadaaaaa"],
        "aaaaaaaaaa": ["aaaabaaaaa"],
        "zzzzzzzzzz": ["aaaaeaaaaa"],
    }
