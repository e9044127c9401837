"""A place by its old path or name leads to the notes at the place that it became."""

import pytest

PAY = """\
def charge(card):
    hold = lock(card)
    return card.pay(hold)


def refund(card):
    audit(card)
    return card.send(-1)
"""
LOG = "def audit(card):\n    return write(card.number, 'audit')\n"


@pytest.fixture
def moving(shell):
    """A shell in which `src/pay.py` has two notes, and `src/log.py` one."""
    shell.write("src/pay.py", PAY)
    shell.write("src/log.py", LOG)
    shell.commit()
    shell.remember("On charge", "src/pay.py::charge")
    shell.remember("On the file", "src/pay.py")
    shell.remember("On audit", "src/log.py::audit")
    return shell


def titles(ended):
    assert ended.code == 0, ended.err
    return {note["title"] for note in ended.objects}


@pytest.fixture(params=["uncommitted", "committed", "moved by hand"])
def move(request, moving):
    def by_git(old, new):
        if request.param == "moved by hand":
            (moving.root / new).parent.mkdir(parents=True, exist_ok=True)
            (moving.root / old).rename(moving.root / new)
        else:
            (moving.root / new).parent.mkdir(parents=True, exist_ok=True)
            moving.git("mv", old, new)
        if request.param == "committed":
            moving.commit("move")

    return by_git


def test_a_renamed_file(moving, move):
    move("src/pay.py", "src/payment.py")
    ended = moving("notes", "src/pay.py", "--json")
    assert titles(ended) == {"On charge", "On the file"}
    assert ended.err == "chesterton: src/pay.py is now src/payment.py\n"
    assert "src/payment.py:1" in moving("notes", "src/pay.py").out


def test_a_definition_and_a_line_of_a_renamed_file(moving, move):
    move("src/pay.py", "lib/payment.py")
    for place in ("src/pay.py::charge", "src/pay.py:2"):
        ended = moving("notes", place, "--json")
        assert titles(ended) == {"On charge"}
        assert ended.err == f"chesterton: {place} is now lib/payment.py::charge\n"
    assert titles(moving("notes", "src/pay.py::refund", "--json")) == set()
    assert moving("follow", "src/pay.py::charge").code == 0


@pytest.mark.parametrize("new", ["doc/b.txt", "doc/a.md", "elsewhere/c.rst"])
def test_a_line_of_a_renamed_text(moving, move, new):
    moving.write("doc/a.txt", "first\nsecond\nthird\n")
    moving.commit()
    moving("remember", "--at", "doc/a.txt:2", "--title", "On a line")
    move("doc/a.txt", new)
    assert titles(moving("notes", "--json", new)) == {"On a line"}


def test_a_moved_folder(moving, move):
    move("src", "lib/deep")
    ended = moving("notes", "src", "--json")
    assert titles(ended) == {"On charge", "On the file", "On audit"}
    assert ended.err == "chesterton: src is now lib/deep\n"
    assert titles(moving("notes", "src/log.py", "--json")) == {"On audit"}
    moving.cd("lib")
    ended = moving("notes", "../src/log.py", "--json")
    assert ended.err == "chesterton: ../src/log.py is now deep/log.py\n"


def test_the_new_path_is_named_where_a_place_is_written(moving, move):
    move("src/pay.py", "src/payment.py")
    for command in (
        ("remember", "--at", "src/pay.py:1", "--title", "T"),
        ("remember", "--symbol", "src/pay.py::charge", "--title", "T"),
        ("relink", moving("notes", "--json").objects[0]["id"], "src/pay.py::refund"),
    ):
        ended = moving(*command)
        assert (ended.code, "it was moved to src/payment.py" in ended.err) == (1, True)


def test_notes_written_after_the_move_are_found_by_the_old_path(moving, move):
    move("src/log.py", "src/journal.py")
    moving.remember("Later", "src/journal.py::audit")
    assert titles(moving("notes", "src/log.py", "--json")) == {"On audit", "Later"}
    assert titles(moving("notes", "src/log.py::audit", "--json")) == {"On audit", "Later"}


def test_a_file_that_moved_twice_and_was_edited_between(moving):
    moving.git("mv", "src/pay.py", "src/money.py")
    moving.commit()
    moving.write("src/money.py", PAY.replace("-1", "-2"))
    moving.commit()
    moving.git("mv", "src/money.py", "cash.py")
    moving.commit()
    for old in ("src/pay.py", "src/money.py"):
        assert titles(moving("notes", old, "--json")) == {"On charge", "On the file"}


