"""Joining projects can be taken back, and loses nothing in either direction."""

import shutil

import pytest

from chesterton.memory.notes.places import Place
from chesterton.memory.opening import Store, Workspace, store_location
from tests.harness.notes import noted

CODE = "def f():\n    return one(1)\n\n\ndef g():\n    return two(2)\n"


@pytest.fixture
def two(shell, tmp_path):
    """A shell in `b`, a repository with a note, beside `repo`, one with two notes."""
    shell.remember("first")
    shell.remember("second", "pay.py::Card.charge")
    other = tmp_path / "b"
    shell.git("init", "-q", "-b", "main", str(other))
    (other / "b.py").write_text(CODE, encoding="utf-8")
    shell.git("-C", str(other), "add", "-A")
    shell.git("-C", str(other), "commit", "-qm", "first")
    shell.cd(other)
    shell.remember("of b", "b.py::f")
    return shell


def titles(shell, folder):
    shell.cd(folder)
    ended = shell("notes", "--json")
    assert ended.code == 0, ended.err
    return sorted(note["title"] for note in ended.objects)


def joined(shell, *arguments):
    ended = shell("projects", "join", *arguments)
    assert ended.code == 0, ended.err
    return ended.err.partition("run: chesterton ")[2].split()


def taken_back(shell, command):
    ended = shell(*command)
    assert ended.code == 0, ended.err
    return ended


def test_a_join_is_taken_back_as_its_message_says(two, tmp_path):
    command = joined(two, "repo")
    assert titles(two, tmp_path / "b") == ["first", "of b", "second"]
    assert "2 notes moved back" in taken_back(two, command).out
    assert titles(two, tmp_path / "b") == ["of b"]
    assert titles(two, two.root) == ["first", "second"]
    assert all(note["state"] == "current" for note in two("notes", "--json").objects)


def test_it_can_be_joined_again(two, tmp_path):
    taken_back(two, joined(two, "repo"))
    joined(two, "repo")
    assert titles(two, tmp_path / "b") == ["first", "of b", "second"]
    assert titles(two, two.root) == ["first", "of b", "second"]


def test_what_was_edited_or_written_meanwhile_is_kept(two, tmp_path):
    command = joined(two, "repo")
    (first,) = (n for n in two("notes", "--json").objects if n["title"] == "first")
    assert two("retire", first["id"]).code == 0
    two.remember("later", "b.py::g")
    taken_back(two, command)
    assert titles(two, tmp_path / "b") == ["later", "of b"]
    assert titles(two, two.root) == ["second"]
    assert two("show", first["id"], "--json").object["status"] == "retired"


def test_a_join_before_the_first_note_is_taken_back(two, tmp_path):
    other = tmp_path / "c"
    two.git("init", "-q", str(other))
    two.cd(other)
    command = joined(two, "repo")
    assert titles(two, other) == ["first", "second"]
    taken_back(two, command)
    assert titles(two, other) == []
    assert titles(two, two.root) == ["first", "second"]


def test_a_join_of_one_folder_is_taken_back(two):
    """The project that was joined has no folder of its own any more: it is in doubt again."""
    two.cd(two.root)
    shutil.rmtree(two.root / ".git")
    two.git("init", "-q", "-b", "main")
    (two.root / "pay.py").write_text(CODE, encoding="utf-8")
    two.commit("another beginning")
    command = joined(two)
    assert titles(two, two.root) == ["first", "second"]
    ended = taken_back(two, command)
    assert titles(two, two.root) == ["first", "second"]
    assert "project.identity" in two("doctor").out
    again = ended.err.partition("run: chesterton ")[2].split()
    assert two(*again).code == 0
    assert titles(two, two.root) == ["first", "second"]


def test_misplaced_notes_are_moved_and_moved_back(two, tmp_path):
    inner = tmp_path / "b" / "inner"
    inner.mkdir()
    (inner / "s.py").write_text(CODE, encoding="utf-8")
    two.cd(tmp_path / "b")
    two.remember("misplaced", "inner/s.py::f")
    two.git("init", "-q", "-b", "main", str(inner))
    two.cd(inner)
    assert titles(two, inner) == ["misplaced"]
    command = joined(two, "b")
    assert [note["anchor"]["path"] for note in two("notes", "--json").objects] == ["s.py"]
    assert titles(two, tmp_path / "b") == ["of b"]
    two.cd(inner)
    taken_back(two, command)
    two.cd(tmp_path / "b")
    assert titles(two, tmp_path / "b") == ["misplaced", "of b"]
    paths = {note["anchor"]["path"] for note in two("notes", "--json").objects}
    assert paths == {"b.py", "inner/s.py"}


def test_a_misplaced_note_is_moved_by_the_first_change_to_it(two, tmp_path):
    inner = tmp_path / "b" / "inner"
    inner.mkdir()
    (inner / "s.py").write_text(CODE, encoding="utf-8")
    note = two.remember("misplaced", "inner/s.py::f")["id"]
    two.git("init", "-q", "-b", "main", str(inner))
    two.git("-C", str(inner), "add", "-A")
    two.git("-C", str(inner), "commit", "-qm", "first")
    two.cd(inner)
    assert two("confirm", note).code == 0
    found = two("notes", "s.py", "--json").object
    assert (found["id"], found["anchor"]["path"], found["state"]) == (note, "s.py", "current")
    assert two("doctor", "--json").out.count("project.misplaced") == 0
    assert titles(two, tmp_path / "b") == ["of b"]


def test_undo_names_the_way_back(two):
    joined(two, "repo")
    (first,) = (n for n in two("notes", "--json").objects if n["title"] == "first")
    ended = two("undo", first["id"])
    assert (ended.code, "chesterton projects separate" in ended.err) == (1, True)
    assert two("show", first["id"]).code == 0


def test_a_project_is_not_separated_from_itself(two):
    ended = two("projects", "separate", "b")
    assert (ended.code, "b is the current project" in ended.err) == (1, True)


def test_the_list_names_what_was_joined(two):
    command = joined(two, "repo")
    assert f"joined: {command[-1]}  repo" in two("projects").out


def test_a_note_stored_for_a_joined_project_by_a_late_process_is_shown(two, tmp_path):
    store = Store.open(store_location())
    late = Workspace.open(two.root, store)
    joined(two, "repo")
    noted(late, "written late", Place("pay.py"))
    late.close()
    store.close()
    assert "written late" in titles(two, tmp_path / "b")
    assert "written late" in titles(two, two.root)
