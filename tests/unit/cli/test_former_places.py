"""Notes are found by a path that belonged to a project which moved, is gone, or was joined."""

import shutil

import pytest

CODE = "def f(a):\n    first = a.send(17)\n    return first.close()\n"


def titles(ended):
    assert ended.code == 0, ended.err
    return {note["title"] for note in ended.objects}


def made(shell, folder, title="In the part"):
    """A nested repository with one commit and a note."""
    shell.write(f"{folder}/own.py", f"# {folder}\n{CODE}")
    shell.git("init", "-q", "-b", "main", folder)
    shell.git("-C", folder, "add", "-A")
    shell.git("-C", folder, "commit", "-qm", folder)
    assert shell("remember", "--symbol", f"{folder}/own.py::f", "--title", title).code == 0


@pytest.fixture
def submodule(shell, tmp_path):
    """A submodule at libs/lib with a note."""
    made(shell, "made", "Of the source")
    shutil.move(shell.root / "made", tmp_path / "part")
    allow = ("-c", "protocol.file.allow=always")
    shell.git(*allow, "submodule", "--quiet", "add", f"file://{tmp_path / 'part'}", "libs/lib")
    shell.commit("Add the submodule")
    assert shell("remember", "--symbol", "libs/lib/own.py::f", "--title", "In it").code == 0
    return shell


PLACES = ["libs/lib", "libs/lib/own.py", "libs/lib/own.py::f", "libs/lib/own.py:2"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("is_opened", [False, True])
def test_a_moved_submodule_by_its_old_path(submodule, place, is_opened):
    submodule.git("mv", "libs/lib", "ext")
    if is_opened:
        assert "In it" in titles(submodule("notes", "ext", "--json"))
    ended = submodule("notes", place, "--json")
    assert "In it" in titles(ended)
    assert "was in project" in ended.err
    assert "it is now ext" in ended.err


def test_a_moved_submodule_is_listed_where_it_is(submodule):
    submodule.git("mv", "libs/lib", "ext")
    (known,) = (each for each in submodule("projects", "--json").objects if each["notes"] > 1)
    listed = submodule("projects").out
    assert known["orphaned"] is False
    assert f"{submodule.root / 'ext'}\n" in listed
    assert "(gone)" not in listed
    assert "ext; see: chesterton notes ext" in submodule("notes", "libs").err


@pytest.mark.parametrize("place", ["libs/part", "libs/part/own.py", "libs/part/own.py::f"])
@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_nested_repository_that_was_moved_or_deleted(shell, place, is_deleted):
    made(shell, "libs/part")
    if is_deleted:
        shutil.rmtree(shell.root / "libs")
    else:
        (shell.root / "libs").rename(shell.root / "vendor")
    ended = shell("notes", place, "--json")
    assert titles(ended) == {"In the part"}
    assert ("folder is gone" in ended.err, "now vendor/part" in ended.err) == (
        is_deleted,
        not is_deleted,
    )


@pytest.mark.parametrize("place", ["tool", "tool/own.py", "tool/own.py::f"])
def test_a_deleted_project_without_git_in_a_repository(shell, place):
    shell.write("tool/own.py", CODE)
    shell("projects", "add", "tool")
    shell.cd(shell.root / "tool")
    shell.remember("Of the tool", "own.py::f")
    shell.cd(shell.root)
    shutil.rmtree(shell.root / "tool")
    assert titles(shell("notes", place, "--json")) == {"Of the tool"}


@pytest.mark.parametrize("place", ["tool", "tool/own.py", "tool/own.py::f"])
def test_a_renamed_project_without_git_in_a_repository(shell, place):
    shell.write("tool/own.py", CODE)
    shell("projects", "add", "tool")
    shell.cd(shell.root / "tool")
    shell.remember("Of the tool", "own.py::f")
    shell.cd(shell.root)
    (shell.root / "tool").rename(shell.root / "kit")
    (note,) = shell("notes", place, "--json").objects
    assert (note["title"], note["state"]) == ("Of the tool", "current")
    assert note["placement"]["path"] == "kit/own.py"


def test_a_deleted_project_beside_a_note_of_the_project_around_it(shell):
    made(shell, "libs/part")
    shutil.rmtree(shell.root / "libs/part/.git")
    shell.remember("Around", "libs/part/own.py::f")
    shutil.rmtree(shell.root / "libs")
    assert titles(shell("notes", "libs/part/own.py", "--json")) == {"Around", "In the part"}


def test_a_project_asked_about_from_elsewhere(shell, tmp_path):
    made(shell, "libs/part")
    shutil.move(shell.root / "libs/part", shell.root / "libs/moved")
    shell.cd(tmp_path)
    assert titles(shell("notes", str(shell.root / "libs/part/own.py"), "--json")) == {"In the part"}


@pytest.mark.parametrize("place", ["svc", "svc/own.py", "svc/own.py::f"])
@pytest.mark.parametrize("is_joined", [False, True])
def test_a_path_of_a_doubtful_or_joined_project(shell, tmp_path, place, is_joined):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, path in ((old, "svc/own.py"), (new, "own.py")):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(CODE, "utf-8")
        shell.git("init", "-q", "-b", "main", str(folder))
        shell.git("-C", str(folder), "add", "-A")
        shell.git("-C", str(folder), "commit", "-qm", path)
    shell.cd(old)
    shell.remember("Before", "svc/own.py::f")
    shell.cd(new)
    shutil.rmtree(old)
    if is_joined:
        assert shell("notes").code == 0
        assert shell("projects", "join").code == 0
    assert titles(shell("notes", place, "--json")) == {"Before"}
    assert shell("notes", "svc/never.py").code == 1


def test_a_worktree_inside_of_the_project_is_named(shell):
    shell.remember("Here")
    shell.git("worktree", "add", "-q", "trees/x", "-b", "x")
    ended = shell("notes", "trees")
    assert "1 note from" in ended.err
    assert "in trees/x; see: chesterton notes trees/x" in ended.err
    assert "trees/x" not in shell("notes").err
    assert "Here" in shell("notes", "trees/x").out


def test_a_worktree_inside_of_another_project_is_named(shell, tmp_path):
    made(shell, "made")
    shutil.move(shell.root / "made", tmp_path / "part")
    shell.git("-C", str(tmp_path / "part"), "worktree", "add", "-q", str(shell.root / "w/x"))
    assert "in w/x; see: chesterton notes w/x" in shell("notes").err
    assert "in w/x; see: chesterton notes w/x" in shell("notes", "w").err


def test_a_path_that_never_was_is_refused(shell):
    made(shell, "libs/part")
    shutil.rmtree(shell.root / "libs")
    assert shell("notes", "libs/other/own.py").code == 1
    assert shell("notes", "never.py").code == 1


def test_a_note_is_shown_in_a_directory_that_was_deleted(shell):
    note = shell.remember("Here")["id"]
    folder = shell.root / "sub"
    folder.mkdir()
    shell.cd(folder)
    folder.rmdir()
    assert "pay.py::refund" in shell("show", note).out
