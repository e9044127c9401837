"""What is in the outbox is said at each start, with what it is and the step that ends it."""

import shlex

import pytest

from chesterton.model.note import EventKind
from chesterton.store import journal, lock, outbox
from chesterton.store.upkeep import health
from tests.harness.notes import reworded
from tests.store.samples import a_note, opened, put, with_notices


def faults(location):
    found = (each for each in health.check(location) if each.check == "store.outbox")
    return [each for each in found if not each.ok]


@pytest.fixture
def keep(store):
    """Keeps a change in the outbox and returns its file."""
    location = store.location
    hasty = opened(location.directory, limit=0.1)

    def keeping(*notes, **options):
        before = set(outbox.waiting(location))
        with lock.hold_write_lock(location), pytest.raises(lock.Busy):
            put(hasty, *notes, **options)
        (path,) = set(outbox.waiting(location)) - before
        return path

    yield keeping
    hasty.close()


@pytest.mark.parametrize("number", [1, 2])
def test_a_start_that_cannot_store_it_says_how_many_wait_and_why(
    keep, location, monkeypatch, number
):
    for _ in range(number):
        keep(a_note())

    def refused(*_):
        raise PermissionError(13, "no", str(location.journal))

    monkeypatch.setattr("chesterton.store.write_path.append_to_journal", refused)
    notices, start = with_notices(location.directory)
    monkeypatch.setattr("chesterton.store.store.Store.put_project", lambda *_: None)
    start().close()
    (said,) = notices
    changes = "1 change" if number == 1 else "2 changes"
    assert f"{changes} not stored yet, in {location.outbox}: no permission to write" in said
    assert "make that file writable" in said
    assert "nothing was changed" not in said


def test_a_start_while_another_writes_says_so(keep, location):
    keep(a_note())
    notices, start = with_notices(location.directory)
    with lock.hold_write_lock(location):
        start().close()
    assert any("1 change not stored yet" in each and "locked by" in each for each in notices)


def test_a_start_that_stores_it_says_nothing(keep, location):
    keep(a_note())
    notices, start = with_notices(location.directory)
    start().close()
    assert notices == []
    assert faults(location) == []


def test_a_refused_change_is_named_at_every_start_until_its_file_is_gone(store, keep, location):
    (note,) = put(store, a_note("Before"))
    path = keep(reworded(note, title="Late"), kind=EventKind.EDITED, expect={note.id: 1})
    hidden = path.rename(path.with_suffix(".hidden"))
    put(store, reworded(note, title="First"), kind=EventKind.EDITED)
    hidden.rename(path)
    put(store)
    notices, start = with_notices(location.directory)
    start().close()
    start().close()
    assert [
        f"1 change could not be stored, in {location.outbox}; see: chesterton doctor"
    ] * 2 == notices
    (fault,) = faults(location)
    assert f"an edit of {note.id} (Late) could not be stored" in fault.message
    (refused,) = outbox.refused(location)
    assert fault.advice.endswith(f"to drop it, run: rm {shlex.quote(str(refused))}")
    refused.unlink()
    assert faults(location) == []


KINDS = {
    EventKind.CREATED: "a new note, ",
    EventKind.EDITED: "an edit of ",
    EventKind.CONFIRMED: "the confirmation of ",
    EventKind.RETIRED: "the retirement of ",
    EventKind.SNOOZED: "a change of ",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_waiting_change_is_named_by_kind_note_and_title(keep, location, kind):
    note = a_note("Why it waits")
    keep(note, kind=kind)
    (fault,) = faults(location)
    assert f"{KINDS[kind]}{note.id} (Why it waits) waits to be stored" in fault.message


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"{}\n", b'{"notes": []}\n'])
def test_a_damaged_entry_is_not_counted_as_waiting(location, store, content):
    location.outbox.mkdir(exist_ok=True, mode=0o700)
    path = location.outbox / "1.json"
    path.write_bytes(content)
    (fault,) = faults(location)
    assert (str(path) in fault.message, "is damaged" in fault.message) == (True, True)
    put(store)
    health.repair(location)
    (fault,) = faults(location)
    assert fault.advice == f"to drop it, run: rm {path.with_suffix('.refused')}"


def test_an_entry_of_a_newer_version_asks_for_the_upgrade(location, store):
    location.outbox.mkdir(exist_ok=True, mode=0o700)
    (location.outbox / "1.json").write_text(journal.line('{"kind":"created"}'))
    (fault,) = faults(location)
    assert fault.advice == "upgrade Chesterton"
    put(store)


def test_many_notes_in_one_change_are_counted(keep, location):
    keep(*(a_note(f"N{number}") for number in range(5)))
    assert " and 2 more waits" in faults(location)[0].message
