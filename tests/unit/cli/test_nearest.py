"""A lost note suggests the most similar symbols, and one tick in the review links it there."""

import pytest

from chesterton.memory.review.apply_review import apply_checklist, checklist
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import PERSON
from tests.unit.cli.conftest import PAY

REWRITTEN = """\
def charge_card(http, payment_id, user):
    reply = retry(3, lambda: http.post("/v2/pay", source=user.token, payment=payment_id))
    with lock(f"card:{payment_id}"):
        return Payment.parse(reply.json())
"""
NEAREST = "gateway.py::charge_card"


@pytest.fixture
def lost(shell):
    """A note whose code was rewritten in another file."""
    note = shell.remember("Lock on payment_id", "pay.py::Card.charge")
    start, end = PAY.index("    def charge"), PAY.index("    def send")
    shell.write("pay.py", PAY[:start] + PAY[end:])
    shell.write("gateway.py", REWRITTEN)
    shell.commit("rewrite")
    return note["id"]


def test_the_nearest_symbol_is_suggested_for_a_lost_note(shell, lost):
    (place,) = shell("show", lost, "--json").object["anchors"]
    assert (place["state"], place["placement"]) == ("lost", None)
    (near,) = place["nearest"]
    assert (near["path"], near["symbol"], near["line"]) == ("gateway.py", "charge_card", 1)
    assert 0.05 <= near["confidence"] < 0.33
    assert f"  perhaps {NEAREST}, line 1\n" in shell("show", lost).out
    assert f"  perhaps {NEAREST}, line 1\n" in shell("review").out
    assert "perhaps" not in shell("notes").out
    followed = shell("follow", "pay.py::Card.charge")
    assert followed.code == 1
    assert followed.out.splitlines()[-1].startswith(f"  perhaps {NEAREST}:1 (")
    assert shell("follow", "pay.py::Card.charge", "--json").object["nearest"] == [near]
    to_head = shell("follow", "pay.py::Card.charge", "--to", "HEAD", "--json").object
    assert to_head["nearest"] == [near]


def test_ticking_a_suggestion_in_the_review_links_the_note(shell, lost):
    store = Store.open(Location(shell.home))
    workspace = Workspace.open(shell.root, store)
    text = checklist(workspace)
    (line,) = (line for line in text.splitlines() if NEAREST in line)
    applied = apply_checklist(workspace, text.replace(line, line.replace("[ ]", "[x]")), by=PERSON)
    workspace.close()
    store.close()
    assert (applied.kept, applied.problems) == (1, ())
    found = shell("show", lost, "--json").object
    assert (found["state"], found["placement"]["path"]) == ("current", "gateway.py")


def test_a_symbol_that_no_longer_exists_is_not_suggested(shell, lost):
    shell.write("gateway.py", "LIMIT = 3\n")
    assert shell("show", lost, "--json").object["anchors"][0]["nearest"] == []


def test_a_restored_symbol_has_no_suggestions(shell, lost):
    shell.write("pay.py", PAY)
    on_disk = shell("show", lost, "--json").object["anchors"][0]
    shell.commit("bring it back")
    committed = shell("show", lost, "--json").object["anchors"][0]
    assert [(each["state"], each["nearest"]) for each in (on_disk, committed)] == [
        ("current", [])
    ] * 2
