"""The journal: every event as a JSON line with a checksum."""

import json
import shutil
from contextlib import closing
from itertools import pairwise

import pytest

from chesterton.model.note import EventKind, NewEvent
from chesterton.model.record import canonical, to_newer
from chesterton.store import journal
from chesterton.store.connection import open_reader
from chesterton.store.tables import events, image
from chesterton.store.upkeep import health
from tests.store.samples import AT, BY, FULL, a_note, everything, opened, put

TEXTS = [json.dumps({"sequence": number, "text": "x" * size}) for number, size in enumerate((1, 9))]


@pytest.fixture
def path(tmp_path):
    journal.begin(tmp_path / "journal.jsonl", "abcd", [])
    return tmp_path / "journal.jsonl"


def test_every_event_has_its_line(location, store):
    (note,) = put(store, a_note(**FULL))
    store.record([NewEvent(note.id, EventKind.SHOWN, "")], by=BY, at=AT)
    store.forget([put(store)[0].id])
    db = open_reader(location.database)
    kept = list(events.entries(db))
    db.close()
    assert list(journal.entries(location.journal)) == kept
    assert [entry.kind for entry in kept] == ["project", "created", "shown", "forgotten"]
    assert image.to_note(kept[1].image) == note
    assert all(a.sequence < b.sequence for a, b in pairwise(kept))


def test_a_line_is_json_with_a_checksum(location, store):
    (note,) = put(store)
    last = json.loads(location.journal.read_text("utf-8").splitlines()[-1])
    assert last["entry"]["image"]["title"] == note.title
    line = location.journal.read_bytes().splitlines(keepends=True)[-1]
    assert last["sha256"] == image.checksum(journal.entry_text(line))


def test_the_tail_is_found_for_any_line_length(path):
    for number, size in enumerate((1, 100, 70_000, 300_000, 5), 1):
        text = json.dumps({"sequence": number, "text": "ä" * size}, ensure_ascii=False)
        journal.append(path, journal.read_end(path), [text])
        end = journal.read_end(path)
        assert (end.generation, end.sequence, end.size) == ("abcd", number, path.stat().st_size)
        assert end.checksum == image.checksum(text)


def test_an_incomplete_last_line_is_overwritten(path):
    journal.append(path, journal.read_end(path), TEXTS[:1])
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"sha256":"12')
    journal.append(path, journal.read_end(path), TEXTS[1:])
    assert path.read_bytes().startswith(whole)
    assert [text for _, text in journal.lines(path)][1:] == TEXTS


@pytest.mark.parametrize("damage", [b"\xff", b"\x00", b"}", b" "])
def test_a_damaged_last_line_is_skipped(path, damage):
    journal.append(path, journal.read_end(path), TEXTS)
    whole = path.read_bytes()
    path.write_bytes(whole[:-5] + damage + whole[-4:])
    assert journal.read_end(path).sequence == 0
    assert [text for _, text in journal.lines(path)][1:] == [TEXTS[0], None]


@pytest.mark.parametrize("content", [b"", b"\n", b"not json\n", b"{}\n", b"\xff\xfe"])
def test_an_invalid_journal_has_no_generation(path, content):
    path.write_bytes(content)
    assert journal.read_end(path).generation is None
    assert list(journal.entries(path)) == []


def test_a_missing_journal_is_empty(tmp_path):
    assert journal.read_end(tmp_path / "none") == journal.JournalEnd(None)
    assert list(journal.entries(tmp_path / "none")) == []


def image_last(fields):
    head = {key: value for key, value in fields.items() if key != "image"}
    return f'{canonical(head)[:-1]},"image":{canonical(fields["image"])}}}'


@pytest.mark.parametrize("write", [image_last, canonical])
@pytest.mark.parametrize("newer", [{}, {"tags": ["a"]}])
def test_what_a_newer_program_says_of_an_event_is_carried(location, store, write, newer):
    notes = put(store, a_note(newer=to_newer(newer)), a_note())
    store.record([NewEvent(notes[0].id, EventKind.SHOWN, "")], by=BY, at=AT)
    store.close()
    head, *lines = (text for _, text in journal.lines(location.journal))
    later = [json.loads(text) | {"session": "s1", "aside": [1]} for text in lines]
    journal.begin(location.journal, json.loads(head)["generation"], map(write, later))
    for file in location.directory.glob("memory.db*"):
        file.unlink()
    shutil.rmtree(location.backups, ignore_errors=True)
    again = opened(location.directory, notice=lambda _: None)
    assert everything(again) == notes
    put(again)
    again.close()
    entries = list(journal.entries(location.journal))
    carried = [json.loads(entry.newer) for entry in entries[: len(later)]]
    assert carried == [{"session": "s1", "aside": [1]}] * len(later)
    assert not entries[-1].newer
    with closing(open_reader(location.database)) as db:
        assert list(events.entries(db)) == entries
    assert "store.events" not in {it.check for it in health.check(location) if not it.ok}
