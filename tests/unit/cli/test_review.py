"""`chesterton review` and `chesterton review --edit`."""

import os
import re
import stat

import pytest

from chesterton.cli import editor
from tests.unit.cli.conftest import PAY

pytestmark = pytest.mark.skipif(os.name != "posix", reason="editors here are shell scripts")


@pytest.fixture
def waiting(shell):
    """One proposed, one changed, one lost note."""
    notes = {
        "proposed": shell.remember("Proposed", "pay.py::LIMIT", "--propose", "--body", "Because."),
        "changed": shell.remember("Changed", "pay.py::refund"),
        "fine": shell.remember("Fine", "pay.py::Card.send"),
    }
    shell.write("cash.py", "def gone(a, b):\n    return a or b\n")
    notes["lost"] = shell.remember("Lost", "cash.py::gone")
    (shell.root / "cash.py").unlink()
    shell.write("pay.py", PAY.replace("send(-1)", "send(-2)"))
    return {name: note["id"] for name, note in notes.items()}


@pytest.fixture
def answer(shell, monkeypatch, tmp_path):
    """Runs `review --edit` with an editor that applies sed expressions."""
    monkeypatch.setattr(editor, "is_interactive", lambda: True)
    monkeypatch.delenv("VISUAL", raising=False)

    def run(*expressions):
        script = tmp_path / "editor.sh"
        parts = " ".join(f"-e '{each}'" for each in expressions)
        script.write_text(f'#!/bin/sh\nsed {parts} "$1" > "$1.x"; cat "$1.x" > "$1"; rm "$1.x"\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("EDITOR", str(script))
        return shell("review", "--edit")

    return run


def mark(note_id, sign):
    return f"/{note_id} -->/s/^- . ./- [{sign}]/".replace("^- . .", r"^- \[ \]")


def status(shell, note_id):
    note = shell("show", note_id, "--json").object
    return note["status"], note["state"]


def drafts(shell):
    return list((shell.root / ".git" / "chesterton" / "drafts").glob("*"))


def test_notes_that_need_attention_are_listed(shell, waiting):
    sections = {row["note"]["id"]: row["section"] for row in shell("review", "--json").objects}
    assert sections == {waiting[name]: name for name in ("proposed", "changed", "lost")}
    out = shell("review").out
    assert re.findall(r"^(\w+) \(1\)$", out, re.MULTILINE) == ["Proposed", "Changed", "Lost"]


def test_an_empty_review_is_no_error(shell):
    ended = shell("review")
    assert (ended.code, ended.out, ended.err) == (0, "", "Nothing to review.\n")


def test_changes_that_affect_the_claim_come_first(shell):
    shell.remember("About nothing named here", "pay.py::Card.send")
    claim = shell.remember("Always call `send` with -1", "pay.py::refund")
    shell.write("pay.py", PAY.replace("send(-1)", "send(-2)").replace("n payment_id", "n 5"))
    rows = shell("review", "--json").objects
    assert [row["section"] for row in rows] == ["changed", "changed"]
    assert rows[0]["note"]["change"]["claim"]
    assert claim["id"] in {row["note"]["id"] for row in rows if row["note"]["change"]["claim"]}


def test_no_more_than_25_proposals_are_shown(shell):
    for number in range(27):
        shell("remember", "--title", f"Note {number}", "--propose")
    assert len(shell("review", "--json").objects) == 25
    assert "2 more proposed" in shell("review").out


def test_an_unmarked_checklist_changes_nothing(shell, waiting, answer):
    ended = answer("s/never/never/")
    assert (ended.code, ended.out) == (0, "Nothing was changed.\n")
    assert status(shell, waiting["proposed"]) == ("proposed", "current")
    assert drafts(shell) == []


def test_answers_are_applied(shell, waiting, answer):
    ended = answer(
        mark(waiting["proposed"], "x"),
        mark(waiting["changed"], "x"),
        "s/^  ->$/  -> pay.py::Card/",
    )
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "3 notes: 3 confirmed\n"
    for name in ("proposed", "changed", "lost"):
        assert status(shell, waiting[name]) == ("confirmed", "current")
    assert drafts(shell) == []


def test_struck_notes_are_retired(shell, waiting, answer):
    ended = answer(mark(waiting["proposed"], "-"), mark(waiting["lost"], "-"))
    assert ended.out == "2 notes: 2 retired\n"
    assert status(shell, waiting["proposed"])[0] == "retired"


def test_text_edited_in_the_checklist_is_stored(shell, waiting, answer):
    ended = answer(
        mark(waiting["proposed"], "x"),
        "s/Decision: Proposed/Debt: Owed/",
        "s/^  > Because[.]/  > For a reason./",
    )
    assert ended.out == "1 note: 1 confirmed\n"
    note = shell("show", waiting["proposed"], "--json").object
    assert (note["kind"], note["title"], note["body"]) == ("debt", "Owed", "For a reason.")
    assert note["status"] == "confirmed"


def test_answers_that_cannot_be_applied_are_reported_and_kept(shell, waiting, answer):
    ended = answer(mark(waiting["proposed"], "x"), "s/^  ->$/  -> pay.py::nope/")
    assert ended.code == 1
    assert ended.out == "1 note: 1 confirmed\n"
    (kept,) = drafts(shell)
    assert re.search(rf"{kept}:\d+: there is no symbol pay.py::nope", ended.err)
    assert f"kept in {kept}" in ended.err
    assert status(shell, waiting["lost"]) == ("confirmed", "lost")


def test_a_note_changed_in_the_meantime_is_not_overwritten(shell, waiting, answer):
    other = f"{os.sys.executable} -m chesterton retire {waiting['changed']} >/dev/null 2>&1"
    ended = answer(mark(waiting["changed"], "x"), f"1e {other}")
    assert ended.code == 0
    assert status(shell, waiting["changed"])[0] == "retired"


def test_an_agent_cannot_answer(shell, waiting, answer, monkeypatch):
    monkeypatch.setenv("CURSOR_AGENT", "1")
    assert answer(mark(waiting["proposed"], "x")).code == 1
    assert status(shell, waiting["proposed"])[0] == "proposed"


def test_edit_needs_a_terminal(shell):
    assert shell("review", "--edit").code == 2


def test_an_editor_that_fails_keeps_the_checklist(shell, waiting, monkeypatch):
    monkeypatch.setattr(editor, "is_interactive", lambda: True)
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.delenv("VISUAL", raising=False)
    ended = shell("review", "--edit")
    assert ended.code == 1
    (kept,) = drafts(shell)
    assert ended.err.endswith(f"so nothing was stored; your text is in {kept}\n")
    assert status(shell, waiting["proposed"])[0] == "proposed"
