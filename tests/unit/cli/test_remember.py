"""`chesterton remember` and `chesterton edit`."""

import os
import stat
import sys

import pytest

from chesterton.cli import editor
from chesterton.memory.authorship import AGENT_VARIABLES, EDITOR_VARIABLES
from chesterton.redact.paths import clean_path
from tests.unit.cli.conftest import PAY

TOKEN = "ghp_" + "a1B2" * 9


def test_a_note_is_stored_on_the_definition_around_a_line(shell):
    ended = shell("remember", "--at", "pay.py:8", "--kind", "pitfall", "--title", "Lock it")
    assert ended.code == 0
    assert ended.out.splitlines()[0].startswith("Remembered ")
    assert "Pitfall: Lock it" in ended.out
    assert "pay.py::Card.charge, line 7" in ended.out
    (note,) = shell("notes", "--json").objects
    assert (note["status"], note["origin"], note["author"]) == ("confirmed", "person", "Ana")
    assert (note["anchor"]["symbol"], note["state"]) == ("Card.charge", "current")
    assert note["confirmed"] == note["created"]


def test_all_arguments_are_stored(shell):
    note = shell(
        "remember", "--symbol", "pay.py::Card.charge", "--symbol", "pay.py::refund",
        "--title", "T", "--body", "Why.\nMore.", "--link", "#4812", "--link", "https://x.org",
        "--kind", "incident", "--json",
    ).object  # fmt: skip
    assert (note["kind"], note["body"]) == ("incident", "Why.\nMore.")
    assert note["links"] == ["#4812", "https://x.org"]
    assert [each["anchor"]["symbol"] for each in note["anchors"]] == ["Card.charge", "refund"]


def test_a_body_comes_from_standard_input(shell):
    ended = shell("remember", "--title", "T", "--body", "-", "--json", typed="Größe\n".encode())
    assert ended.object["body"] == "Größe"


def test_without_a_place_a_note_is_about_the_project(shell):
    note = shell("remember", "--title", "We deploy on Tuesdays", "--json").object
    assert note["anchor"]["path"] == note["placement"]["path"] == "."
    assert note["state"] == "current"


def test_a_note_can_be_about_a_file_or_a_line_outside_definitions(shell):
    shell.write("README.txt", "first\nsecond line\n")
    assert shell.remember("Whole", "README.txt")["anchor"]["quote"] is None
    assert shell.remember("Line", "README.txt:2")["anchor"]["quote"] == "second line"


def test_paths_are_relative_to_the_current_folder(shell):
    shell.write("src/deep/a.py", "def f():\n    return 1\n")
    shell.cd("src/deep")
    assert shell.remember("T", "a.py::f")["anchor"]["path"] == "src/deep/a.py"
    assert shell.remember("T", "../../pay.py")["anchor"]["path"] == "pay.py"
    absolute = shell.root / "pay.py"
    assert shell.remember("T", f"{absolute}:15")["anchor"]["symbol"] == "refund"


def test_the_same_place_twice_is_one_place(shell):
    note = shell.remember("T", "pay.py::refund", "--at", "pay.py:15")
    assert len(note["anchors"]) == 1


@pytest.mark.parametrize("variable", [*AGENT_VARIABLES, *EDITOR_VARIABLES])
def test_what_an_agent_says_is_proposed(shell, monkeypatch, variable):
    monkeypatch.setenv(variable, "1")
    ended = shell("remember", "--title", "T", "--json")
    assert (ended.object["status"], ended.object["origin"]) == ("proposed", "agent")
    assert ended.object["confirmed"] is None
    assert ended.err == (
        f"Stored as proposed, because an agent is running Chesterton ({variable}). "
        f"A person can confirm it with: chesterton confirm {ended.object['id']}\n"
    )


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_an_agent_variable_that_is_switched_off_is_ignored(shell, monkeypatch, value):
    monkeypatch.setenv("CLAUDECODE", value)
    assert shell.remember()["status"] == "confirmed"


def test_a_person_can_propose(shell):
    ended = shell("remember", "--title", "T", "--propose", "--json")
    assert (ended.object["status"], ended.object["origin"]) == ("proposed", "person")
    assert "A person can confirm it with" in ended.err


