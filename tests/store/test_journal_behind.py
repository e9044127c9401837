"""A journal that cannot be written, or that lost lines, is named; and so is what is lost by it."""

import errno

import pytest

from chesterton.store import journal
from chesterton.store.location import Location
from chesterton.store.upkeep import health
from tests.store.samples import a_note, everything, opened, put


@pytest.fixture
def location(tmp_path):
    """A store with three notes."""
    store = opened(tmp_path / "memory")
    for title in ("first", "second", "third"):
        put(store, a_note(title))
    store.close()
    return Location(tmp_path / "memory")


def faults(location):
    return [each.message for each in health.check(location) if not each.ok]


def without_line(location, number):
    lines = location.journal.read_bytes().splitlines(keepends=True)
    location.journal.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))


def refuse(*_arguments):
    raise PermissionError(errno.EACCES, "denied", "journal.jsonl")


def put_without_journal(location, monkeypatch):
    """Stores a note that only the database has, as if the process was killed before the rest."""
    with monkeypatch.context() as patched:
        patched.setattr(journal, "append", refuse)
        store = opened(location.directory)
        put(store, a_note("fourth"))
        store.close()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_line_that_the_journal_lacks_is_named_and_written_again(location, number):
    without_line(location, number)
    assert any(
        f"lacks 1 change that the database has: {number}" in each for each in faults(location)
    )
    health.repair(location)
    assert faults(location) == []
    location.database.unlink()
    store = opened(location.directory)
    assert len(everything(store)) == 3
    store.close()


def test_a_change_that_only_the_database_has_is_named(location, monkeypatch):
    put_without_journal(location, monkeypatch)
    assert any("lacks 1 change that the database has: 5" in each for each in faults(location))


def test_opening_the_store_completes_the_journal_of_a_killed_process(location, monkeypatch):
    put_without_journal(location, monkeypatch)
    opened(location.directory).close()
    assert faults(location) == []


def test_a_journal_that_cannot_be_completed_does_not_keep_the_store_from_opening(
    location, monkeypatch
):
    monkeypatch.setattr(journal, "append", refuse)
    store = opened(location.directory)
    put(store, a_note("fourth"))
    store.close()
    store = opened(location.directory)
    assert len(everything(store)) == 4
    store.close()


def test_the_loss_of_a_change_that_only_the_database_had_is_named(location, monkeypatch):
    put_without_journal(location, monkeypatch)
    location.database.write_bytes(b"")
    opened(location.directory).close()
    assert any("1 change was lost" in each for each in faults(location))


def test_a_journal_that_is_written_again_is_complete(location, monkeypatch):
    put_without_journal(location, monkeypatch)
    health.repair(location)
    assert faults(location) == []
