"""Saving and reading notes: round trips, versions, limits, and an event for each write."""

from dataclasses import replace

import pytest

from chesterton.model.anchor import SOURCE_LIMIT, Anchor
from chesterton.model.errors import StaleNote, UserError
from chesterton.model.note import ANCHOR_LIMIT, BODY_LIMIT, TITLE_LIMIT, EventKind, NewEvent, Status
from chesterton.model.project import Project
from chesterton.store.tables.notes import NoteOrigin
from tests.harness.notes import reworded
from tests.store.samples import AT, BY, FULL, PROJECT, a_note, an_id, everything, opened, put

HOSTILE = "'; DROP TABLE note;-- % _ \x00 \" ` \\ {a}:b"


def test_a_note_with_every_field_comes_back_equal(store):
    note = a_note(**FULL)
    assert put(store, note) == [replace(note, version=1)]
    assert everything(store) == [replace(note, version=1)]


def test_a_note_survives_closing_and_opening(directory, store):
    stored = put(store, a_note(**FULL))
    store.close()
    again = opened(directory)
    assert everything(again) == stored
    again.close()


def test_hostile_text_in_every_field_is_stored_as_it_is(store):
    """S43."""
    anchor = Anchor(HOSTILE, HOSTILE, quote=HOSTILE, source=HOSTILE, commit=HOSTILE)
    note = a_note(HOSTILE, body=HOSTILE, author=HOSTILE, links=(HOSTILE,), anchors=(anchor,))
    put(store, note)
    assert store.notes(PROJECT.id, paths=[HOSTILE]) == [replace(note, version=1)]


def test_notes_are_found_by_status_and_path(store):
    pay, other = a_note(), a_note(anchors=(Anchor("b.py"), Anchor("src/pay.py")))
    retired = a_note(status=Status.RETIRED)
    put(store, pay, other, retired)
    ids = [note.id for note in store.notes(PROJECT.id, paths=["src/pay.py"])]
    assert ids == [pay.id, other.id]
    assert [note.id for note in store.notes(PROJECT.id, paths=["b.py"])] == [other.id]
    assert [n.id for n in store.notes(PROJECT.id, statuses={Status.RETIRED})] == [retired.id]
    assert len(store.notes(PROJECT.id, limit=1)) == 1
    assert store.note_counts_by_path(PROJECT.id) == {"b.py": 1, "src/pay.py": 2}


def test_a_note_is_found_by_any_unique_prefix(store):
    one, two = a_note(id="aaaabbbbcc"), a_note(id="aaaacccccc")
    put(store, one, two)
    assert store.note("AAAAB", PROJECT.id).id == one.id
    assert store.note("aaaacccccc").id == two.id


@pytest.mark.parametrize(
    ("prefix", "says"),
    [("aaaa", "several notes"), ("zzzz", "no note"), ("aa", "too short"), ("%_%_", "no note")],
)
def test_a_prefix_without_a_unique_match_is_an_error_with_a_hint(store, prefix, says):
    put(store, a_note(id="aaaabbbbcc"), a_note(id="aaaacccccc"))
    with pytest.raises(UserError, match=says) as caught:
        store.note(prefix, PROJECT.id)
    assert caught.value.hint


def test_a_note_of_another_project_is_not_found(store):
    """S07."""
    store.put_project(Project("f" * 16, "other", None, None, ()))
    (note,) = put(store, a_note(project="f" * 16))
    with pytest.raises(UserError, match="no note"):
        store.note(note.id, PROJECT.id)
    assert store.note(note.id, note.project) == note


def test_a_note_of_another_project_is_not_overwritten(store):
    store.put_project(Project("f" * 16, "other", None, None, ()))
    (note,) = put(store)
    with pytest.raises(UserError, match="another project"):
        put(store, replace(note, project="f" * 16))


def test_a_note_of_an_unknown_project_is_refused(store):
    with pytest.raises(UserError, match="unknown project"):
        put(store, a_note(project="f" * 16))


def test_each_write_increments_the_version_and_records_an_event(store):
    (note,) = put(store)
    (edited,) = put(store, reworded(note, title="Retry once"), kind=EventKind.EDITED, detail="why")
    assert (note.version, edited.version) == (1, 2)
    created, changed = store.events(note.id)
    assert (created.kind, created.image, created.by) == (EventKind.CREATED, note, BY)
    assert (changed.kind, changed.image, changed.detail) == (EventKind.EDITED, edited, "why")
    assert changed.sequence > created.sequence


def test_a_stale_edit_is_refused_and_changes_nothing(store):
    (note,) = put(store)
    put(store, reworded(note, title="Theirs"), kind=EventKind.EDITED)
    other = a_note()
    with pytest.raises(StaleNote, match="someone else"):
        put(store, other, reworded(note, title="Mine"), expect={note.id: 1})
    assert [n.title for n in everything(store)] == ["Theirs"]


def undo(store, note):
    (undone,) = put(store, store.previous_version(note), kind=EventKind.UNDONE)
    return undone


