"""Commands that change the status, place or existence of a note."""

import pytest

from tests.unit.cli.conftest import PAY

CHANGED = PAY.replace("send(-1)", "send(-2)")


def state(shell, note):
    shown = shell("show", note["id"], "--json").object
    return shown["status"], shown["state"]


def test_a_proposed_note_is_confirmed(shell):
    note = shell.remember("T", "pay.py::refund", "--propose")
    ended = shell("confirm", note["id"], "--json")
    assert (ended.object["status"], ended.object["state"]) == ("confirmed", "current")
    assert ended.object["confirmed"] is not None


def test_a_changed_note_is_confirmed_as_still_true(shell):
    note = shell.remember("T", "pay.py::refund")
    shell.write("pay.py", CHANGED)
    assert state(shell, note) == ("confirmed", "changed")
    assert shell("confirm", note["id"]).out.startswith("Confirmed ")
    assert state(shell, note) == ("confirmed", "current")
    shell.commit()
    assert state(shell, note) == ("confirmed", "current")
    shell.write("pay.py", PAY)  # as it was confirmed first
    assert state(shell, note) == ("confirmed", "current")


def test_a_lost_note_cannot_be_confirmed(shell):
    note = shell.remember("T", "pay.py::refund")
    fine = shell.remember("U", "pay.py::LIMIT", "--propose")
    shell.write("pay.py", "LIMIT = 3\n")
    ended = shell("confirm", note["id"], fine["id"])
    assert ended.code == 1
    assert "link the note again with: chesterton relink" in ended.err
    assert state(shell, fine) == ("proposed", "current")


def test_a_lost_note_is_relinked(shell):
    note = shell.remember("T", "pay.py::refund")
    shell.write("pay.py", "LIMIT = 3\n")
    shell.write("cash.py", "def give_back(card, amount):\n    return amount or card\n")
    shell.commit()
    assert state(shell, note)[1] == "lost"
    moved = shell("relink", note["id"], "cash.py::give_back", "--json").object
    assert (moved["anchor"]["path"], moved["anchor"]["symbol"]) == ("cash.py", "give_back")
    assert state(shell, note) == ("confirmed", "current")


def test_relinking_replaces_the_lost_place(shell):
    note = shell.remember("T", "pay.py::refund", "--symbol", "pay.py::Card.send")
    shell.write("pay.py", PAY.split("\n\n\ndef refund")[0] + "\n")
    shell("relink", note["id"], "pay.py::LIMIT")
    anchors = shell("show", note["id"], "--json").object["anchors"]
    assert [each["anchor"]["symbol"] for each in anchors] == ["LIMIT", "Card.send"]


@pytest.mark.parametrize(
    ("place", "message"),
    [("pay.py::nope", "there is no symbol"), ("nope.py", "there is no file"), ("../x", "outside")],
)
def test_relinking_to_an_unknown_place_changes_nothing(shell, place, message):
    note = shell.remember()
    ended = shell("relink", note["id"], place)
    assert ended.code == 1
    assert message in ended.err
    assert len(shell("history", note["id"]).out.splitlines()) == 1


def test_retired_and_superseded_notes_are_hidden_but_can_be_shown(shell):
    old, new = shell.remember("Old"), shell.remember("New")
    shell("supersede", old["id"], "--by", new["id"][:4])
    shown = shell("show", old["id"])
    assert f"replaced by {new['id']}" in shown.out
    shell("retire", new["id"])
    assert shell("notes").out == ""
    assert len(shell("notes", "--status", "all", "--json").objects) == 2


def test_a_note_cannot_replace_itself(shell):
    note = shell.remember()
    assert "cannot replace itself" in shell("supersede", note["id"], "--by", note["id"]).err


def test_an_empty_successor_is_refused(shell):
    note = shell.remember()
    ended = shell("supersede", note["id"], "--by", "")
    assert (ended.code, ended.out) == (1, "")
    assert "too short for a note id" in ended.err
    assert shell("notes", "--json").object["status"] == "confirmed"


def test_a_snoozed_note_is_muted_until_its_date(shell):
    note = shell.remember("T", "pay.py::refund")
    shell.write("pay.py", CHANGED)
    assert len(shell("review", "--json").objects) == 1
    muted = shell("snooze", note["id"], "--until", "2999-01-31", "--json").object
    assert muted["snoozed"] == "2999-01-31T00:00:00Z"
    assert shell("review", "--json").objects == []
    assert "[snoozed]" in shell("notes").out


