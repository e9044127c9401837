"""`show`, `notes` and `review` print the same sentence of one note."""

import json

import pytest

from tests.unit.cli.conftest import PAY

TOUCHED = PAY.replace("lock(f", "hold(f")


@pytest.fixture(name="note")
def _note(shell):
    return shell.remember("`lock` before it is sent", "pay.py::Card.charge")["id"]


def said(shell, note):
    """What each command says, and the note as JSON."""
    (shown,) = [
        line[10:] for line in shell("show", note).out.splitlines() if line.startswith("  now ")
    ] or [""]
    (row,) = shell("notes").out.splitlines()
    listed = [line for line in shell("review").out.splitlines() if note[:4] in line]
    (plain,) = map(json.loads, shell("notes", "--json").out.splitlines())
    assert plain == shell("show", note, "--json").object
    rows = {line.partition("  [")[2].removesuffix("]") for line in (row, *listed)}
    assert len(rows) == 1
    assert bool(listed) == (plain["state"] != "current")
    (clause,) = rows
    assert shown == (f"{clause[0].upper()}{clause[1:]}." if clause else "")
    return clause, plain


def test_current(shell, note):
    clause, plain = said(shell, note)
    assert (clause, plain["change"], plain["edit"]) == ("", None, None)


def test_being_changed(shell, note):
    shell.write("pay.py", TOUCHED)
    clause, plain = said(shell, note)
    assert plain["edit"]["claim"]
    assert clause == f"you are changing this: {plain['edit']['reason']}"
    assert "lock" in plain["edit"]["reason"]
    assert "hold" in plain["edit"]["reason"]


def test_being_changed_elsewhere(shell, note):
    shell.write("pay.py", PAY.replace("return self.send", "yield self.send"))
    clause, plain = said(shell, note)
    assert clause == "you are changing this method"
    assert not plain["edit"]["claim"]


def test_changed_by_a_commit(shell, note):
    shell.write("pay.py", TOUCHED)
    reason = said(shell, note)[1]["edit"]["reason"]
    shell.commit()
    clause, plain = said(shell, note)
    assert clause == f"code changed since {plain['change']['since'][:7]}: {reason}"
    assert plain["edit"] is None


def test_changed_elsewhere_by_a_commit(shell, note):
    shell.write("pay.py", PAY.replace("return self.send", "yield self.send"))
    shell.commit()
    clause, plain = said(shell, note)
    since = plain["change"]["since"][:7]
    assert clause == f"code changed since {since}, but not the part this note is about"


def test_confirmed(shell, note):
    shell.write("pay.py", TOUCHED)
    shell("confirm", note)
    assert said(shell, note)[0] == ""
    shell.write("pay.py", PAY)
    assert said(shell, note)[0] == ""


def test_lost(shell, note):
    shell.write("pay.py", "LIMIT = 3\n")
    assert said(shell, note)[0] == "lost: `charge` was deleted"
    shell.commit()
    assert said(shell, note)[0] == "lost: code not found"


def test_a_file(shell):
    shell.write("runbook.txt", "all: build\n\nbuild:\n\tmake -j1 generate\n")
    shell.commit()
    note = shell.remember("Not twice", "runbook.txt:4-4")["id"]
    shell.write("runbook.txt", "all: build\n\nbuild:\n\tmake -j2 generate\n")
    assert said(shell, note)[0].startswith("you are changing this")
    shell.commit()
    assert said(shell, note)[0].startswith("code changed")
