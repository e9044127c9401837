"""Notes of repositories below a folder are named where the folder's notes are listed."""

import shutil
import subprocess

import pytest

CODE = "def f(a):\n    return send(a, 17)\n"


def made(shell, folder, title=None):
    """A repository with one commit, and a note if there is a title."""
    shell.write(f"{folder}/own.py", f"# {folder}\n{CODE}")
    shell.git("init", "-q", "-b", "main", folder)
    shell.git("-C", folder, "add", "-A")
    shell.git("-C", folder, "commit", "-qm", folder)
    if title:
        assert shell("remember", "--symbol", f"{folder}/own.py::f", "--title", title).code == 0


def below(ended):
    assert ended.code == 0, ended.err
    return [line for line in ended.err.splitlines() if "see: chesterton notes" in line]


@pytest.mark.parametrize("arguments", [(), (".",), ("libs",), ("--json",), ("--kind", "debt")])
def test_notes_of_a_nested_repository_are_named(shell, arguments):
    made(shell, "libs/part", "In the part")
    (line,) = below(shell("notes", *arguments))
    assert line == ("chesterton: 1 note from part in libs/part; see: chesterton notes libs/part")
    assert "In the part" in shell("notes", "libs/part").out


def test_they_are_named_also_where_the_folder_has_notes(shell):
    made(shell, "libs/part", "In the part")
    shell.remember("Outside")
    ended = shell("notes")
    assert ("Outside" in ended.out, len(below(ended))) == (True, 1)


def test_notes_of_a_submodule_that_were_written_elsewhere(shell, tmp_path):
    outside = tmp_path / "part"
    made(shell, "made", "In the part")
    shutil.move(shell.root / "made", outside)
    shell.cd(outside)
    shell("notes")
    shell.cd(shell.root)
    allow = ("-c", "protocol.file.allow=always")
    shell.git(*allow, "submodule", "--quiet", "add", f"file://{outside}", "libs/part")
    assert len(below(shell("notes"))) == 1
    assert "In the part" in shell("notes", "libs/part").out


def test_a_link_to_a_repository_or_into_one(shell, tmp_path):
    made(shell, "made", "Elsewhere")
    shutil.move(shell.root / "made", tmp_path / "other")
    (tmp_path / "other/src").mkdir()
    (shell.root / "links").mkdir()
    (shell.root / "links/whole").symlink_to(tmp_path / "other")
    (shell.root / "links/part").symlink_to(tmp_path / "other/src")
    (shell.root / "links/own").symlink_to(shell.root)
    named = below(shell("notes", "links"))
    assert [line.rpartition(" ")[2] for line in named] == ["links/part", "links/whole"]
    assert below(shell("notes", "pay.py")) == []


def test_a_nested_repository_that_is_gone(shell):
    made(shell, "libs/part", "In the part")
    shutil.rmtree(shell.root / "libs/part")
    for arguments in ((), ("libs",)):
        ended = shell("notes", *arguments)
        assert (
            "1 note from part in libs/part, which no longer exists; see: chesterton projects"
            in ended.err
        )


@pytest.mark.parametrize("new", ["ext", "libs/part", "libs/deep/other"])
def test_a_submodule_that_was_moved_is_counted_once(shell, tmp_path, new):
    made(shell, "made")
    shutil.move(shell.root / "made", tmp_path / "part")
    allow = ("-c", "protocol.file.allow=always")
    shell.git(*allow, "submodule", "--quiet", "add", f"file://{tmp_path / 'part'}", "libs/lib")
    shell.remember("In the part", "libs/lib/own.py::f")
    (shell.root / new).parent.mkdir(parents=True, exist_ok=True)
    shell.git("mv", "libs/lib", new)
    for _ in range(2):
        ended = shell("notes")
        assert len(below(ended)) == 1
        assert f"1 note from part in {new}; see" in ended.err
        assert "no longer exists" not in ended.err
    assert "In the part" in shell("notes", new).out


def test_several_levels_and_many_repositories(shell):
    for number in range(7):
        made(shell, f"d/r{number}", f"In {number}")
    made(shell, "d/r0/deep/inner", "Inside")
    ended = shell("notes")
    assert len(below(ended)) == 5
    assert "2 more projects with notes in subfolders" in ended.err
    assert len(below(shell("notes", "d/r0"))) == 1


