"""What the last write left, kept apart from the database and its journal."""

import sqlite3
from contextlib import closing

import pytest

from chesterton.store import last_write
from chesterton.store.last_write import LastWrite
from tests.store.samples import a_note, put


@pytest.fixture
def db(store, location):
    put(store, a_note("one"), a_note("two"))
    with closing(sqlite3.connect(location.database)) as db:
        yield db


def test_each_write_is_recorded(db, location):
    last = last_write.read(location)
    assert last.events == last.sequence > 0
    assert last_write.missing(db, last) == 0


@pytest.mark.parametrize("content", [b"", b"garbage\n", b"\xff" * 100])
def test_damage_means_that_nothing_is_known(db, location, content):
    location.last_write.write_bytes(content)
    assert last_write.read(location) is None
    assert last_write.missing(db, None) == 0


def test_events_that_the_database_lacks_are_counted(db, location):
    last = last_write.read(location)
    ahead = LastWrite(last.generation, last.sequence + 3, last.events + 3)
    assert last_write.missing(db, ahead) == 3
    forgotten = LastWrite(last.generation, last.sequence, last.events - 1)
    assert last_write.missing(db, forgotten) == 0


def test_another_generation_says_nothing(db, location):
    last = last_write.read(location)
    assert last_write.missing(db, LastWrite("other", last.sequence + 3, last.events + 3)) == 0


def test_a_shorter_record_leaves_nothing_of_a_longer_one(db, location):
    expected = location.last_write.read_bytes()
    location.last_write.write_bytes(expected + b"more")
    last_write.record(location, db)
    assert location.last_write.read_bytes() == expected