def test_a_snooze_until_the_next_commit_ends_with_it(shell):
    note = shell.remember("T", "pay.py::refund")
    shell.write("pay.py", CHANGED)
    assert shell("snooze", note["id"], "--json").object["snoozed"] == "commit"
    assert shell("review", "--json").objects == []
    shell.commit()
    assert len(shell("review", "--json").objects) == 1
    assert shell("show", note["id"], "--json").object["snoozed"] is None


@pytest.mark.parametrize(
    ("day", "message"), [("someday", "is not a date"), ("2001-01-01", "is in the past")]
)
def test_a_snooze_needs_a_future_date(shell, day, message):
    note = shell.remember()
    ended = shell("snooze", note["id"], "--until", day)
    assert ended.code == 1
    assert message in ended.err


def test_undo_reverts_the_last_event(shell):
    note = shell.remember("T", "pay.py::refund")
    shell("retire", note["id"])
    undone = shell("undo", note["id"], "--json").object
    assert undone["status"] == "confirmed"
    assert [e["event"] for e in shell("history", note["id"], "--json").objects] == [
        "created",
        "retired",
        "undone",
    ]


def _place(shell, note):
    shown = shell("show", note["id"], "--json").object
    return shown["state"], (shown["placement"] or {}).get("symbol")


def test_a_move_is_in_the_history_and_can_be_undone(shell):
    note = shell.remember("T", "pay.py::refund")
    shell.write("pay.py", PAY.replace("refund", "give_back"))
    shell.commit()
    assert _place(shell, note) == ("current", "give_back")
    moved = shell("history", note["id"], "--json").objects[-1]
    assert moved["event"] == "followed"
    assert moved["detail"].startswith("from pay.py::refund to pay.py::give_back in ")
    assert shell("undo", note["id"]).out.startswith("Undid the last change to ")
    assert _place(shell, note) == ("lost", None)
    last = shell("history", note["id"], "--json").objects[-1]
    assert last["detail"] == "back to pay.py::refund from pay.py::give_back"
    assert shell("undo", note["id"]).code == 0
    assert _place(shell, note) == ("current", "give_back")


def test_moves_are_listed_in_commit_order_whatever_their_dates(shell):
    note = shell.remember("T", "pay.py::refund")
    for name, year in (("give_back", 2005), ("send_back", 2001), ("pay_back", 2003)):
        shell.write("pay.py", PAY.replace("refund", name))
        shell.git("commit", "-qam", "rename", f"--date={year}-01-01T00:00:00Z")
    events = shell("history", note["id"], "--json").objects
    assert [event["event"] for event in events] == ["created"] + ["followed"] * 3
    ends = [event["detail"].partition(" in ")[0].rpartition("::")[2] for event in events[1:]]
    assert ends == ["give_back", "send_back", "pay_back"]


def test_after_an_undone_move_the_note_returns_with_its_old_name(shell):
    note = shell.remember("T", "pay.py::refund")
    shell.write("pay.py", PAY.replace("refund", "give_back"))
    shell("undo", note["id"])
    assert _place(shell, note) == ("lost", None)
    shell.write("pay.py", PAY.replace("refund", "give_back") + "\n\ndef refund():\n    return 0\n")
    assert _place(shell, note) == ("current", "refund")


def test_undo_move_undoes_the_move_before_a_later_write(shell):
    note = shell.remember("T", "pay.py::refund")
    shell.write("pay.py", PAY.replace("refund", "give_back"))
    shell.commit()
    shell("snooze", note["id"], "--until", "2999-01-01")
    shell("undo", "--move", note["id"])
    assert _place(shell, note) == ("lost", None)


def test_a_note_that_never_moved_has_no_move_to_undo(shell):
    note = shell.remember("T", "pay.py::refund")
    shell("snooze", note["id"], "--until", "2999-01-01")
    ended = shell("undo", "--move", note["id"])
    assert ended.code == 1
    assert "has not moved since it was last confirmed; link it elsewhere with: " in ended.err


def test_the_creation_of_a_note_cannot_be_undone(shell):
    ended = shell("undo", shell.remember()["id"])
    assert ended.code == 1


def test_forgetting_leaves_no_byte(shell):
    secret = "Xylophone-in-the-basement"
    note = shell.remember(secret, "pay.py::refund", "--body", secret)
    shell("confirm", note["id"])
    assert shell("forget", note["id"][:4], "--yes").out == f"Deleted {note['id']}\n"
    assert shell("show", note["id"]).code == 1
    kept = b"".join(path.read_bytes() for path in shell.home.rglob("*") if path.is_file())
    assert secret.encode() not in kept


