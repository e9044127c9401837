"""Output on a terminal: colours, groups, prompts; none of them in a pipe or with NO_COLOR."""

import os
import re
import subprocess
import sys

import pytest

from chesterton.memory.authorship import EDITOR_VARIABLES

pty = pytest.importorskip("pty", reason="terminals as on POSIX")


@pytest.fixture
def terminal(shell):
    """Runs the program on a pseudo-terminal and returns its exit code and output."""

    def run(*arguments, typed=b"", **environment):
        master, slave = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "chesterton", *arguments],
            cwd=shell.root,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"} | environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)
        if typed:
            os.write(master, typed)
        shown = b""
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        os.close(master)
        return process.wait(timeout=30), shown.decode().replace("\r\n", "\n")

    return run


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_notes_are_grouped_by_file_in_colour(shell, terminal):
    shell.remember("Lock it", "pay.py::Card.charge", "--kind", "pitfall")
    shell.remember("Refund", "pay.py::refund", "--propose")
    code, shown = terminal("notes")
    assert code == 0
    assert "\x1b[" in shown
    lines = plain(shown).splitlines()
    assert lines[0] == "pay.py"
    assert re.fullmatch(r" {5}7  [a-z2-7]{4} Pitfall: Lock it  \(Card.charge\)", lines[1])
    assert lines[-1] == "2 notes · 1 proposed · see: chesterton review"


def test_a_note_on_the_project_shows_no_line(shell, terminal):
    shell("remember", "--title", "We deploy on Tuesdays")
    lines = plain(terminal("notes")[1]).splitlines()
    assert lines[0] == "(project)"
    assert re.fullmatch(r" {8}[a-z2-7]{4} Decision: We deploy on Tuesdays", lines[1])


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_switched_off(shell, terminal, environment):
    shell.remember("Lock it", "pay.py::Card.charge")
    _, shown = terminal("notes", **environment)
    assert "\x1b" not in shown
    assert shown.startswith("pay.py\n")


def test_a_note_cannot_steer_a_terminal(shell, terminal):
    shell.remember("T \x1b[2J\x1b]0;x\x07[red]not markup[/red] :smile:", "pay.py::refund")
    _, shown = terminal("notes")
    assert "T \\x1b[2J\\x1b]0;x\\x07[red]not markup[/red] :smile:" in plain(shown)
    assert "\x1b[2J" not in shown
    assert "\x1b]" not in shown


@pytest.mark.parametrize(("typed", "gone"), [(b"y\n", True), (b"n\n", False), (b"\n", False)])
def test_forget_asks_for_confirmation(shell, terminal, typed, gone):
    note = shell.remember("Lock it", "pay.py::Card.charge")
    code, shown = terminal("forget", note["id"], typed=typed)
    assert "Lock it" in plain(shown)
    assert "Really delete 1 note permanently? [y/N]" in shown
    assert code == (0 if gone else 1)
    assert shell("show", note["id"]).code == (1 if gone else 0)


def test_import_shows_progress(shell, terminal):
    path = shell.root / "rows.jsonl"
    path.write_text("".join(f'{{"title": "T{n}", "path": "."}}\n' for n in range(300)))
    code, shown = terminal("import", "rows.jsonl")
    assert code == 0
    assert "Importing notes" in shown
    assert "300 notes imported" in plain(shown)


def test_the_overview_is_coloured(terminal):
    code, shown = terminal()
    assert code == 0
    assert "\x1b[" in shown
    assert "Start here" in plain(shown)


@pytest.mark.parametrize("variable", EDITOR_VARIABLES)
def test_a_person_in_an_editor_terminal_is_not_taken_for_an_agent(shell, terminal, variable):
    """VS Code and Cursor set these variables in every terminal, also for people."""
    code, shown = terminal("remember", "--title", "T", **{variable: "1"})
    assert (code, "proposed" in shown.lower()) == (0, False)
    assert shell("notes", "--json").object["status"] == "confirmed"
    (note,) = shell("notes", "--json").objects
    assert terminal("retire", note["id"], **{variable: "1"})[0] == 0


def test_an_agent_with_a_terminal_is_taken_for_an_agent(shell, terminal):
    code, _ = terminal("remember", "--title", "T", CLAUDECODE="1", CLAUDE_CODE_CHILD_SESSION="1")
    assert (code, shell("notes", "--json").object["status"]) == (0, "proposed")
