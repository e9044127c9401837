"""`chesterton notes`, `chesterton show` and `chesterton history`."""

import os

import pytest

from tests.unit.cli.conftest import PAY


@pytest.fixture
def noted(shell):
    """Four notes in two files and one about the project."""
    shell.write("web/page.py", "def render(page):\n    return page\n")
    shell.commit()
    notes = {
        "refund": shell.remember("Refunds are negative", "pay.py::refund"),
        "charge": shell.remember("Lock it", "pay.py::Card.charge", "--kind", "pitfall"),
        "card": shell.remember("A card is a card", "pay.py::Card", "--propose"),
        "file": shell.remember("All about pay", "pay.py"),
        "page": shell.remember("Pages are cheap", "web/page.py::render", "--kind", "debt"),
        "project": shell("remember", "--title", "We deploy on Tuesdays", "--json").object,
    }
    return {name: note["id"] for name, note in notes.items()}


def names(shell, noted, *arguments):
    ended = shell("notes", *arguments, "--json")
    assert ended.code == 0
    by_id = {note_id: name for name, note_id in noted.items()}
    return [by_id[note["id"]] for note in ended.objects]


def test_notes_are_ordered_by_path_line_and_kind(shell, noted):
    assert names(shell, noted) == ["project", "file", "card", "charge", "refund", "page"]


def test_on_one_line_pitfalls_come_first_and_then_the_newest(shell):
    kinds = ("question", "decision", "pitfall", "decision")
    for number, kind in enumerate(kinds):
        shell.remember(f"{kind} {number}", "pay.py::refund", "--kind", kind)
    titles = [note["title"] for note in shell("notes", "--json").objects]
    assert titles[0] == "pitfall 2"
    assert titles[-1] == "question 0"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("pay.py",), ["file", "card", "charge", "refund"]),
        (("web",), ["page"]),
        (("web/",), ["page"]),
        (("pay.py:8",), ["card", "charge"]),
        (("pay.py:15",), ["refund"]),
        (("pay.py:3",), []),
        (("pay.py::Card.charge",), ["charge"]),
        (("pay.py::charge",), ["charge"]),
        (("pay.py::Card.send",), []),
        ((".",), ["project"]),
        (("--kind", "debt", "--kind", "pitfall"), ["charge", "page"]),
        (("--status", "proposed"), ["card"]),
        (("--state", "lost"), []),
        (("--path", "web/**"), ["page"]),
        (("--path", "**/*.py", "--kind", "decision"), ["file", "card", "refund"]),
    ],
    ids=str,
)
def test_notes_are_narrowed_by_place_and_filter(shell, noted, arguments, found):
    assert names(shell, noted, *arguments) == found


def test_a_place_is_relative_to_the_current_folder(shell, noted):
    shell.cd("web")
    assert names(shell, noted, "page.py") == ["page"]
    assert names(shell, noted, "../pay.py::refund") == ["refund"]
    assert names(shell, noted, str(shell.root)) == names(shell, noted)
    ended = shell("notes", "page.py")
    assert ended.out.startswith("page.py:1: ")


def test_retired_notes_are_listed_on_request(shell, noted):
    shell("retire", noted["page"])
    assert names(shell, noted, "web") == []
    assert names(shell, noted, "web", "--status", "all") == ["page"]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("nope.py", "there is no file nope.py in this project, and no note about it"),
        ("pay.py::nope", "there is no symbol pay.py::nope, and no note about it"),
        ("pay.py::refnud", "and no note about it; did you mean pay.py::refund?"),
        ("../elsewhere.py", "outside the project"),
    ],
)
@pytest.mark.usefixtures("noted")
def test_an_unknown_place_is_reported(shell, place, message):
    ended = shell("notes", place)
    assert (ended.code, ended.out) == (1, "")
    assert message in ended.err


@pytest.mark.usefixtures("noted")
def test_the_notes_of_a_deleted_file_are_listed(shell):
    (shell.root / "web" / "page.py").unlink()
    (note,) = shell("notes", "web/page.py", "--json").objects
    assert (note["state"], note["placement"]) == ("lost", None)


