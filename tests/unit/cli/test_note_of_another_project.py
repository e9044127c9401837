"""A note is found by its id in every folder, and its project is named."""

import shutil

import pytest


@pytest.fixture
def noted(shell):
    """The id of a note of the repository."""
    return shell.remember("Keep")["id"]


@pytest.fixture(params=["another repository", "a folder without git", "a deleted repository"])
def elsewhere(request, shell, noted, tmp_path):
    """A shell in a folder outside of the project of the note."""
    assert noted
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if request.param == "another repository":
        shell.git("init", "-q", str(folder))
    if request.param == "a deleted repository":
        shutil.rmtree(shell.root)
    shell.cd(folder)
    return shell


@pytest.mark.parametrize(
    "command",
    [
        ("show",),
        ("history",),
        ("snooze",),
        ("retire",),
        ("supersede",),
        ("forget", "--yes"),
    ],
    ids=lambda each: each[0],
)
def test_every_command_with_an_id_finds_it(elsewhere, noted, command):
    ended = elsewhere(command[0], noted, *command[1:])
    assert ended.code == 0, ended.err
    assert f"note {noted} belongs to repo (" in ended.err


def test_it_is_shown_with_its_code_if_that_is_there(shell, noted, tmp_path):
    shell.git("init", "-q", str(tmp_path / "other"))
    shell.cd(tmp_path / "other")
    assert shell("show", noted, "--json").object["state"] == "current"
    assert shell("confirm", noted).code == 0
    assert shell("undo", noted).code == 0
    shutil.rmtree(shell.root)
    assert shell("show", noted, "--json").object["state"] == "lost"


def test_notes_of_several_projects_are_changed_together(shell, noted, tmp_path):
    other = tmp_path / "other"
    shell.git("init", "-q", str(other))
    shell.cd(other)
    second = shell("remember", "--title", "Second", "--json").object["id"]
    ended = shell("retire", noted, second, "--json")
    assert [each["id"] for each in ended.objects] == [noted, second]
    ended = shell("forget", second, noted, "--yes")
    assert (ended.code, ended.out.count("Deleted")) == (0, 2)


def test_an_unknown_id_changes_nothing(elsewhere, noted):
    assert elsewhere("retire", noted, "aaaaaaaaaa").code == 1
    assert elsewhere("show", noted, "--json").object["status"] == "confirmed"


def test_the_id_of_the_current_project_wins(shell, noted):
    assert shell("show", noted[:4]).err == ""


def test_a_note_of_a_folder_that_is_gone_leaves_no_other_trace(shell, noted, tmp_path):
    shutil.rmtree(shell.root)
    shell.cd(tmp_path)
    before = shell("projects", "--json").out
    assert shell("retire", noted).code == 0
    listed = shell("projects", "--json").out.replace('"notes": 0', '"notes": 1')
    assert listed == before
