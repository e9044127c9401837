"""Imported notes full of escape sequences are printed without effect, by every command (S27)."""

import json
import re

import pytest

ESCAPES = "\x1b[2J\x1b]52;c;eA==\x07\x9b1m\u202e\r\x08\u2066\x00\x1b]8;;https://evil.example\x07"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(shell):
    """The shell, in a project with notes whose every field tries to steer the terminal."""
    shell.remember("Lock it", "pay.py::Card.charge")
    (note,) = shell("export").objects
    note |= {each: f"evil {each} {ESCAPES}" for each in ("title", "body", "author")}
    note |= {"id": "bbbbbbbbbb", "links": [f"https://x.example/{ESCAPES}", f"#1{ESCAPES}"]}
    gone = json.loads(json.dumps(note)) | {"id": "cccccccccc"}
    for each in (gone, *gone["anchors"]):
        each["anchor"] |= {"path": f"gone{ESCAPES}.py", "symbol": f"gone{ESCAPES}"}
    file = shell.root.parent / "hostile.jsonl"
    file.write_text("".join(f"{json.dumps(each)}\n" for each in (note, gone)))
    assert shell("import", str(file)).code == 0
    return shell


@pytest.mark.parametrize(
    "arguments",
    [
        ("notes",),
        ("notes", "--json"),
        ("recall", "evil"),
        ("recall", "evil", "--json"),
        ("review",),
        ("show", "bbbbbbbbbb", "--diff"),
        ("show", "cccccccccc"),
        ("history", "bbbbbbbbbb"),
        ("export",),
        ("confirm", "bbbbbbbbbb"),
        ("retire", "cccccccccc"),
        ("doctor",),
        ("show", f"x{ESCAPES}"),
        ("notes", f"x{ESCAPES}.py".replace("\x00", "")),
    ],
    ids=lambda arguments: " ".join(arguments[:1]),
)
def test_nothing_steers_the_terminal(hostile, arguments):
    ended = hostile(*arguments)
    assert not STEERING.search(ended.out)
    assert not STEERING.search(ended.err)
    assert ended.out or ended.err
