"""Projects are added, joined and separated, and orphaned notes are named."""

import shutil

import pytest

from chesterton.memory.authorship import AGENT_VARIABLES

OTHER = "def other(sensor):\n    return sensor.read() * 42\n"


def titles(ended):
    assert ended.code == 0, ended.err
    return sorted(note["title"] for note in ended.objects)


def findings(shell, name):
    return [each for each in shell("doctor", "--json").objects if each["check"] == name]


def the_next_day(shell):
    shutil.rmtree(shell.home / "asked", ignore_errors=True)


@pytest.fixture
def doubtful(shell):
    """A repository that was made again with other code, in the folder of a noted one."""
    shell.remember("old")
    shutil.rmtree(shell.root / ".git")
    shell.git("init", "-q", "-b", "main")
    shell.write("pay.py", OTHER)
    shell.commit("another beginning")
    return shell


@pytest.mark.parametrize("noted", [False, True], ids=["before a note", "after a note"])
def test_notes_in_doubt_are_shown_until_they_are_joined(doubtful, noted):
    shell = doubtful
    if noted:
        shell.remember("new", "pay.py::other")
    expected = ["new", "old"] if noted else ["old"]
    the_next_day(shell)
    ended = shell("notes", "--json")
    assert titles(ended) == expected
    assert "also showing 1 note from repo (" in ended.err
    assert findings(shell, "project.identity")[0]["ok"] is False
    assert "1 note moved from repo" in shell("projects", "join").out
    ended = shell("notes", "--json")
    assert (titles(ended), ended.err) == (expected, "")
    assert findings(shell, "project.identity") == []
    assert len(shell("projects", "--json").objects) == 1


@pytest.mark.parametrize("noted", [False, True], ids=["before a note", "after a note"])
def test_notes_in_doubt_are_shown_until_they_are_separated(doubtful, noted):
    shell = doubtful
    if noted:
        shell.remember("new", "pay.py::other")
    assert "no longer shown here" in shell("projects", "separate").out
    ended = shell("notes", "--json")
    assert (titles(ended), ended.err) == (["new"] if noted else [], "")
    assert len(shell("projects", "--json").objects) == 2
    assert shell("projects", "separate").code == 1


def test_a_note_in_doubt_is_changed_where_it_is_stored(doubtful):
    (note,) = doubtful("notes", "--json").objects
    assert doubtful("show", note["id"]).code == 0
    assert doubtful("retire", note["id"]).code == 0
    assert "old" in doubtful("recall", "old").out
    doubtful("projects", "separate")
    ended = doubtful("show", note["id"])
    assert (ended.code, f"note {note['id']} belongs to repo (" in ended.err) == (0, True)


def test_an_agent_answers_no_question(doubtful, monkeypatch, tmp_path):
    monkeypatch.setenv(AGENT_VARIABLES[0], "1")
    for action in ("join", "separate"):
        ended = doubtful("projects", action)
        assert (ended.code, "only a person can" in ended.err) == (1, True)
    (tmp_path / "plain").mkdir()
    assert doubtful("projects", "add", tmp_path / "plain").code == 1


def test_orphaned_notes_are_named_and_joined(shell, tmp_path):
    shell.remember("orphan")
    other = tmp_path / "elsewhere"
    other.mkdir()
    shell.write("pay.py", OTHER)
    shutil.rmtree(shell.root / ".git")
    shutil.move(shell.root / "pay.py", other / "pay.py")
    shutil.rmtree(shell.root)
    shell.cd(other)
    shell("projects", "add")
    listed = shell("projects")
    assert ("(gone)" in listed.out, "chesterton projects join PROJECT" in listed.err) == (
        True,
        True,
    )
    (orphan,) = (each for each in shell("projects", "--json").objects if each["orphaned"])
    (finding,) = findings(shell, "project.orphaned")
    assert f"chesterton projects join {orphan['id']}" in finding["advice"]
    assert shell("projects", "join", orphan["id"]).code == 0
    assert titles(shell("notes", "--json")) == ["orphan"]
    assert findings(shell, "project.orphaned") == []