def test_in_a_pipe_each_note_is_one_plain_line(shell, noted):
    ended = shell("notes")
    lines = ended.out.splitlines()
    assert len(lines) == 6
    assert lines[0].startswith("(project):1: ")
    charge = noted["charge"][:4]
    assert f"pay.py:7: {charge} Pitfall: Lock it  (Card.charge)" in lines
    assert "\x1b" not in ended.out


def test_filters_without_a_match_are_reported(shell):
    shell.remember()
    ended = shell("notes", "--kind", "debt")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "No notes here match the filters. Remove the filters to see all notes.\n"


def test_a_project_without_notes_is_no_error(shell):
    ended = shell("notes")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("No notes here. Write one with: ")


def test_a_change_in_the_code_is_shown(shell, noted):
    shell.write("pay.py", PAY.replace("send(-1)", "send(-2)"))
    (note,) = shell("notes", "--state", "changed", "--json").objects
    assert note["id"] == noted["refund"]
    assert note["change"]["since"] is None
    assert "  [you are changing this function]" in shell("notes", "pay.py::refund").out


def test_a_prefix_of_an_id_is_enough(shell, noted):
    note_id = noted["charge"]
    for prefix in (note_id[:4], note_id[:7].upper(), note_id):
        assert shell("show", prefix, "--json").object["id"] == note_id


@pytest.mark.parametrize("prefix", ["", "abc", "zzzzzzzz", "'; DROP TABLE note;--", "%", "\0" * 5])
@pytest.mark.usefixtures("noted")
def test_an_unknown_id_is_reported(shell, prefix):
    ended = shell("show", prefix)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.count("\n") == 1


def test_a_note_is_shown_in_full(shell):
    shell(
        "remember", "--symbol", "pay.py::refund", "--title", "T", "--kind", "pitfall",
        "--body", "Line one\n\n  indented", "--link", "#4812",
    )  # fmt: skip
    (note,) = shell("notes", "--json").objects
    out = shell("show", note["id"]).out
    assert out.startswith("Pitfall: T\n\n  │ Line one\n  │\n  │   indented\n\n")
    assert "  at      pay.py::refund, line 15 (code unchanged)\n" in out
    assert f"  note    {note['id']}, confirmed, by Ana (person), written " in out
    assert "  link    #4812\n" in out


def test_diff_shows_the_code_then_and_now(shell):
    note = shell.remember("T", "pay.py::refund")
    assert "unchanged since the note was written" in shell("show", note["id"], "--diff").out
    shell.write("pay.py", PAY.replace("send(-1)", "send(-2)"))
    out = shell("show", note["id"], "--diff").out
    assert "-    return card.send(-1)\n+    return card.send(-2)\n" in out
    (diff,) = shell("show", note["id"], "--diff", "--json").object["diff"]
    assert diff["then"] == "def refund(card):\n    return card.send(-1)"
    assert diff["now"] == "def refund(card):\n    return card.send(-2)"
    shell.write("pay.py", "x = 1\n")
    out = shell("show", note["id"], "--diff").out
    assert "the code is gone; it was:\n-def refund(card):" in out


def test_history_lists_events_in_order(shell):
    note = shell.remember()
    shell("retire", note["id"])
    lines = shell("history", note["id"]).out.splitlines()
    assert [line.split()[2] for line in lines] == ["created", "retired"]
    first = shell("history", note["id"], "--json").objects[0]
    assert (first["note"], first["event"], first["by"]) == (note["id"], "created", "Ana")


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2Jgone",
        "\x1b]8;;https://evil\x07text\x1b]8;;\x07",
        "\x1b]52;c;aGk=\x07",
        "\x1b]0;title\x07",
        "over\rwritten",
        "back\b\b\bspace",
        "c1 \x9b2J \x85",
        "bidi \u202egnp.exe",
        "zero\u200bwidth",
    ],
)
def test_a_note_cannot_steer_a_terminal(shell, hostile):
    note = shell.remember(f"T {hostile}", "pay.py::refund", "--body", f"B {hostile}")
    for command in (("notes",), ("show", note["id"]), ("show", note["id"], "--json"), ("export",)):
        out = shell(*command).out
        assert set("\x1b\x07\b\r\x9b\x85\u202e\u200b") & set(out) == set()


