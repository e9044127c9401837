"""`chesterton recall`. The quality of the ranking is covered by the tests of `search`."""

import os

import pytest

from tests.unit.cli.conftest import PAY
from tests.unit.cli.test_json import valid


@pytest.fixture
def noted(shell):
    notes = {
        "lock": shell.remember(
            "Lock on payment_id, never user_id", "pay.py::Card.charge", "--kind", "pitfall",
            "--body", "A user may pay with two cards at once.", "--link", "#4812",
        ),
        "refund": shell.remember("Refunds are negative amounts", "pay.py::refund"),
        "deploy": shell("remember", "--title", "We deploy on Tuesdays", "--json").object,
    }  # fmt: skip
    return {name: note["id"] for name, note in notes.items()}


def ids(ended):
    return [hit["id"] for hit in ended.objects]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("why do we lock", "lock"),
        ("payment_id", "lock"),
        ("paymentId", "lock"),
        ('"two cards"', "lock"),
        ("#4812", "lock"),
        ("charge", "lock"),
        ("pay.py refund", "refund"),
        ("deploying on tuesday", "deploy"),
    ],
)
def test_a_query_finds_its_note(shell, noted, query, name):
    ended = shell("recall", query, "--json")
    assert ended.code == 0
    assert ids(ended)[0] == noted[name]
    valid("hit", ended.objects)
    assert all(hit["reasons"] for hit in ended.objects)


@pytest.mark.parametrize(
    "query", ["zeppelin hydroponics", "*", '"', "a AND", "NEAR(", "(" * 5000, "'; DROP--"]
)
@pytest.mark.usefixtures("noted")
def test_a_query_without_a_match_finds_nothing(shell, query):
    ended = shell("recall", query)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "No notes match. Try other words, or --everywhere.\n"


@pytest.mark.parametrize("query", ["", " ", "\t"])
def test_an_empty_query_is_refused(shell, query):
    ended = shell("recall", query)
    assert (ended.code, ended.out) == (1, "")
    assert "the query is empty; describe in a few words what you are looking for" in ended.err


def test_words_need_no_quotes(shell, noted):
    assert ids(shell("recall", "lock", "payment", "--json"))[0] == noted["lock"]


def test_the_number_of_hits_is_limited(shell):
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]
    for word in words:
        shell.remember(f"Charge {word} because {word * 2}", "pay.py::refund")
    assert len(ids(shell("recall", "charge", "-n", "2", "--json"))) == 2


@pytest.mark.parametrize("number", ["0", "-1", "x", "1001", "", "9" * 5000])
def test_an_invalid_number_of_hits_is_refused(shell, number):
    ended = shell("recall", "x", f"-n={number}")
    assert ended.code == 2
    assert ended.err == (
        "chesterton: argument -n: must be an integer from 1 to 1000; "
        "see: chesterton recall --help\n"
    )


def test_vimgrep_prints_quickfix_lines(shell, noted):
    assert noted
    shell.cd(".")
    out = shell("recall", "--vimgrep", "lock").out
    assert out == "pay.py:7:9:Lock on payment_id, never user_id\n"
    (shell.root / "sub").mkdir()
    shell.cd("sub")
    out = shell("recall", "--vimgrep", "lock").out
    assert out == f"{shell.root}/pay.py:7:9:Lock on payment_id, never user_id\n"


def test_a_hit_says_why_it_matched(shell, noted):
    lines = shell("recall", "payment lock").out.splitlines()
    assert lines[0].startswith(f"pay.py:7: {noted['lock'][:4]} Pitfall: Lock on payment_id")
    assert "title: " in lines[1]


def test_a_hit_has_the_state_of_its_note(shell, noted):
    assert noted
    shell.write("pay.py", PAY.replace("{payment_id}", "{user_id}"))
    (hit, *_) = shell("recall", "why lock", "--json").objects
    assert hit["note"]["state"] == "changed"


def test_dismissed_proposals_are_not_found_but_retired_notes_are(shell, noted):
    proposed = shell("remember", "--title", "Zeppelins are cheap", "--propose", "--json").object
    shell("retire", proposed["id"])
    assert shell("recall", "zeppelins").code == 1
    shell("retire", noted["deploy"])
    assert ids(shell("recall", "tuesdays", "--json")) == [noted["deploy"]]


def test_other_projects_are_searched_only_on_request(shell, noted, tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    shell.root = other
    shell.git("init", "-q")
    shell.write("a.py", "def f():\n    return 1\n")
    monkeypatch.chdir(other)
    assert shell("recall", "payment_id").code == 1
    ended = shell("recall", "payment_id", "--everywhere", "--json")
    assert ids(ended) == [noted["lock"]]
    assert ended.object["note"]["state"] == "current"
    out = shell("recall", "payment_id", "--everywhere").out
    assert out.startswith("repo: pay.py: ")
    lines = shell("recall", "payment_id", "--everywhere", "--vimgrep").out
    assert lines.startswith(f"{tmp_path / 'repo'}{os.sep}pay.py:7:9:")


def test_notes_of_a_deleted_project_are_still_found(shell, noted, tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    shell.root.rename(tmp_path / "moved")
    shell.root = other
    shell.git("init", "-q")
    hit = shell("recall", "payment_id", "--everywhere", "--json").object
    assert (hit["id"], hit["note"]["state"]) == (noted["lock"], "lost")
