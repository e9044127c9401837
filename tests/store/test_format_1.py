"""A program of format 1 can read, but not write, the memory of this version.

Its reading code is reproduced here, because released programs can no longer be changed.
"""

import json
import sqlite3
import zlib
from contextlib import closing
from hashlib import sha256

import pytest

from chesterton.model.note import EventKind
from chesterton.model.record import to_newer
from tests.store.samples import FULL, a_note, put

SCHEMA_1, WRITER_1 = 1, 1
NOTE_1 = (
    "id, kind, title, body, author, origin, created, status, scope, confirmed, superseded_by,"
    " version"
)
ANCHOR_1 = "path, symbol, symbol_kind, ordinal, line, commit_id, fingerprint, quote"


def image_1(db, number):
    """The image of a note as format 1 built it, from the columns that it knew."""
    names = NOTE_1.replace(" ", "").split(",")
    row = db.execute(f"SELECT {NOTE_1} FROM note WHERE number = ?", (number,)).fetchone()  # noqa: S608
    project, links, snoozed = db.execute(
        "SELECT p.id, n.links, n.snoozed FROM note n JOIN project p ON p.number = n.project"
        " WHERE n.number = ?",
        (number,),
    ).fetchone()
    places = db.execute(
        f"SELECT {ANCHOR_1}, source FROM anchor WHERE note = ? ORDER BY position",  # noqa: S608
        (number,),
    )
    keys = ANCHOR_1.replace("commit_id", "commit").replace(" ", "").split(",")
    anchors = [
        dict(zip(keys, place, strict=True))
        | {"source": source and zlib.decompress(source).decode()}
        for *place, source in places
    ]
    note = dict(zip(names, row, strict=True)) | {"project": project, "anchors": anchors}
    return note | {"links": json.loads(links), "snoozed": snoozed and json.loads(snoozed)}


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def checksum(text):
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@pytest.fixture
def grown(directory, store):
    newer = to_newer({"watch": ["payment_id"], "weight": 3})
    put(store, a_note(), a_note(**FULL), a_note("Grown", replaces="aaaaaaaaaa", newer=newer))
    put(store, a_note("Grown twice", newer=newer), kind=EventKind.EDITED)
    store.close()
    with closing(sqlite3.connect(directory / "memory.db")) as db:
        yield db


def test_format_1_may_only_read(grown):
    (version,) = grown.execute("PRAGMA user_version").fetchone()
    (writer,) = grown.execute(
        "SELECT value FROM about WHERE name = 'min_writer_version'"
    ).fetchone()
    assert version > SCHEMA_1
    assert int(writer) > WRITER_1


def test_format_1_finds_every_note_intact(grown):
    rows = grown.execute("SELECT number, checksum FROM note").fetchall()
    assert len(rows) == 4
    for number, kept in rows:
        assert checksum(canonical(image_1(grown, number))) == kept


def test_format_1_finds_every_event_intact_and_parses_its_note(grown):
    columns = "sequence, note, kind, time, author, detail, delivery, image, checksum"
    for *fields, image, kept in grown.execute(f"SELECT {columns} FROM event"):  # noqa: S608
        text = image and zlib.decompress(image).decode()
        keys = ("sequence", "note", "kind", "time", "by", "detail", "delivery")
        event = canonical(dict(zip(keys, fields, strict=True)))
        assert checksum(f'{event[:-1]},"image":{text or "null"}}}') == kept
        if fields[1] is not None:
            assert json.loads(text).keys() == image_1(grown, 2).keys()
