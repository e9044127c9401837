"""A question about a project is asked once a day, and after every empty answer."""

import shutil
import subprocess

import pytest

QUESTION = "which may be the same project"


@pytest.fixture
def doubtful(shell, tmp_path):
    """A shell in a clone without a remote of a noted repository."""
    shell.write("more.py", "x = 1\n")
    shell.commit("second")
    shell.remember("old")
    shell.git("clone", "-q", str(shell.root), str(tmp_path / "clone"))
    shell.git("-C", str(tmp_path / "clone"), "remote", "remove", "origin")
    shell.cd(tmp_path / "clone")
    return shell


@pytest.mark.parametrize(
    "command",
    [
        ("notes", "pay.py"),
        ("recall", "old"),
        ("follow", "pay.py::refund"),
        ("remember", "--title", "x"),
        ("export",),
        ("projects", "off"),
    ],
    ids=lambda each: each[0],
)
def test_a_command_asks_only_the_first_time(doubtful, command):
    assert QUESTION in doubtful("notes").err
    assert QUESTION not in doubtful(*command).err


def test_it_is_asked_again_the_next_day(doubtful):
    doubtful("notes")
    for stamp in (doubtful.home / "asked").iterdir():
        stamp.write_text(stamp.read_text().replace("20", "19", 1))
    assert QUESTION in doubtful("notes").err


def test_it_is_asked_again_if_another_project_is_in_doubt(doubtful, tmp_path):
    doubtful("notes")
    shutil.copytree(tmp_path / "clone", tmp_path / "third")
    shutil.rmtree(tmp_path / "third/.git/chesterton", ignore_errors=True)
    doubtful.cd(tmp_path / "third")
    assert QUESTION in doubtful("notes").err


@pytest.mark.parametrize(
    "command", [("notes", "more.py"), ("recall", "nothing", "like", "it")], ids=lambda each: each[0]
)
def test_it_is_asked_after_every_empty_answer(doubtful, command):
    doubtful("notes")
    for _ in range(2):
        assert QUESTION in doubtful(*command).err


def test_doctor_always_says_it(doubtful):
    doubtful("notes")
    for _ in range(2):
        assert "project.identity" in doubtful("doctor").out


def test_a_data_folder_that_takes_no_mark_of_it_asks_again(doubtful):
    shutil.rmtree(doubtful.home / "asked", ignore_errors=True)
    (doubtful.home / "asked").write_text("in the way")
    assert doubtful("notes").code in {0, 1}


def test_other_projects_are_named_after_an_empty_answer_in_a_project_with_notes(shell, tmp_path):
    shell.git("remote", "add", "origin", "https://git.example/team/shop.git")
    shell.remember("old")
    fork = tmp_path / "fork"
    shell.git("clone", "-q", str(shell.root), str(fork))
    shell.git("-C", str(fork), "remote", "set-url", "origin", "https://x.example/fork")
    shell.cd(fork)
    assert shell("remember", "--title", "mine").code == 0
    for command in (("recall", "charge"), ("doctor",), ("review",)):
        ended = shell(*command)
        assert "this project shares history or code with shop" in ended.err + ended.out


def test_code_that_a_commit_brings_in_is_seen_the_same_day_without_another_question(
    shell, tmp_path
):
    """A repository with notes is moved into another one that has been asked about today."""
    mono = tmp_path / "mono"

    def commit():
        shell.git("-C", str(mono), "add", "-A")
        shell.git("-C", str(mono), "commit", "-q", "-m", "more")
        found = shell("notes")
        return "old" in found.out, QUESTION in found.err

    shell.remember("old")
    shell.git("init", "-q", str(mono))
    (mono / "m.py").write_text("m = 1\n")
    shell.cd(mono)
    assert commit() == (False, False)
    shell.remember("new", "m.py:1")
    shell.root.rename(mono / "apps")
    shell.root = mono
    shutil.rmtree(mono / "apps/.git")
    assert commit() == (True, True)
    (mono / "more.py").write_text("x = 1\n")
    assert commit() == (True, False)


@pytest.fixture
def fork(shell, tmp_path):
    """A shell in a noted clone of `fork`, beside a noted clone of `up` with the same history."""
    shell.write("more.py", "x = 1\n")
    shell.commit("second")
    for name in ("up", "fork"):
        shell.git("clone", "-q", "--bare", str(shell.root), str(tmp_path / f"{name}.git"))
    for name, clone in (("up", "a"), ("fork", "b")):
        shell.git("clone", "-q", str(tmp_path / f"{name}.git"), str(tmp_path / clone))
        shell.cd(tmp_path / clone)
        assert shell("remember", "--symbol", "pay.py::refund", "--title", f"old {name}").code == 0
    shell.root = tmp_path / "b"
    return shell


ADD = ("remote", "add", "origin", "{up}")
STEPS = [
    [("remote", "rename", "origin", "mine"), ADD, ("remote", "remove", "mine")],
    [("remote", "rename", "origin", "mine"), ADD],
    [("remote", "set-url", "origin", "{up}")],
    [("remote", "add", "upstream", "{up}"), ("remote", "remove", "upstream")],
    [("remote", "rename", "origin", "mine")],
    [],
]


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("is_asked", [False, True])
@pytest.mark.parametrize("first", [("notes",), ("recall", "old"), ("review",)])
def test_every_surface_shows_the_same_notes_after_the_remotes_are_gone(
    fork, tmp_path, steps, is_asked, first
):
    def titles(*arguments):
        objects = fork(*arguments, "--json").objects
        return {each.get("note", each)["title"] for each in objects}

    for step in steps:
        fork.git(*(part.format(up=tmp_path / "up.git") for part in step))
        if is_asked:
            fork("notes")
    remotes = subprocess.check_output(["git", "remote"], cwd=fork.root, text=True)
    for remote in remotes.split():
        fork.git("remote", "remove", remote)
        if is_asked:
            fork("notes")
    fork(*first)
    shown = titles("notes")
    assert "old fork" in shown
    assert titles("recall", "old") == titles("notes", "pay.py") == titles("notes") == shown