def test_a_file_that_was_split(moving):
    moving.git("rm", "-q", "src/pay.py")
    charge, refund = PAY.split("\n\n\n")
    moving.write("src/charge.py", charge + "\n")
    moving.write("src/refund.py", refund)
    moving.commit()
    assert "On charge" in titles(moving("notes", "src/pay.py", "--json"))
    assert titles(moving("notes", "src/pay.py::charge", "--json")) == {"On charge"}


def test_a_definition_that_moved_out_of_a_file_that_stays(moving):
    charge, refund = PAY.split("\n\n\n")
    moving.write("src/pay.py", refund)
    moving.write("src/charge.py", charge + "\n")
    moving.commit()
    ended = moving("notes", "src/pay.py::charge", "--json")
    assert titles(ended) == {"On charge"}
    assert ended.err == "chesterton: src/pay.py::charge is now src/charge.py::charge\n"


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_definition_that_was_renamed(moving, is_committed):
    moving.write("src/pay.py", PAY.replace("def charge", "def collect"))
    if is_committed:
        moving.commit()
    assert titles(moving("notes", "src/pay.py::charge", "--json")) == {"On charge"}


def test_a_file_whose_place_another_one_took(moving):
    moving.git("mv", "src/log.py", "src/journal.py")
    moving.write("src/log.py", "import logging\n\nLEVEL = logging.INFO\n")
    moving.commit()
    assert titles(moving("notes", "src/log.py", "--json")) == {"On audit"}


def test_a_deleted_file_and_one_that_never_was(moving):
    moving.git("rm", "-q", "src/log.py")
    moving.commit()
    lost = moving("notes", "src/log.py", "--json")
    assert [note["state"] for note in lost.objects] == ["lost"]
    assert moving("notes", "src/never.py").code == 1
    assert moving("notes", "src/pay.py::never").code == 1


def test_filters_apply_to_a_moved_place(moving, move):
    move("src/pay.py", "src/payment.py")
    assert titles(moving("notes", "src/pay.py", "--kind", "pitfall", "--json")) == set()
    retired = moving("notes", "src/pay.py::charge", "--json").objects[0]["id"]
    moving("retire", retired)
    assert titles(moving("notes", "src/pay.py", "--json")) == {"On the file"}
    found = moving("notes", "src/pay.py", "--status", "retired", "--json")
    assert titles(found) == {"On charge"}


def test_a_renamed_file_in_a_folder_without_git(nowhere):
    nowhere.write("src/pay.py", PAY)
    nowhere("projects", "add")
    nowhere.remember("On charge", "src/pay.py::charge")
    (nowhere.root / "src/pay.py").rename(nowhere.root / "src/payment.py")
    assert titles(nowhere("notes", "src/pay.py", "--json")) == {"On charge"}
    assert titles(nowhere("notes", "src/pay.py::charge", "--json")) == {"On charge"}


def test_a_moved_file_without_notes_is_named(moving, move):
    moving.write("src/empty.py", "ONE = 1\nTWO = 2\nTHREE = 3\n")
    moving.commit()
    move("src/empty.py", "src/numbers.py")
    ended = moving("notes", "src/empty.py")
    assert ended.code == 0
    assert ended.err.startswith("chesterton: src/empty.py is now src/numbers.py\nNo notes at")


def test_notes_are_shown_where_their_code_is_without_the_old_history(moving):
    """Nothing of the old history is left to follow them by."""
    moving.git("checkout", "-q", "--orphan", "fresh")
    moving.git("mv", "src", "lib")
    moving.commit()
    moving.git("branch", "-q", "-D", "main")
    moving.git("reflog", "expire", "--expire=now", "--all")
    moving.git("gc", "-q", "--prune=now")
    ended = moving("notes", "lib")
    assert "On charge" in ended.out
    assert "On audit" in ended.out
    assert "On charge" in moving("notes", "lib/pay.py").out
    assert "On audit" not in moving("notes", "lib/pay.py").out


@pytest.mark.parametrize("is_committed", [False, True])
@pytest.mark.parametrize("by", ["git rm", "rm"])
def test_a_lost_note_is_listed_where_it_was_last(moving, is_committed, by):
    """The file that had followed its notes away is deleted."""
    moving.write("lib/other.py", "OTHER = 1\n")
    moving.git("mv", "src/pay.py", "lib/cash.py")
    moving.commit()
    moving.write("lib/cash.py", PAY.replace("def charge", "def collect"))
    moving.commit()
    (moving.root / "lib/cash.py").unlink()
    if by == "git rm":
        moving.git("rm", "-q", "lib/cash.py")
    if is_committed:
        moving.commit()
    both = {"On charge", "On the file"}
    for place in ("lib", "lib/cash.py", "src/pay.py"):
        assert titles(moving("notes", place, "--json")) == both
    for place in ("lib/cash.py::collect", "lib/cash.py::charge", "src/pay.py::charge"):
        assert titles(moving("notes", place, "--json")) == {"On charge"}
    assert titles(moving("notes", "src", "--json")) == {*both, "On audit"}
    assert titles(moving("notes", "lib/other.py", "--json")) == set()
    assert moving("notes", "lib/never.py").code == 1


