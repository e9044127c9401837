"""Changes that were kept in the outbox are applied one after the other, or their maker is told."""

from dataclasses import replace

import pytest

from chesterton.model.errors import UserError
from chesterton.model.note import EventKind, Kind, Snooze, Status
from chesterton.store import lock, outbox
from tests.harness.notes import reworded
from tests.store.samples import AT, a_note, everything, opened, put, with_notices

SNOOZED = Snooze(AT, ())

CHANGES = {
    "snooze": (EventKind.SNOOZED, lambda note: replace(note, snoozed=SNOOZED)),
    "wake": (EventKind.SNOOZED, lambda note: replace(note, snoozed=None)),
    "retire": (EventKind.RETIRED, lambda note: replace(note, status=Status.RETIRED)),
    "confirm": (EventKind.CONFIRMED, lambda note: replace(note, confirmed=AT)),
    "title": (EventKind.EDITED, lambda note: reworded(note, title="Other")),
    "another title": (EventKind.EDITED, lambda note: reworded(note, title="Third")),
    "body": (EventKind.EDITED, lambda note: reworded(note, body="Because")),
    "kind": (EventKind.EDITED, lambda note: reworded(note, kind=Kind.DEBT)),
    "place": (EventKind.RELINKED, lambda note: replace(note, anchors=note.anchors * 2)),
}


def kept(directory, note, *names):
    """Keeps changes of a note in the outbox, each made to the stored version."""
    store = opened(directory, limit=0.1, notice=lambda _: None)
    problems = []
    with lock.hold_write_lock(store.location):
        for name in names:
            kind, change = CHANGES[name]
            with pytest.raises(lock.Busy) as caught:
                put(store, change(note), kind=kind, expect={note.id: note.version})
            problems.append(str(caught.value))
    store.close()
    return problems


@pytest.mark.parametrize(
    "names",
    [
        ("snooze", "retire"),
        ("retire", "snooze"),
        ("title", "body"),
        ("kind", "retire"),
        ("place", "title"),
        ("confirm", "snooze", "body"),
        ("snooze", "retire", "title", "place"),
        ("title", "title"),
    ],
)
def test_changes_of_different_parts_are_all_made(directory, store, names):
    (note,) = put(store, a_note())
    kept(directory, note, *names)
    put(store)
    expected = note
    for name in names:
        expected = CHANGES[name][1](expected)
    stored = store.note(note.id)
    assert replace(stored, version=0) == replace(expected, version=0)
    assert outbox.waiting(store.location) == outbox.refused(store.location) == []
    assert len(store.events(note.id)) == 1 + len(names)


def test_the_last_change_of_the_status_counts(directory, store):
    (note,) = put(store, a_note())
    kept(directory, note, "snooze", "wake")
    put(store)
    assert outbox.refused(store.location) == []


def test_two_texts_are_both_kept_and_their_maker_is_told(directory, store):
    (note,) = put(store, a_note())
    kept(directory, note, "title", "another title")
    notices, open_again = with_notices(directory)
    again = open_again()
    assert [each.title for each in everything(again)] == ["Other"]
    waiting, refused = outbox.waiting(again.location), outbox.refused(again.location)
    assert (len(waiting), len(refused), len(notices)) == (0, 1, 1)
    assert "could not be stored" in notices[0]
    assert "chesterton doctor" in notices[0]
    again.close()


@pytest.mark.parametrize(("name", "what"), [("retire", "change"), ("title", "text")])
def test_the_message_names_what_is_kept(directory, store, name, what):
    (note,) = put(store, a_note())
    (problem,) = kept(directory, note, name)
    assert f"your {what} is kept in the outbox" in problem


def test_a_change_of_an_unknown_version_is_refused(directory, store):
    (note,) = put(store, a_note())
    with pytest.raises(UserError):
        put(store, reworded(note, title="X"), kind=EventKind.EDITED, expect={note.id: 7})
    kept(directory, replace(note, version=7), "title")
    put(store)
    assert len(outbox.refused(store.location)) == 1