def test_forget_without_a_terminal_needs_yes(shell):
    note = shell.remember()
    ended = shell("forget", note["id"])
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("; run again with --yes to confirm\n")
    assert state(shell, note)[0] == "confirmed"


@pytest.mark.parametrize("command", ["confirm", "retire", "supersede", "snooze", "undo", "forget"])
def test_commands_need_an_id_or_a_filter(shell, command):
    ended = shell(command)
    assert ended.code == 2
    assert "specify ids or a filter such as --path" in ended.err


def test_filters_select_many_notes(shell):
    for folder in ("old", "older", "new"):
        shell.write(f"{folder}/a.py", "def f():\n    return 1\n")
        shell.remember(folder, f"{folder}/a.py::f")
    ended = shell("retire", "--path", "old/**", "--json")
    assert [note["title"] for note in ended.objects] == ["old"]
    assert len(shell("notes", "--json").objects) == 2
    assert len(shell("snooze", "--kind", "decision", "--json").objects) == 2
    ended = shell("undo", "--status", "retired", "--json")
    assert [note["title"] for note in ended.objects] == ["old"]
    assert len(shell("forget", "--path", "old*/**", "--yes", "--json").objects) == 2


def test_filters_without_a_match_change_nothing(shell):
    shell.remember()
    ended = shell("retire", "--path", "nowhere/**")
    assert (ended.code, ended.out) == (0, "")
    assert "No notes match" in ended.err


def test_a_successor_that_matches_the_filter_is_not_superseded(shell):
    shell.remember("Old")
    new = shell.remember("New")
    ended = shell("supersede", "--path", "pay.py", "--by", new["id"], "--json")
    assert [note["title"] for note in ended.objects] == ["Old"]


@pytest.mark.parametrize("command", ["confirm", "relink"])
def test_an_agent_cannot_vouch(shell, monkeypatch, command):
    note = shell.remember("T", "pay.py::refund", "--propose")
    monkeypatch.setenv("CLAUDECODE", "1")
    place = ["pay.py::refund"] if command == "relink" else []
    ended = shell(command, note["id"], *place)
    assert ended.code == 1
    assert "chesterton: only a person can" in ended.err
    assert "an agent is running Chesterton (CLAUDECODE); ask the user" in ended.err
    assert state(shell, note)[0] == "proposed"


@pytest.mark.parametrize(
    "arguments",
    [("retire",), ("supersede",), ("snooze",), ("undo",), ("forget", "--yes")],
    ids=lambda arguments: arguments[0],
)
def test_an_agent_cannot_change_a_confirmed_note(shell, monkeypatch, arguments):
    note = shell.remember()
    monkeypatch.setenv("AI_AGENT", "claude-code")
    ended = shell(arguments[0], note["id"], *arguments[1:])
    assert ended.code == 1
    assert "(AI_AGENT)" in ended.err
    assert state(shell, note)[0] == "confirmed"
    assert len(shell("history", note["id"], "--json").objects) == 1


@pytest.mark.parametrize("arguments", [("off",), ("remove", "--yes")], ids=lambda it: it[0])
def test_an_agent_cannot_switch_off_a_project(shell, monkeypatch, arguments):
    shell.remember()
    monkeypatch.setenv("AI_AGENT", "claude-code")
    before = shell("projects", "--json").object
    assert shell("projects", *arguments).code == 1
    assert shell("projects", "--json").object == before


def test_an_agents_draft_of_a_confirmed_note_becomes_a_proposal_that_names_it(shell, monkeypatch):
    note = shell.remember()
    draft = shell.root / "NOTE-0a1b2c3d.md"
    text = f"---\nkind: debt\nabout: pay.py::refund\nid: {note['id']}\nbase: 1\n---\nBetter\n"
    draft.write_text(text)
    monkeypatch.setenv("CODEX_CI", "1")
    ended = shell("remember", "--draft", draft, "--json")
    assert (ended.code, ended.object["status"]) == (0, "proposed")
    assert ended.object["replaces"] == note["id"]
    assert f"It would replace {note['id']}." in ended.err
    assert state(shell, note)[0] == "confirmed"


def test_one_unknown_id_among_many_changes_nothing(shell):
    note = shell.remember()
    assert shell("retire", note["id"], "zzzz").code == 1
    assert state(shell, note)[0] == "confirmed"