def test_notes_that_an_older_version_stored_in_the_project_around_are_joined(shell):
    shell.write("inner/s.py", OTHER)
    wrong = shell.remember("misplaced", "inner/s.py::other")
    kept = shell.remember("kept")
    shell.git("init", "-q", "inner")
    shell.cd("inner")
    shell.git("-C", "inner", "add", "-A")
    shell.git("-C", "inner", "commit", "-qm", "first")
    (note,) = shell("notes", "s.py", "--json").objects
    assert (note["id"], note["anchor"]["path"], note["state"]) == (wrong["id"], "s.py", "current")
    (finding,) = findings(shell, "project.misplaced")
    assert finding["ok"] is False
    assert shell(*finding["advice"].partition("chesterton ")[2].split()).code == 0
    (note,) = shell("notes", "s.py", "--json").objects
    assert (note["id"], note["anchor"]["path"], note["state"]) == (wrong["id"], "s.py", "current")
    shell.cd(".")
    assert [each["id"] for each in shell("notes", "--json").objects] == [kept["id"]]


def test_notes_of_a_folder_that_became_a_part_of_a_repository_are_joined(nowhere):
    nowhere.write("app/pay.py", OTHER)
    nowhere.cd("app")
    assert nowhere("projects", "add").code == 0
    note = nowhere.remember("inside", "pay.py::other")
    nowhere.remember("about all of it", ".")
    nowhere.git("init", "-q")
    nowhere.commit("first")
    assert titles(nowhere("notes", "--json")) == ["about all of it", "inside"]
    (finding,) = findings(nowhere, "project.misplaced")
    assert nowhere(*finding["advice"].partition("chesterton ")[2].split()).code == 0
    assert titles(nowhere("notes", "--json")) == ["about all of it", "inside"]
    (found,) = nowhere("notes", "pay.py", "--json").objects
    assert (found["id"], found["anchor"]["path"]) == (note["id"], "app/pay.py")
    assert findings(nowhere, "project.misplaced") == []


def test_a_fork_is_joined_if_it_is_none(shell, tmp_path):
    shell.git("remote", "add", "origin", "https://git.example/team/shop.git")
    shell.remember("old")
    shell.git("clone", "-q", str(shell.root), str(tmp_path / "fork"))
    shell.git("-C", str(tmp_path / "fork"), "remote", "set-url", "origin", "https://x.example/fork")
    shell.cd(tmp_path / "fork")
    ended = shell("notes")
    assert "shares history or code with shop" in ended.err
    assert shell("projects", "join", "shop").code == 0
    assert titles(shell("notes", "--json")) == ["old"]
    shell.cd(shell.root)
    assert titles(shell("notes", "--json")) == ["old"]


def test_the_clones_of_a_joined_project_find_their_notes(shell, tmp_path):
    """Their marks still name the project that was joined to another one."""
    shell.remember("old")
    other = tmp_path / "other"
    other.mkdir()
    shell.git("init", "-q", str(other))
    shell.cd(other)
    assert shell("remember", "--title", "new").code == 0
    assert shell("projects", "join", "repo").code == 0
    for folder in (other, shell.root):
        shell.cd(folder)
        ended = shell("notes", "--json")
        assert (titles(ended), ended.err) == (["new", "old"], "")


@pytest.mark.parametrize("folder", ["/", "~", "{tmp}", "{root}/missing"])
def test_a_folder_that_holds_everything_or_nothing_is_no_project(shell, folder, monkeypatch):
    root = shell.root.parent / "plain"
    (root / "home").mkdir(parents=True)
    (root / "tmp").mkdir()
    monkeypatch.setenv("HOME", str(root / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(root / "tmp"))
    path = folder.format(tmp=root / "tmp", root=root).replace("~", str(root / "home"))
    ended = shell("projects", "add", path)
    assert (ended.code, "not in a project" in ended.err) == (1, True)
    assert shell("projects", "--json").objects == []


@pytest.mark.parametrize(
    "damage",
    ["ref: refs/heads/a..b", "ref: refs/heads/two words", "ref: refs/heads/x.lock", "", "no.git"],
)
def test_a_damaged_git_folder_is_named_and_its_notes_are_shown(shell, damage):
    shell.remember("old")
    head = shell.root / ".git" / "HEAD"
    head.unlink() if damage == "no.git" else head.write_text(f"{damage}\n")
    assert titles(shell("notes", "--json")) == ["old"]
    (finding,) = findings(shell, "project.git")
    assert finding["ok"] is False


def mono_and_part(shell, tmp_path):
    """A repository with notes in two folders, and one that was split off with one of them."""
    mono, part = tmp_path / "mono", tmp_path / "part"
    for root, path in ((mono, "svc/pay.py"), (mono, "web/view.py"), (part, "pay.py")):
        name = path.rpartition("/")[2].removesuffix(".py")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"def {name}(a):\n    b = a.{name}(17)\n    return b.close()\n")
    for root in (mono, part):
        shell.git("init", "-q", "-b", "main", str(root))
        shell.git("-C", str(root), "add", "-A")
        shell.git("-C", str(root), "commit", "-q", "-m", "one")
    shell.cd(mono)
    assert shell("remember", "--symbol", "svc/pay.py::pay", "--title", "Pay").code == 0
    assert shell("remember", "--symbol", "web/view.py::view", "--title", "View").code == 0
    return mono, part


