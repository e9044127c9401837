"""The installed program, as a user has it: started by its name, with nothing else at hand.

`.ci/run` points CHESTERTON_PROGRAM at an environment that holds the wheel alone.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chesterton import __version__

SECONDS = 60


@pytest.fixture(name="program")
def _program():
    own = shutil.which("chesterton", path=str(Path(sys.executable).parent))
    found = os.environ.get("CHESTERTON_PROGRAM") or own
    if found is None:
        pytest.skip("no program called chesterton is installed beside this Python")
    return found


@pytest.fixture(name="run")
def _run(program, tmp_path):
    def run(*arguments, stdin=""):
        return subprocess.run(
            [program, *arguments],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=SECONDS,
        )

    return run


def test_it_tells_its_version(run):
    assert run("--version").stdout == f"chesterton {__version__}\n"


def test_the_demo_shows_a_note_in_the_margin(run):
    shown = run("demo")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Why this is here" in shown.stdout


def test_a_note_that_is_remembered_is_found_again(run, tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "pay.py").write_text("def charge(card):\n    return card.pay()\n")
    stored = run(
        "remember", "--symbol", "pay.py::charge", "--kind", "pitfall", "--title", "Never retry"
    )
    listed = run("notes", "--json", "pay.py")
    note = json.loads(listed.stdout)
    assert (stored.returncode, listed.returncode) == (0, 0)
    assert (note["title"], note["state"], note["anchor"]["symbol"]) == (
        "Never retry",
        "current",
        "charge",
    )


def test_the_server_answers_on_standard_input_and_output(run, tmp_path):
    initialize = {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}
    conversation = [
        {"id": 1, "method": "initialize", "params": initialize},
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    ended = run("lsp", "--stdio", stdin="".join(map(_framed, conversation)))
    assert ended.returncode == 0
    assert '"hoverProvider"' in ended.stdout
    assert f'"version": "{__version__}"' in ended.stdout.replace('":"', '": "')


def _framed(message):
    body = json.dumps({"jsonrpc": "2.0", **message})
    return f"Content-Length: {len(body)}\r\n\r\n{body}"


def test_editors_are_connected_and_left_as_they_were(run, tmp_path, monkeypatch):
    person = tmp_path / "person"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert run("setup", "neovim", "emacs", "helix").returncode == 0
    written = {path.name for path in person.rglob("*") if path.is_file()}
    assert {"chesterton.lua", "chesterton.el", "init.el", "languages.toml"} <= written
    assert run("setup", "neovim", "emacs", "helix", "--undo").returncode == 0
    assert [path for path in person.rglob("*") if path.is_file()] == []
