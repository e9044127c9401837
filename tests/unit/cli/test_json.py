"""The objects printed with --json match the schemas in docs/reference/schema."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.unit.cli.conftest import PAY

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
SCHEMAS = {
    path.stem: json.loads(path.read_text()) for path in (REFERENCE / "schema").glob("*.json")
}


def valid(name, objects):
    assert objects
    for each in objects:
        Draft202012Validator(SCHEMAS[name]).validate(each)


@pytest.fixture
def notes(shell):
    """Notes in every state and status."""
    shell.remember("Current", "pay.py::Card.send", "--link", "#1")
    shell.remember("Changed", "pay.py::refund", "--kind", "pitfall")
    shell.remember("Proposed", "pay.py::LIMIT", "--propose")
    shell.remember("Quoted", "pay.py:1")
    shell("remember", "--title", "Project")
    shell.write("cash.py", "def gone(a, b):\n    return a or b\n")
    shell.remember("Lost", "cash.py::gone")
    (shell.root / "cash.py").unlink()
    shell.write("pay.py", PAY.replace("send(-1)", "send(-2)"))
    notes = {note["title"]: note for note in shell("notes", "--json").objects}
    assert {n["state"] for n in notes.values()} >= {"current", "changed", "lost"}
    return notes


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_valid_and_linked_from_the_reference(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert f"(schema/{name}.json)" in (REFERENCE / "json.md").read_text(encoding="utf-8")


def test_notes(shell, notes):
    valid("note", notes.values())
    valid("note", shell("show", notes["Changed"]["id"], "--json").objects)
    valid("diff", shell("show", notes["Changed"]["id"], "--diff", "--json").objects)


def test_anchor_and_placement_are_those_of_the_first_place(notes):
    for note in notes.values():
        first = note["anchors"][0]
        assert (note["anchor"], note["placement"]) == (first["anchor"], first["placement"])


@pytest.mark.parametrize(
    "command",
    [
        ("confirm", "Proposed"),
        ("retire", "Current"),
        ("supersede", "Current", "--by", "Changed"),
        ("relink", "Lost", "pay.py::Card"),
        ("snooze", "Changed"),
    ],
    ids=lambda command: command[0],
)
def test_commands_that_change_a_note_print_it(shell, notes, command):
    arguments = [notes[part]["id"] if part in notes else part for part in command]
    valid("note", shell(*arguments, "--json").objects)
    valid("note", shell("undo", arguments[1], "--json").objects)


def test_other_commands(shell, notes, tmp_path):
    note_id = notes["Changed"]["id"]
    valid("review", shell("review", "--json").objects)
    valid("event", shell("history", note_id, "--json").objects)
    valid("followed", shell("follow", "pay.py::refund", "--json").objects)
    valid("project", shell("projects", "--json").objects)
    valid("finding", shell("doctor", "--json").objects)
    valid("export", shell("export").objects)
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"title": "T", "path": "."}\n{"title": "T", "path": "."}\n{}\n')
    valid("imported", shell("import", rows, "--partial", "--json").objects)
    valid("forgotten", shell("forget", note_id, "--yes", "--json").objects)


def test_an_export_is_a_valid_import(shell, notes):
    assert notes
    valid("import", shell("export").objects)


@pytest.mark.parametrize("row", [{}, {"title": "T"}, {"title": "", "path": "."}])
def test_rows_that_import_refuses_do_not_match_its_schema(row):
    assert not Draft202012Validator(SCHEMAS["import"]).is_valid(row)


def test_json_is_ascii(shell):
    shell.remember("Größe \u202e")
    assert shell("notes", "--json").out.isascii()