def test_a_file_name_cannot_steer_a_terminal(shell):
    note, name = shell.remember("T", "pay.py::refund"), "a\nb\x1b[2J.py"
    shell.git("mv", "pay.py", name)
    shell.commit()
    out = shell("notes").out
    assert out.startswith("a\\nb\\x1b[2J.py:15: ")
    assert out.count("\n") == 1
    texts = [shell("notes", f"no{name}").err]
    assert texts[0].count("\n") == 1
    texts.append(shell("remember", "--title", "T", "--at", name).out)
    texts += [shell("show", note["id"]).out, shell("follow", "pay.py::refund").out]
    assert "\x1b" not in out.join(texts)


def test_a_definition_in_a_file_whose_name_is_not_utf_8_is_listed_but_not_confirmed(shell):
    identity = shell.remember()["id"]
    (shell.root / "pay.py").rename(shell.root / os.fsdecode(b"caf\xe9.py"))
    shell.commit("move")
    (found,) = shell("notes", "--json").objects
    assert (found["state"], found["placement"]["symbol"]) == ("current", "refund")
    for command in ("notes",), ("show", identity), ("history", identity), ("review",):
        assert shell(*command).code == 0, command
    refused = shell("confirm", identity)  # vouched for there, it would be lost
    assert refused.code == 1
    assert "is not valid UTF-8 and cannot be stored" in refused.err
    assert shell("notes", "--json").object["state"] == "current"


def test_files_outside_a_sparse_checkout_are_read_from_head(shell):
    shell.write("web/page.py", "def render(page):\n    return page\n")
    shell.commit()
    for at in ("web/page.py::render", "web/page.py", "web/page.py:2"):
        shell.remember("Why", at)
    shell.git("sparse-checkout", "set", "--no-cone", "pay.py")
    assert not (shell.root / "web").exists()
    found = [
        (note["state"], note["placement"]["path"]) for note in shell("notes", "--json").objects
    ]
    assert found == [("current", "web/page.py")] * 3
    assert shell("follow", "web/page.py::render").code == 0
    assert shell.remember("Also", "web/page.py::render")["state"] == "current"
    shell.git("rm", "-q", "--sparse", "web/page.py")
    assert {note["state"] for note in shell("notes", "--json").objects} == {"lost"}


def _break_configuration(shell):
    (shell.root / ".git" / "config").write_text("[bad\n", encoding="utf-8")


def _break_the_users_configuration(shell):
    (shell.home / ".gitconfig").write_text("[bad\n", encoding="utf-8")


def _need_a_newer_git(shell):
    shell.git("config", "core.repositoryformatversion", "1")
    shell.git("config", "extensions.futurething", "true")


@pytest.mark.parametrize(
    "refuse", [_break_configuration, _break_the_users_configuration, _need_a_newer_git]
)
@pytest.mark.parametrize("changed", [False, True], ids=["as committed", "edited"])
def test_where_git_refuses_a_repository_its_notes_are_shown(shell, refuse, changed, monkeypatch):
    noted = shell.remember("Lock it", "pay.py::Card.charge")
    shell.write("web/page.py", "")
    shell.commit()
    if changed:
        shell.write("pay.py", PAY.replace("-1", "-2"))
    monkeypatch.setenv("HOME", str(shell.home))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    shell.home.mkdir(exist_ok=True)
    refuse(shell)
    for arguments in ((), ("pay.py",), ("pay.py::Card.charge",)):
        ended = shell("notes", *arguments, "--json")
        assert (ended.code, [note["id"] for note in ended.objects]) == (0, [noted["id"]])
    assert shell("confirm", noted["id"]).code == 0
    assert shell.remember("Another", "pay.py")["status"] == "confirmed"
