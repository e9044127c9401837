"""`follow`: where a symbol went."""

import pytest

from tests.unit.cli.conftest import PAY

MOVED = "def refund(card):\n    return card.send(-1)\n"


@pytest.fixture
def moved(shell):
    """`refund` is renamed, then moved to another file."""
    shell.write("pay.py", PAY.replace("def refund", "def give_back"))
    shell.commit("rename")
    shell.write("pay.py", PAY.split("\n\n\ndef refund")[0] + "\n")
    shell.write("cash.py", MOVED.replace("refund", "give_back"))
    shell.commit("move")
    return shell


def test_a_symbol_is_followed_hop_by_hop(moved):
    ended = moved("follow", "pay.py::refund", "--from", "HEAD~2", "--json")
    assert ended.code == 0
    found = ended.object
    assert [(hop["path"], hop["symbol"]) for hop in found["hops"]] == [
        ("pay.py", "give_back"),
        ("cash.py", "give_back"),
    ]
    assert (found["state"], found["placement"]["path"]) == ("current", "cash.py")
    out = moved("follow", "pay.py::refund", "--from", "HEAD~2").out
    assert out.splitlines()[0].startswith("pay.py::refund at ")
    assert out.splitlines()[-1].startswith("  cash.py::give_back:1  current")


def test_without_a_start_the_last_commit_that_has_it_counts(moved):
    assert moved("follow", "pay.py::refund", "--json").object["placement"]["path"] == "cash.py"


def test_a_name_without_its_class_is_enough_where_only_one_has_it(shell):
    for more in ((), ("--from", "HEAD"), ("--to", "HEAD")):
        found = shell("follow", "pay.py::charge", "--json", *more).object
        assert (found["symbol"], found["start"] is None) == ("Card.charge", False)
        assert found["state"] == "current"


def test_it_may_end_at_a_revision(moved):
    found = moved("follow", "pay.py::refund", "--to", "HEAD~1", "--json").object
    assert found["placement"]["symbol"] == "give_back"
    assert found["placement"]["path"] == "pay.py"


def test_what_is_gone_ends_with_1(shell):
    shell.write("pay.py", "LIMIT = 3\n")
    shell.commit("delete")
    ended = shell("follow", "pay.py::Card.charge")
    assert ended.code == 1
    assert "  lost (" in ended.out


def test_what_comes_back_is_found_after_commits_that_lack_it_and_some_that_only_name_it(shell):
    for text in ("LIMIT = 3\n", "LIMIT = 4\n", "# refund is gone\nLIMIT = 4\n", PAY):
        shell.write("pay.py", text)
        shell.commit("change")
    found = shell("follow", "pay.py::refund", "--from", "HEAD~4", "--to", "HEAD", "--json").object
    assert (found["state"], found["evidence"]) == ("current", "back where it was")
    gone = shell("follow", "pay.py::refund", "--from", "HEAD~4", "--to", "HEAD~1")
    assert gone.code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("pay.py::nope",), 1, "there is no symbol pay.py::nope"),
        (("pay.py::refund", "--from", "nope"), 1, "there is no revision nope"),
        (("pay.py::refund", "--from", "--exec=x"), 2, "expected one argument"),
        (("pay.py::refund", "--from", ""), 1, "there is no revision ''"),
        (("pay.py::refund", "--to", ""), 1, "there is no revision ''"),
        (("pay.py::refnud",), 1, "there is no symbol pay.py::refnud; did you mean pay.py::refund?"),
        (("pay.py::refnud", "--from", "HEAD"), 1, "did you mean pay.py::refund?"),
        (("pay.py",), 2, "does not name a symbol"),
        (("../pay.py::refund",), 1, "outside the project"),
    ],
)
def test_what_does_not_exist_is_told(shell, arguments, code, said):
    ended = shell("follow", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
