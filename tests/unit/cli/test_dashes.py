"""Paths and values that begin with a dash are taken for what they are."""

import pytest

CODE = "def f():\n    return 1\n"


@pytest.fixture
def dashed(shell):
    for path in ("-dash.py", "--long.py", "-d/x.py"):
        shell.write(path, CODE)
    shell.commit()
    return shell


PLACES = ["-dash.py", "-dash.py:1", "-dash.py::f", "--long.py", "--long.py::f", "-d/x.py::f", "-d"]


@pytest.mark.parametrize("place", PLACES[:-1])
@pytest.mark.parametrize("option", ["--at", "--symbol"])
def test_a_place_that_begins_with_a_dash(dashed, place, option):
    if option == "--symbol" and "::" not in place:
        pytest.skip("needs a name")
    noted = dashed("remember", option, place, "--title", "T", "--json")
    assert noted.code == 0, noted.err
    found = dashed("notes", place, "--json")
    assert [note["id"] for note in found.objects] == [noted.object["id"]]
    assert dashed("remember", f"{option}={place}", "--title", "U").code == 0


def test_places_of_other_commands(dashed):
    note = dashed.remember("T", "pay.py::refund")["id"]
    assert dashed("relink", note, "-dash.py::f", "--json").object["anchor"]["path"] == "-dash.py"
    assert dashed("follow", "-dash.py::f").code == 0
    assert dashed("notes", "-d", "--json").code == 0
    assert dashed("notes", "--", "-dash.py", "--json").code in {0, 2}
    assert dashed("notes", "--path", "-dash.py", "--json").object["id"] == note


@pytest.mark.parametrize("title", ["-1 is the default", "--force is refused here", "-x"])
def test_a_value_that_begins_with_a_dash(shell, title):
    noted = shell("remember", "--at", "pay.py", "--title", title, "--body", "- a list", "--json")
    assert noted.object["title"] == title
    assert noted.object["body"] == "- a list"


@pytest.mark.parametrize(
    "arguments", [("notes", "-x"), ("notes", "--jsn"), ("remember", "--titel")]
)
def test_a_mistyped_option_is_still_refused(dashed, arguments):
    assert dashed(*arguments).code == 2


def test_an_option_is_no_value_of_another(shell):
    ended = shell("remember", "--title", "--at", "pay.py")
    assert (ended.code, "expected one argument" in ended.err) == (2, True)