def test_nothing_is_said_of_repositories_without_notes(shell):
    made(shell, "libs/part")
    made(shell, "libs/noted", "Noted")
    assert len(below(shell("notes"))) == 1
    shell.remember("Own")
    assert below(shell("notes", "libs/part")) == []


def test_a_clone_of_the_project_inside_of_it_is_no_other_project(shell):
    shell.remember("Own")
    made(shell, "libs/noted", "Noted")
    shell.git("clone", "-q", str(shell.root), "copy")
    ended = shell("notes")
    assert ("Own" in ended.out, len(below(ended))) == (True, 1)


def test_a_folder_without_git_names_a_repository_in_it(nowhere):
    made(nowhere, "a/b/part", "In the part")
    (nowhere.root / "a/b").rename(nowhere.root / "a/c")
    ended = nowhere("notes")
    assert (ended.code, f"such as {nowhere.root / 'a/c/part'}" in ended.err) == (1, True)


def test_a_folder_that_may_not_be_read_hides_no_other(shell):
    made(shell, "libs/part", "In the part")
    (shell.root / "locked").mkdir(mode=0)
    assert len(below(shell("notes"))) == 1
    subprocess.run(["chmod", "700", shell.root / "locked"], check=True)


SURFACES = [("notes",), ("recall", "nothing"), ("recall", "Outside"), ("review",)]


def checked(shell):
    findings = shell("doctor", "--json").objects
    return [each for each in findings if each["check"] == "project.below"]


@pytest.mark.parametrize("is_gone", [False, True])
def test_every_surface_names_them(shell, is_gone):
    made(shell, "libs/part", "In the part")
    shell.remember("Outside")
    if is_gone:
        shutil.rmtree(shell.root / "libs/part")
    for arguments in SURFACES:
        assert "1 note from part in libs/part" in shell(*arguments).err, arguments
    (finding,) = checked(shell)
    assert (finding["ok"], "in libs/part" in finding["message"]) == (True, True)


def test_they_are_named_from_a_subfolder(shell):
    made(shell, "libs/part", "In the part")
    (shell.root / "docs").mkdir()
    shell.cd(shell.root / "docs")
    for arguments in SURFACES:
        assert "chesterton notes ../libs/part" in shell(*arguments).err, arguments
    (finding,) = checked(shell)
    assert finding["advice"] == "see: chesterton notes ../libs/part"
    assert below(shell("notes", ".")) == []


@pytest.fixture
def plain(nowhere):
    """A project without git, with a nested repository that has a note."""
    made(nowhere, "libs/part", "In the part")
    nowhere("projects", "add")
    return nowhere


@pytest.mark.parametrize("arguments", [*SURFACES, ("notes", "libs"), ("notes", "--json")])
def test_a_nested_project_whose_git_directory_is_gone(plain, arguments):
    shutil.rmtree(plain.root / "libs/part/.git")
    ended = plain(*arguments)
    assert "1 note from part in libs/part; see: chesterton notes libs/part" in ended.err
    assert "In the part" in plain("notes", "libs/part").out


def test_a_project_without_git_inside_of_another(nowhere):
    nowhere.write("kit/tool/own.py", CODE)
    nowhere("projects", "add", "kit/tool")
    assert nowhere("remember", "--at", "kit/tool/own.py", "--title", "Of the tool").code == 0
    nowhere("projects", "add")
    for arguments in ((), ("kit",)):
        (line,) = below(nowhere("notes", *arguments))
        assert "1 note from tool in kit/tool; see: chesterton notes kit/tool" in line
    assert len(below(nowhere("notes", "kit/tool"))) == 0
    assert len(checked(nowhere)) == 1


def test_a_project_inside_of_a_repository_without_notes(shell):
    made(shell, "libs/part")
    made(shell, "libs/part/deep/inner", "Inside")
    assert "in libs/part/deep/inner; see" in shell("notes").err


def test_a_former_folder_of_a_project_that_moved_away(plain, tmp_path):
    shutil.move(plain.root / "libs/part", tmp_path / "away")
    plain.cd(tmp_path / "away")
    assert "In the part" in plain("notes").out
    plain.remember("More", "own.py::f")
    plain.cd(plain.root)
    (plain.root / "libs/part").mkdir()
    assert below(plain("notes")) == []
