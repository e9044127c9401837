"""Dispatch, help, errors and exit codes of the command line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chesterton import __version__
from chesterton.cli import main as surface
from chesterton.cli.registry import COMMANDS
from chesterton.memory.notes import show

EACH = pytest.mark.parametrize("name", [command.name for command in COMMANDS])


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("help",)])
def test_without_a_command_the_overview_is_printed(shell, arguments):
    ended = shell(*arguments)
    assert ended.code == 0
    assert all(f"  {command.name:<12}{command.summary}\n" in ended.out for command in COMMANDS)
    assert "Start here" in ended.out


def test_the_version_is_printed(shell):
    assert shell("--version").out == f"chesterton {__version__}\n"


@EACH
def test_every_command_has_help(shell, name):
    ended = shell(name, "--help")
    assert ended.code == 0
    assert f"usage: chesterton {name}" in ended.out
    assert "examples:" in ended.out
    assert shell("help", name).out == ended.out


@EACH
def test_every_command_refuses_an_unknown_option(shell, name):
    ended = shell(name, "--no-such-option")
    assert ended.code == 2
    assert ended.err.startswith("chesterton: ")
    assert ended.err.count("\n") == 1
    assert ended.err.endswith(f"see: chesterton {name} --help\n")


def test_options_may_be_mixed_with_positional_arguments(shell):
    first, second = shell.remember("Charge once"), shell.remember("Charge twice")
    assert len(shell("recall", "charge", "--json", "once").objects) == 2
    kept = shell("retire", first["id"], "--json", second["id"]).objects
    assert [note["status"] for note in kept] == ["retired", "retired"]
    assert shell("projects", "remove", "--yes", "repo").code == 0


def test_two_dashes_end_the_options(shell):
    shell.remember("Pass --force to it")
    assert shell("recall", "--json", "--", "--force").object["note"]["title"]


def test_an_unknown_command_suggests_the_closest_one(shell):
    ended = shell("nots")
    assert ended.code == 2
    assert ended.err == "chesterton: there is no command 'nots'; did you mean: chesterton notes\n"


def test_an_unknown_command_without_a_close_match_points_to_the_overview(shell):
    assert shell("zzzz").err.endswith("; list all commands with: chesterton\n")


def test_a_bug_is_reported_without_the_text_of_a_note(shell, monkeypatch):
    def fail(*_):
        raise ValueError("Lock on payment_id")

    note = shell.remember("T")["id"]
    monkeypatch.setattr(show, "find_note", fail)
    ended = shell("show", note)
    assert ended.code == 3
    assert ended.err.startswith("chesterton: this is a bug (ValueError); your notes are safe")
    report = (shell.home / "logs" / "bugs.log").read_text()
    assert "ValueError in show" in report
    assert "in fail" in report or " fail" in report
    assert "payment_id" not in report + ended.err
    if os.name == "posix":
        assert (shell.home / "logs" / "bugs.log").stat().st_mode & 0o777 == 0o600


def test_a_bug_is_reported_even_if_the_log_cannot_be_written(shell, monkeypatch):
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(shell.root / "pay.py"))
    monkeypatch.setattr(surface, "command_named", lambda _: 1 / 0)
    ended = shell("show", "abcd")
    assert ended.code == 3
    assert "Please report it" in ended.err
    assert "\\n" not in ended.err


def test_an_interruption_exits_with_130(shell, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    note = shell.remember("T")["id"]
    monkeypatch.setattr(show, "find_note", interrupt)
    ended = shell("show", note)
    assert (ended.code, ended.out) == (130, "")
    assert ended.err == "chesterton: interrupted; everything stored so far is safe\n"


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
def test_a_signal_exits_with_130(shell):
    shell.remember()
    code = (
        "import os, signal, sys\n"
        # a program that was started in the background ignores the signal, and so do its children
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from chesterton.memory.notes import show\n"
        f"show.notes = lambda *_: os.kill(os.getpid(), {signal.SIGINT})\n"
        "from chesterton.cli.main import main\n"
        "sys.exit(main(['notes']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=shell.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a pipe as on POSIX")
def test_a_closed_pipe_is_no_error(shell):
    for number in range(3):
        shell.remember(f"Note {number}")
    program = f"{sys.executable} -m chesterton"
    loop = f"{program} notes --json; {program} notes --help"
    done = subprocess.run(
        ["bash", "-c", f"({loop}; echo $? >&2) | true"],
        cwd=shell.root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == "0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_standard_output_is_reported(shell):
    shell.remember()
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "chesterton", "notes"],
            cwd=shell.root,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr == ("chesterton: the output could not be written (the disk is full)\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    ("arguments", "code"), [("remember --title 'Key ghp_" + "a1B2" * 9 + "'", 0), ("nope", 2)]
)
@pytest.mark.parametrize("errors", ["2>/dev/full", "2>&-", "2> >(true)"])
def test_a_broken_standard_error_does_not_change_the_exit_code(shell, arguments, code, errors):
    """Not even the flush of the interpreter at exit does."""
    done = run_in_bash(shell, f"{arguments} {errors}")
    assert done.returncode == code
    assert (code == 0) == done.stdout.startswith("Remembered ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_output_that_cannot_be_written_exits_with_1(shell):
    shell.remember()
    assert run_in_bash(shell, "notes >/dev/full 2>/dev/full").returncode == 1


@pytest.mark.skipif(os.name != "posix", reason="descriptors as on POSIX")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("import - <&-", "standard input is closed; "),
        ("remember --title T --body - <&-", "standard input is closed; "),
        ("lsp <&-", "the server needs standard input and output, but one of them is closed; "),
        ("lsp >&-", "the server needs standard input and output, but one of them is closed; "),
        ("edit abcd <&- >&-", "edit needs a terminal; "),
    ],
)
def test_closed_standard_streams_are_reported(shell, arguments, message):
    done = run_in_bash(shell, arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(f"chesterton: {message}")
    assert done.stderr.count("\n") == 1


def run_in_bash(shell, command):
    return subprocess.run(
        ["bash", "-c", f"{sys.executable} -m chesterton {command}"],
        cwd=shell.root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_non_ascii_is_escaped_for_an_ascii_output(process, shell):
    shell.remember("Größe zählt")
    done = process("notes", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 0
    assert "Gr\\xf6\\xdfe z\\xe4hlt" in done.stdout


@pytest.mark.parametrize("command", [("notes",), ("show", "{id}"), ("notes", "pay.py")])
def test_reading_commands_import_no_heavy_modules(shell, command):
    note = shell.remember()
    arguments = [part.format(id=note["id"]) for part in command]
    code = (
        "import sys\n"
        "from chesterton.cli.main import main\n"
        f"assert main({arguments}) == 0\n"
        "print('LOADED', *{name.split('.')[0] for name in sys.modules},"
        " *{name for name in sys.modules if name.startswith('chesterton')})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=shell.root, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.rpartition("LOADED ")[2].split())
    heavy = {"pygls", "lsprotocol", "attrs", "cattrs", "pydantic", "numpy", "mcp", "rich"}
    assert loaded & (heavy | {"click", "sqlite_utils", "asyncio", "platformdirs"}) == set()
    assert loaded & {"chesterton.redact.rules", "chesterton.search", "chesterton.lsp"} == set()


def test_the_log_level_is_read_from_the_environment(process):
    assert process("notes", env={"CHESTERTON_LOG": "debug"}).returncode == 0