def test_the_question_counts_the_notes_that_are_shown(shell, tmp_path):
    mono, part = mono_and_part(shell, tmp_path)
    mono.rename(tmp_path / "gone")
    shutil.rmtree(tmp_path / "gone")
    shell.cd(part)
    ended = shell("notes", "--json")
    (asked,) = (line for line in ended.err.splitlines() if "also showing" in line)
    assert f"also showing {len(ended.objects)} note" in asked
    assert "which no longer exists" in asked


@pytest.mark.parametrize("place", ["svc/pay.py", "svc", "svc/pay.py::pay"])
def test_a_path_whose_notes_were_moved_by_joining_names_the_project(shell, tmp_path, place):
    mono, part = mono_and_part(shell, tmp_path)
    shell.git("-C", str(mono), "rm", "-rq", "svc")
    shell.git("-C", str(mono), "commit", "-q", "-m", "split")
    shell.cd(part)
    assert shell("projects", "join", "mono").code == 0
    assert {each["title"] for each in shell("notes", "--json").objects} >= {"Pay"}
    shell.cd(mono)
    ended = shell("notes", place, "--json")
    assert "were moved to project part in ../part" in ended.err
    assert [each["title"] for each in ended.objects] == ["Pay"]
    assert shell("notes", "svc/other.py").code == 1


def test_the_current_project_is_listed_where_it_is(shell, tmp_path):
    copy = tmp_path / "copy"
    shell.remember("Here")
    shutil.copytree(shell.root, copy)
    shell.cd(copy)
    shell.remember("In the copy")
    shutil.rmtree(copy)
    shell.cd(shell.root)
    listed = shell("projects")
    assert f"{shell.root}\n" in listed.out
    assert "copy" not in listed.out + listed.err
    assert "(gone)" not in listed.out


def test_a_moved_project_that_is_recognised_may_be_joined_as_advised(shell, tmp_path):
    hub = tmp_path / "hub.git"
    shell.git("clone", "-q", "--bare", str(shell.root), str(hub))
    for name in ("one", "two"):
        shell.git("clone", "-q", str(hub), str(tmp_path / name))
    shell.cd(tmp_path / "one")
    shell.remember("Here")
    shutil.rmtree(tmp_path / "one")
    shell.cd(tmp_path / "two")
    known = shell("projects", "--json").objects[0]
    assert known["orphaned"] is False
    assert "projects join" not in shell("projects").err
    shell.cd(tmp_path)
    assert "(gone)" in shell("projects").out
    shell.cd(tmp_path / "two")
    assert shell("projects", "join", known["id"]).code == 0
    shell.cd(tmp_path)
    assert "(gone)" not in shell("projects").out


def test_recall_everywhere_outside_of_any_project(shell, tmp_path):
    shell.remember("Refunds are negative charges")
    shell.cd(tmp_path)
    (hit,) = shell("recall", "refunds", "--everywhere", "--json").objects
    assert hit["note"]["title"] == "Refunds are negative charges"
    assert "Refunds" in shell("recall", "refunds", "--everywhere").out
    assert shell("recall", "nothing", "--everywhere").code == 1
    assert shell("recall", "refunds").code == 1


def test_doctor_names_the_repair_of_a_worktree(shell, tmp_path):
    tree, hub = tmp_path / "tree", tmp_path / "hub.git"
    shell.git("clone", "-q", "--bare", str(shell.root), str(hub))
    shell.git("-C", str(hub), "worktree", "add", "-q", str(tree))
    shell.cd(tree)
    shell.remember("Here")
    hub.rename(tmp_path / "moved.git")
    (finding,) = findings(shell, "project.git")
    assert f"git worktree repair {tree}" in finding["message"]
