"""Notes on files that a partial clone neither checked out nor fetched are not lost."""

import shutil

import pytest

PAY = "def charge(a):\n    first = a.send(17)\n    return first.close()\n"


@pytest.fixture
def cloned(shell, tmp_path):
    """Notes code in `src`, then clones the repository and removes the original."""

    def clone(*options, later=None):
        shell.write("src/pay.py", PAY)
        shell.write("top.py", PAY.replace("charge", "top"))
        shell.commit()
        shell.git("config", "uploadpack.allowFilter", "true")
        shell.remember("Symbol", "src/pay.py::charge")
        shell.remember("File", "src/pay.py")
        shell.remember("Line", "src/pay.py:2")
        if later:
            shell.write("src/pay.py", later)
            shell.commit("later")
        shell.git("clone", "-q", *options, f"file://{shell.root}", str(tmp_path / "clone"))
        shutil.move(shell.root, tmp_path / "away")
        shell.root = tmp_path / "clone"
        shell.cd(shell.root)
        return shell

    return clone


SPARSE = ("--filter=blob:none", "--sparse")
FORMS = [SPARSE, ("--filter=blob:none", "--no-checkout"), (*SPARSE, "--depth=1")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "place", ["src/pay.py", "src", "src/pay.py::charge", "src/pay.py:2", None], ids=str
)
def test_notes_are_current_where_they_were(cloned, form, place):
    shell = cloned(*form)
    found = shell("notes", *([place] if place else []), "--json").objects
    assert {"Symbol"} <= {each["title"] for each in found}
    assert {each["state"] for each in found} == {"current"}
    assert shell("review", "--json").out == ""


@pytest.mark.parametrize("form", FORMS[:2])
def test_a_file_that_changed_since_is_in_question(cloned, form):
    shell = cloned(*form, later=PAY.replace("17", "18"))
    states = {each["title"]: each["state"] for each in shell("notes", "--json").objects}
    assert states["Symbol"] == "uncertain"
    assert "lost" not in states.values()


def test_the_messages_name_the_next_step(cloned):
    shell = cloned(*SPARSE)
    step = "git sparse-checkout add src"
    note = shell("notes", "src/pay.py::charge", "--json").objects[0]["id"]
    shown = shell("show", "--diff", note).out
    assert (step in shown, "gone" in shown) == (True, False)
    for command in (
        ("remember", "--symbol", "src/pay.py::charge", "--title", "x"),
        ("remember", "--at", "src/pay.py:3", "--title", "x"),
        ("follow", "src/pay.py::charge"),
        ("follow", "src/pay.py::missing"),
    ):
        ended = shell(*command)
        assert (ended.code, step in ended.err) == (1, True), ended
        assert "binary" not in ended.err


def test_a_file_that_is_not_in_head_is_lost(cloned):
    shell = cloned("--filter=blob:none")
    shell.git("rm", "-q", "src/pay.py")
    shell.commit("remove")
    assert {each["state"] for each in shell("notes", "--json").objects} == {"lost"}


def test_fetched_files_are_followed_as_ever(cloned):
    shell = cloned("--filter=blob:none")
    assert {each["state"] for each in shell("notes", "--json").objects} == {"current"}
    shell.write("src/pay.py", PAY.replace("17", "18"))
    found = shell("notes", "src/pay.py::charge", "--json").objects
    assert {each["title"]: each["state"] for each in found}["Symbol"] == "changed"