def test_undo_restores_the_note_before_the_last_write_and_can_be_undone(store):
    (note,) = put(store)
    put(store, replace(note, status=Status.RETIRED), kind=EventKind.RETIRED)
    store.record([NewEvent(note.id, EventKind.SHOWN, "")], by=BY, at=AT)
    assert undo(store, note.id) == replace(note, version=3)
    assert store.events(note.id)[-1].kind is EventKind.UNDONE
    assert undo(store, note.id).status is Status.RETIRED


def test_the_first_event_cannot_be_undone(store):
    (note,) = put(store)
    with pytest.raises(UserError, match="no changes to undo"):
        undo(store, note.id)


def test_recording_an_event_modifies_no_note(store):
    (note,) = put(store)
    nobody = NewEvent(an_id(), EventKind.SHOWN, "")
    store.record([NewEvent(note.id, EventKind.SHOWN, "hover"), nobody], by=BY, at=AT)
    assert everything(store) == [note]
    shown = store.events(note.id)[-1]
    assert (shown.kind, shown.detail, shown.image) == (EventKind.SHOWN, "hover", None)


def test_the_version_changes_with_every_write_of_any_process(directory, store):
    other = opened(directory)
    before = store.version()
    assert store.version() == before
    (note,) = put(other)
    assert (saved := store.version()) != before
    store.forget([note.id])
    assert store.version() != saved
    other.close()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "needs a title"),
        ({"title": " \n"}, "needs a title"),
        ({"title": "x" * (TITLE_LIMIT + 1)}, "100 characters"),
        ({"title": "two\nlines"}, "one line"),
        ({"body": "ä" * BODY_LIMIT}, "64 KB"),
        ({"body": "x" * 100_000_000}, "64 KB"),
        ({"body": "\n" * 1_000_000}, "64 KB"),
        ({"anchors": ()}, "between 1 and 8"),
        ({"anchors": (Anchor("a.py"),) * (ANCHOR_LIMIT + 1)}, "between 1 and 8"),
        ({"anchors": (Anchor("a.py", source="x" * (SOURCE_LIMIT + 1)),)}, "16 KB"),
        ({"anchors": (Anchor("a" * 5000),)}, "4,096"),
        ({"links": ("x",) * 33}, "32"),
        ({"body": "\ud800"}, "surrogate"),
        ({"author": "\ud800"}, "surrogate"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value,
)
def test_a_note_over_a_limit_is_refused_and_the_limit_named(store, changes, says):
    """D31."""
    with pytest.raises(UserError, match=says) as caught:
        put(store, a_note(), a_note(**changes))
    assert "nothing was stored" in str(caught.value) or "title" in str(caught.value)
    assert everything(store) == []


def test_a_note_at_the_limits_is_stored(store):
    anchor = Anchor("a.py", source="x" * SOURCE_LIMIT)
    note = a_note("x" * TITLE_LIMIT, body="x" * BODY_LIMIT, anchors=(anchor,) * ANCHOR_LIMIT)
    put(store, note)
    assert everything(store) == [replace(note, version=1)]


def test_order_is_kept_whatever_the_clock_says(store):
    """D28."""
    times = ("2036-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "2026-12-31T23:59:60Z")
    (note,) = put(store)
    for at in times:
        store.save([note], EventKind.EDITED, by=BY, at=at)
    life = store.events(note.id)
    assert [event.time for event in life] == [AT, *times]
    assert [event.sequence for event in life] == sorted(event.sequence for event in life)
    assert store.note(note.id).version == 4


def test_ids_are_distinct_and_notes_of_one_moment_keep_their_order(store):
    """D29."""
    ids = [store.new_id() for _ in range(500)]
    assert len(set(ids)) == 500
    assert {len(identity) for identity in ids} == {10}
    notes = [a_note(id=identity) for identity in ids]
    put(store, *notes)
    assert [note.id for note in everything(store)] == ids


def test_placements_are_cached_by_anchor_version_and_commit(store):
    (note,) = put(store)
    key, other = (note.id, 0, 1), (note.id, 0, 2)
    store.put_placements("c1", {key: {"path": "a.py"}})
    assert store.placements("c1", [key, other]) == {key: {"path": "a.py"}}
    assert store.placements("c2", [key]) == {}


def test_a_placement_in_a_file_whose_name_is_not_utf_8_is_cached(store):
    (note,) = put(store)
    key = (note.id, 0, 1)
    store.put_placements("c1", {key: {"path": "caf\udce9/pay.py"}})
    assert store.placements("c1", [key]) == {key: {"path": "caf\udce9/pay.py"}}


def test_placements_of_the_last_few_commits_are_kept(store):
    (note,) = put(store)
    key = (note.id, 0, 1)
    for number in range(12):
        store.put_placements(f"c{number}", {key: {"at": number}})
    kept = [number for number in range(12) if store.placements(f"c{number}", [key])]
    assert kept == [4, 5, 6, 7, 8, 9, 10, 11]


def test_files_and_commits_of_open_notes_are_listed_once(store):
    at = Anchor("a.py", commit="c1")
    put(store, a_note(anchors=(at,)), a_note(anchors=(at, Anchor("b.py"))))
    put(store, a_note(anchors=(Anchor("gone.py", commit="c1"),), status=Status.RETIRED))
    assert store.open_origins(PROJECT.id) == [NoteOrigin("a.py", "c1"), NoteOrigin("b.py", None)]