def test_a_secret_is_removed_and_reported(shell):
    ended = shell("remember", "--title", f"Use {TOKEN}", "--json")
    assert TOKEN not in ended.out
    assert "[redacted:github-token]" in ended.object["title"]
    assert ended.err == "1 secret removed before storing: github-token\n"
    stored = b"".join(f.read_bytes() for f in shell.home.rglob("*") if f.is_file())
    assert TOKEN.encode() not in stored


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--title", ""), 1, "the title is empty"),
        (("--title", " \n "), 1, "the title is empty"),
        (("--title", "T", "--body", "x" * 1_000_000), 1, "the limit is 65,536"),
        (("--title", "T", "--at", "nope.py"), 1, "there is no file nope.py in this project"),
        (("--title", "T", "--at", ".git"), 1, ".git is a folder"),
        (("--title", "T", "--at", "pay.py:99"), 1, "pay.py ends at line"),
        (("--title", "T", "--at", "pay.py:0"), 1, "line numbers start at 1"),
        (("--title", "T", "--at", "../x.py"), 1, "outside the project"),
        (("--title", "T", "--at", "/etc/passwd"), 1, "outside the project"),
        (("--title", "T", "--at", ""), 1, "the path is missing"),
        (("--title", "T", "--at", "a\0b"), 1, "NUL"),
        (("--title", "T", "--at", "x" * 300), 1, "there is no file xxx"),
        (("--title", "T", "--at", "x/" * 3000), 1, "there is no file x/x/x"),
        (("--draft", "x" * 300), 2, "there is no draft xxx"),
        (("--title", "T", "--symbol", "pay.py::nope"), 1, "there is no symbol pay.py::nope"),
        (("--title", "T", "--symbol", "refund"), 2, "has no path"),
        (
            ("--title", "T", "--symbol", "pay.py::Crad.Chrage"),
            1,
            "no symbol pay.py::Crad.Chrage; did you mean pay.py::Card.charge?",
        ),
        (
            ("--title", "T", "--symbol", "pay.py::Purse.send"),
            1,
            "no symbol pay.py::Purse.send; did you mean pay.py::Card.send?",
        ),
        (("--title", "T", "--symbol", "pay.py::"), 1, "the name after :: is missing"),
        (("--title", "T", "--kind", "rant"), 2, "invalid choice: 'rant'"),
        (("--title", "T", "--at", "blob.bin:3"), 1, "blob.bin is binary"),
        (("--title",), 2, "expected one argument"),
        ((), 2, "the title is missing"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, tuple) else None,
)
def test_bad_input_is_reported_in_one_sentence(shell, arguments, code, message):
    (shell.root / "blob.bin").write_bytes(b"\0\1\2" * 50)
    ended = shell("remember", *arguments)
    assert ended.code == code
    assert message in ended.err
    assert ended.out == ""
    assert ended.err.startswith("chesterton: ")
    assert ended.err.count("\n") == 1
    assert "; " in ended.err
    assert shell("notes", "--json").out == ""


@pytest.mark.parametrize("path", ["odd::pay.py", "a::b/pay.py"])
def test_a_path_may_contain_colons(shell, path):
    shell.write(path, PAY)
    for place, symbol in ((path, None), (f"{path}::refund", "refund"), (f"{path}:15", "refund")):
        shell("remember", "--title", "T", "--at", place)
        (note,) = shell("notes", place, "--json").objects[-1:]
        assert (note["anchor"]["path"], note["anchor"]["symbol"]) == (path, symbol)
        assert shell("relink", note["id"], f"{path}::Card.send").code == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("line\nbreak.py", "line\\nbreak.py"),
        ("tab\there.py", "tab\\there.py"),
        ("es\x1b[31mc.py", "es\\x1b[31mc.py"),
        ("left\u202eright.py", "left\\u202eright.py"),
        (f"{TOKEN}.py", clean_path(f"{TOKEN}.py")),
    ],
)
@pytest.mark.parametrize("end", ["", "::refund", ":15"])
def test_a_file_whose_name_cannot_be_stored_is_still_found(shell, name, shown, end):
    shell.write(name, PAY)
    shell.commit()
    ended = shell("remember", "--title", "T", "--at", name + end)
    assert ended.code == 0
    assert TOKEN not in ended.out
    found = shell("notes", "--json").object
    assert (found["state"], found["placement"]["path"]) == ("current", shown)
    assert shell("notes", name, "--json").object["id"] == found["id"]


def test_a_long_title_is_kept_whole_in_the_body(shell):
    title = "word " * 40
    note = shell("remember", "--title", title, "--json").object
    assert len(note["title"]) <= 100
    assert note["body"] == title.strip()


def test_a_folder_without_git_becomes_a_project_when_a_person_says_so(nowhere):
    nowhere.write("a.py", "def f():\n    return 1\n")
    for arguments in (["notes"], ["remember", "--at", "a.py", "--title", "T"]):
        ended = nowhere(*arguments)
        assert ended.code == 1
        assert "make this folder one with: chesterton projects add" in ended.err
    assert nowhere("projects", "--json").objects == []
    assert nowhere("projects", "add").code == 0
    note = nowhere.remember("T", "a.py::f")
    assert note["anchor"]["commit"] is None
    (listed,) = nowhere("notes", "--json").objects
    assert listed["id"] == note["id"]


def test_a_deleted_current_folder_is_reported(shell, monkeypatch):
    folder = shell.root / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert shell("notes").err.startswith("chesterton: the current directory no longer exists; ")


@pytest.fixture
def typing(monkeypatch, tmp_path):
    """A terminal whose editor runs the given shell code."""
    for module in ("remember", "edit"):
        monkeypatch.setattr(f"chesterton.cli.commands.{module}.is_interactive", lambda: True)
    monkeypatch.setattr(editor, "is_interactive", lambda: True)
    script = tmp_path / "editor.sh"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))

    def types(code):
        script.write_text(f'#!/bin/sh\nf="$1"\n{code}\n', encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)

    return types