def test_a_lost_note_is_listed_in_a_new_file_of_its_last_path(moving):
    moving.git("mv", "src/pay.py", "cash.py")
    moving.commit()
    moving.git("rm", "-q", "cash.py")
    moving.commit()
    moving.write("cash.py", "import logging\n\nLEVEL = logging.INFO\n")
    moving.commit()
    assert "On charge" in titles(moving("notes", "cash.py", "--json"))


def test_a_place_between_two_moves_of_a_lost_note(moving):
    for old, new in (("src/pay.py", "money.py"), ("money.py", "cash.py")):
        moving.git("mv", old, new)
        moving.commit()
    moving.git("rm", "-q", "cash.py")
    moving.commit()
    for place in ("src/pay.py", "money.py", "cash.py"):
        assert titles(moving("notes", place, "--json")) == {"On charge", "On the file"}


@pytest.mark.parametrize("left", ["nothing", "empty", "ignored", "deep"])
def test_a_folder_through_which_a_file_was_moved(moving, left, move):
    moving.write(".gitignore", "*.pyc\n")
    moving.git("mv", "src", "two")
    moving.commit()
    moving.git("mv", "two/log.py", "log.py")
    moving.commit()
    move("two/pay.py", "three/cash.py")
    folder = moving.root / "two"
    if folder.exists():
        folder.rmdir()
    if left == "empty":
        folder.mkdir()
    elif left == "ignored":
        moving.write("two/cache/pay.pyc", "X")
    elif left == "deep":
        (folder / "deep").mkdir(parents=True)
    ended = moving("notes", "two", "--json")
    assert titles(ended) == {"On charge", "On the file", "On audit"}
    assert ended.err.startswith("chesterton: two is now ")
    assert "three" in ended.err


def test_an_empty_folder_and_one_of_new_files(moving):
    (moving.root / "empty").mkdir()
    moving.write("new/file.py", "ONE = 1\n")
    for folder in ("empty", "new"):
        ended = moving("notes", folder)
        assert (ended.code, ended.out) == (0, "")
        assert ended.err.startswith(f"No notes at {folder}.")


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_lost_definition_of_a_moved_file_that_stays(moving, is_committed):
    moving.git("mv", "src/pay.py", "cash.py")
    moving.commit()
    moving.write("cash.py", "LIMIT = 3\n\n\n" + PAY.split("\n\n\n")[1])
    if is_committed:
        moving.commit()
    assert titles(moving("notes", "cash.py", "--json")) == {"On charge", "On the file"}
    assert titles(moving("notes", "cash.py::charge", "--json")) == {"On charge"}
    assert titles(moving("notes", "cash.py::refund", "--json")) == set()


def test_a_moved_folder_that_was_deleted(moving):
    moving.git("mv", "src", "lib")
    moving.commit()
    moving.git("rm", "-qr", "lib")
    moving.commit()
    every = {"On charge", "On the file", "On audit"}
    for left in (False, True):
        if left:
            (moving.root / "lib").mkdir()
        assert titles(moving("notes", "lib", "--json")) == every
        assert titles(moving("notes", "src", "--json")) == every
    assert titles(moving("notes", "lib/log.py", "--json")) == {"On audit"}
    moving.cd("lib")
    assert titles(moving("notes", ".", "--json")) == every
    assert titles(moving("notes", "../lib/log.py", "--json")) == {"On audit"}


def test_filters_apply_to_the_last_place_of_a_lost_note(moving):
    moving.git("mv", "src/pay.py", "cash.py")
    moving.commit()
    moving.git("rm", "-q", "cash.py")
    moving.commit()
    assert titles(moving("notes", "cash.py", "--state", "current", "--json")) == set()
    lost = moving("notes", "cash.py", "--state", "lost", "--json")
    assert titles(lost) == {"On charge", "On the file"}
    for path in ("cash.py", "src/pay.py"):
        assert titles(moving("notes", "--path", path, "--json")) == {"On charge", "On the file"}
    moving("retire", lost.objects[0]["id"])
    assert len(titles(moving("notes", "cash.py", "--json"))) == 1
    moving("retire", lost.objects[1]["id"])
    assert titles(moving("notes", "cash.py", "--json")) == set()
    assert moving("notes", "never.py", "--state", "current").code == 1
    assert len(titles(moving("notes", "cash.py", "--status", "retired", "--json"))) == 2
