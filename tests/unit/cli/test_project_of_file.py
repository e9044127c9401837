"""The command line takes the project from the file, as an editor does."""

import pytest

CODE = "def f():\n    return 1\n\n\ndef g():\n    return 2\n"


def made_repository(shell, folder):
    shell.write(f"{folder}/s.py", CODE)
    shell.git("init", "-q", "-b", "main", folder)
    for arguments in (["add", "-A"], ["commit", "-qm", "first"]):
        shell.git("-C", folder, *arguments)


@pytest.fixture(params=["inside a repository", "inside a folder without git"])
def outer(request, shell, nowhere, monkeypatch):
    """A shell in a folder with the repository `inner`."""
    chosen = shell if request.param == "inside a repository" else nowhere
    monkeypatch.chdir(chosen.root)
    made_repository(chosen, "inner")
    return chosen


def ids(ended):
    assert ended.code == 0, ended.err
    return [note["id"] for note in ended.objects]


@pytest.mark.parametrize("form", ["inner/s.py", "./inner/s.py", "{root}/inner/s.py", "link/s.py"])
@pytest.mark.parametrize("option", ["--symbol", "--at"])
def test_a_note_is_made_in_the_repository_of_its_file(outer, form, option):
    (outer.root / "link").symlink_to("inner")
    path = form.format(root=outer.root)
    place = f"{path}::f" if option == "--symbol" else f"{path}:1"
    note = outer("remember", option, place, "--title", "T", "--json").object
    assert note["anchor"]["path"] == "s.py"
    assert ids(outer("notes", path, "--json")) == [note["id"]]
    assert ids(outer("notes", f"{path}::f", "--json")) == [note["id"]]
    assert ids(outer("notes", f"{path}:2", "--json")) == [note["id"]]
    assert ids(outer("notes", "inner", "--json")) == [note["id"]]
    outer.cd("inner")
    assert ids(outer("notes", "s.py", "--json")) == [note["id"]]


def test_a_symbol_is_followed_in_the_repository_of_its_file(outer):
    followed = outer("follow", "inner/s.py::f", "--json").object
    assert (followed["path"], followed["symbol"]) == ("s.py", "f")


def test_a_note_is_found_by_its_id_from_the_folder_around_its_repository(outer):
    note = outer("remember", "--symbol", "inner/s.py::f", "--title", "T", "--json").object["id"]
    assert outer("show", note, "--json").object["id"] == note
    assert outer("confirm", note).code == 0
    assert outer("history", note).code == 0
    assert outer("relink", note, "inner/s.py::g", "--json").object["anchor"]["symbol"] == "g"
    assert outer("retire", note).code == 0
    assert ids(outer("notes", "inner/s.py", "--status", "retired", "--json")) == [note]


def test_a_deleted_file_belongs_to_the_repository_it_was_in(outer):
    note = outer("remember", "--at", "inner/s.py", "--title", "T", "--json").object["id"]
    (outer.root / "inner" / "s.py").unlink()
    assert ids(outer("notes", "inner/s.py", "--json")) == [note]


def test_a_note_cannot_be_about_files_of_two_projects(shell):
    made_repository(shell, "inner")
    for places in (["pay.py", "inner/s.py"], ["inner/s.py", "pay.py"]):
        asked = [part for place in places for part in ("--at", place)]
        ended = shell("remember", *asked, "--title", "T")
        assert ended.code == 1
        assert "another project" in ended.err or "outside the project" in ended.err
    assert ids(shell("notes", "--json")) == []


def test_a_note_is_not_linked_to_a_file_of_another_project(shell):
    made_repository(shell, "inner")
    note = shell.remember("T")["id"]
    ended = shell("relink", note, "inner/s.py::f")
    assert (ended.code, "inner/s.py belongs to another project" in ended.err) == (1, True)


def test_an_import_does_not_bring_notes_about_files_of_another_project(shell):
    made_repository(shell, "inner")
    line = b'{"title": "T", "symbol": "inner/s.py::f"}\n'
    ended = shell("import", "-", typed=line)
    assert (ended.code, "belongs to another project" in ended.err) == (1, True)


def test_a_path_outside_of_all_projects_is_named(shell, tmp_path):
    ended = shell("notes", str(tmp_path / "x.py"))
    assert (ended.code, "x.py is outside the project" in ended.err) == (1, True)
