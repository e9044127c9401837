"""`chesterton follow`."""

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
    followed = ended.object
    assert [(hop["path"], hop["symbol"]) for hop in followed["hops"]] == [
        ("pay.py", "give_back"),
        ("cash.py", "give_back"),
    ]
    assert (followed["state"], followed["placement"]["path"]) == ("current", "cash.py")
    out = moved("follow", "pay.py::refund", "--from", "HEAD~2").out
    assert out.splitlines()[0].startswith("pay.py::refund at ")
    assert out.splitlines()[-1].startswith("  cash.py::give_back:1  current")


def test_the_default_start_is_the_last_commit_with_the_symbol(moved):
    assert moved("follow", "pay.py::refund", "--json").object["placement"]["path"] == "cash.py"


def test_an_unqualified_name_is_enough_if_it_is_unique(shell):
    for more in ((), ("--from", "HEAD"), ("--to", "HEAD")):
        followed = shell("follow", "pay.py::charge", "--json", *more).object
        assert (followed["symbol"], followed["start"] is None) == ("Card.charge", False)
        assert followed["state"] == "current"


def test_following_can_end_at_a_revision(moved):
    followed = moved("follow", "pay.py::refund", "--to", "HEAD~1", "--json").object
    assert followed["placement"]["symbol"] == "give_back"
    assert followed["placement"]["path"] == "pay.py"


def test_a_lost_symbol_exits_with_1(shell):
    shell.write("pay.py", "LIMIT = 3\n")
    shell.commit("delete")
    ended = shell("follow", "pay.py::Card.charge")
    assert ended.code == 1
    assert "  lost (" in ended.out


def test_a_symbol_that_returns_is_found_after_commits_without_it(shell):
    for text in ("LIMIT = 3\n", "LIMIT = 4\n", "# refund is gone\nLIMIT = 4\n", PAY):
        shell.write("pay.py", text)
        shell.commit("change")
    revisions = ("--from", "HEAD~4", "--to", "HEAD")
    followed = shell("follow", "pay.py::refund", *revisions, "--json").object
    assert (followed["state"], followed["evidence"]) == ("current", "back at its old location")
    gone = shell("follow", "pay.py::refund", "--from", "HEAD~4", "--to", "HEAD~1")
    assert gone.code == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
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
def test_an_unknown_symbol_or_revision_is_reported(shell, arguments, code, message):
    ended = shell("follow", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
