"""What a newer program left in the outbox: it waits, or is stored, and nothing of it is lost."""

import json

import pytest

from chesterton.store import journal, outbox
from chesterton.store.save_notes import SaveRequest
from chesterton.store.tables import events
from tests.store.samples import AT, BY, a_note, everything, put, with_notices


@pytest.fixture
def waits(location, store):
    """Keeps notes in the outbox, changed as a newer program would have written the file."""
    store.close()

    def keep(*notes, **later):
        before = set(outbox.waiting(location))
        outbox.enqueue(location, SaveRequest(notes, "created", BY, AT))
        (path,) = set(outbox.waiting(location)) - before
        fields = json.loads(journal.entry_text(path.read_bytes())) | later
        outbox._write(path, fields)
        return path, fields

    return keep


def with_a_word(note, **changes):
    return json.loads(outbox.image.from_note(note)) | {"kind": "lesson"} | changes


def test_a_file_that_only_a_newer_program_can_read_waits_for_it(directory, waits):
    lesson, later = a_note("Learnt"), a_note("Later")
    path, _ = waits(notes=[with_a_word(lesson)])
    content = path.read_bytes()
    waits(later)
    notices, again = with_notices(directory)
    store = again()
    (own,) = put(store)
    assert {note.title for note in everything(store)} == {later.title, own.title}
    assert path.read_bytes() == content
    assert outbox.waiting(store.location) == [path]
    at_start, at_write = notices
    assert f"1 change not stored yet, in {store.location.outbox}: see: " in at_start
    assert "upgrade Chesterton" in at_write
    store.close()


def test_what_is_not_known_of_a_file_is_kept_with_the_event(directory, waits):
    note = a_note()
    waits(note, session="s1")
    _, again = with_notices(directory)
    store = again()
    (last,) = (it for it in store._reading.read(lambda db: [*events.entries(db)]) if it.note)
    assert (last.note, json.loads(last.newer)) == (note.id, {"session": "s1"})
    assert list(journal.entries(store.location.journal))[-1] == last
    store.close()


def test_forgetting_takes_a_note_out_of_a_file_and_leaves_the_rest_as_it_is(location, waits):
    kept, gone = a_note("Kept"), a_note("Gone")
    path, fields = waits(notes=[with_a_word(kept), with_a_word(gone)], session="s1")
    outbox.forget(location, [gone.id])
    assert json.loads(journal.entry_text(path.read_bytes())) == fields | {
        "notes": fields["notes"][:1]
    }
    outbox.forget(location, [kept.id])
    assert not path.exists()