def drafts(shell):
    return list((shell.root / ".git" / "chesterton" / "drafts").glob("*"))


pytestmark = pytest.mark.skipif(os.name != "posix", reason="editors here are shell scripts")


def test_without_a_title_a_draft_opens_in_the_editor(shell, typing):
    typing("""awk '/^---$/ {n++; print; if (n==2) print "Why it is so"; next} 1' "$f" > "$f.x"
        cat "$f.x" > "$f"; rm "$f.x" """)
    ended = shell("remember", "--at", "pay.py:15", "--kind", "debt", "--json")
    assert ended.code == 0
    assert (ended.object["title"], ended.object["kind"]) == ("Why it is so", "debt")
    assert ended.object["anchor"]["symbol"] == "refund"
    assert drafts(shell) == []


def test_an_untouched_draft_stores_nothing(shell, typing):
    typing("true")
    ended = shell("remember", "--at", "pay.py:15")
    assert (ended.code, ended.out) == (0, "")
    assert "nothing was stored" in ended.err
    assert drafts(shell) == []


def test_an_emptied_draft_stores_nothing(shell, typing):
    typing('echo > "$f"')
    assert "nothing was stored" in shell("remember").err
    assert drafts(shell) == []


def test_a_draft_that_is_too_long_is_kept_and_can_be_mended(shell, typing):
    typing('printf -- "---\\nabout: pay.py\\n---\\nTitle\\n\\n" > "$f"; head -c 1000000 /dev/zero'
           ' | tr "\\0" x >> "$f"')  # fmt: skip
    ended = shell("remember")
    assert ended.code == 1
    assert "the limit is 65,536" in ended.err
    (kept,) = [path for path in drafts(shell) if path.suffix == ".md"]
    assert str(kept) in ended.err
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_text()) > 1_000_000
    typing('printf -- "---\\nabout: pay.py\\n---\\nTitle\\n\\nshort" > "$f"')
    assert shell("remember", "--draft", kept, "--json").object["body"] == "short"
    assert drafts(shell) == []


def test_problems_of_a_draft_are_reported_with_their_lines(shell, typing):
    typing('printf -- "---\\nkind: rant\\nabout: pay.py\\n---\\n\\nbody" > "$f"')
    ended = shell("remember")
    assert ended.code == 1
    assert ".md:2: kind must be pitfall," in ended.err
    assert ".md:5: Add a title on the first line." in ended.err


def test_an_editor_that_fails_stores_nothing_and_keeps_the_draft(shell, typing):
    typing("exit 3")
    ended = shell("remember")
    assert ended.code == 1
    assert "the editor exited with code 3" in ended.err
    assert len(drafts(shell)) == 2


def test_a_missing_editor_is_reported(shell, typing, monkeypatch):
    typing("true")
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    error = shell("remember").err
    assert "the editor no-such-editor cannot be started (not found on PATH" in error
    assert "the draft is in /" in error


def test_a_draft_can_be_proposed(shell, typing):
    typing('printf -- "---\\nabout: pay.py\\n---\\nTitle\\n" > "$f"')
    assert shell("remember", "--propose", "--json").object["status"] == "proposed"


def test_a_note_is_edited_in_the_editor(shell, typing):
    note = shell.remember("Old title", "pay.py::refund", "--body", "Body")
    typing('sed "s/Old title/New title/" "$f" > "$f.x"; cat "$f.x" > "$f"; rm "$f.x"')
    changed = shell("edit", note["id"][:4], "--json").object
    assert (changed["id"], changed["title"], changed["body"]) == (note["id"], "New title", "Body")
    assert changed["anchor"] == note["anchor"]
    assert [event["event"] for event in shell("history", note["id"], "--json").objects] == [
        "created",
        "edited",
    ]


def test_an_edit_never_overwrites_a_newer_version(shell, typing):
    note = shell.remember("Old title")
    typing(f'{sys.executable} -m chesterton snooze {note["id"]} > /dev/null || exit 9\n'
           'sed "s/Old title/Mine/" "$f" > "$f.x"; cat "$f.x" > "$f"; rm "$f.x"')  # fmt: skip
    ended = shell("edit", note["id"])
    assert ended.code == 1
    assert "changed elsewhere" in ended.err
    (kept,) = [path for path in drafts(shell) if path.suffix == ".md"]
    assert "Mine" in kept.read_text()
    assert shell("show", note["id"], "--json").object["title"] == "Old title"


def test_edit_needs_a_terminal(shell):
    note = shell.remember()
    ended = shell("edit", note["id"])
    assert ended.code == 2
    assert "edit needs a terminal" in ended.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("command", [("remember", "--title", "T", "--at"), ("notes",), ("follow",)])
def test_a_file_name_that_is_not_utf_8_is_refused(shell, command):
    name = os.fsdecode(b"latin-\xe9.py")
    (shell.root / name).write_text("def f(): ...\n")
    ended = shell(*command, name)
    assert (ended.code, ended.out) == (1, "")
    assert "is not valid UTF-8 and cannot be stored; rename the file" in ended.err
    assert len(ended.err.splitlines()) == 1
