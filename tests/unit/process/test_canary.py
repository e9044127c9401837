"""The opened repository never runs, whatever it contains and however we were started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chesterton.cli.registry import COMMANDS
from tests.unit.process import canary
from tests.wire.client import Client
from tests.wire.conftest import ABLE
from tests.wire.project import at

SCRIPT = str(Path(sys.executable).parent / "chesterton")
STARTS = {
    "as a module": ([sys.executable, "-m", "chesterton"], {}),
    "as setup writes it": ([sys.executable, "-P", "-m", "chesterton"], {}),
    "as a program": ([SCRIPT], {}),
    "with a relative PYTHONPATH": ([sys.executable, "-m", "chesterton"], {"PYTHONPATH": "."}),
    "with an empty PYTHONPATH entry": ([SCRIPT], {"PYTHONPATH": os.pathsep}),
    "with the repository on PYTHONPATH": ([SCRIPT], {"PYTHONPATH": "{root}"}),
    "with a folder of it on PYTHONPATH": ([SCRIPT], {"PYTHONPATH": "{root}/src"}),
    "with a link to it on PYTHONPATH": ([SCRIPT], {"PYTHONPATH": "{root}/../link"}),
}
EVERY_COMMAND = ("as a module", "with the repository on PYTHONPATH")
ARGUMENTS = {
    "remember": ["--symbol", "app.py::charge", "--title", "Three attempts"],
    "edit": ["{id}", "--title", "Four attempts"],
    "import": ["notes.jsonl"],
    "setup": ["neovim"],
    "recall": ["attempts"],
    "completion": ["bash"],
    "notes": ["app.py"],
    "follow": ["app.py::charge"],
}
WITH_ID = {"show", "confirm", "retire", "snooze", "relink", "forget", "history", "undo"}


@pytest.fixture(name="world")
def _world(tmp_path):
    """A repository with one note; the environment that tempts us to run its code."""
    root = tmp_path / "repository"
    (root / "src").mkdir(parents=True)
    (tmp_path / "link").symlink_to(root)
    (root / "app.py").write_text("def charge(card):\n    return card.pay()\n", encoding="utf-8")
    (root / "notes.jsonl").write_text('{"title": "T", "path": "app.py", "line": 1}\n', "utf-8")
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.c"}
    environment = {
        **os.environ,
        **git,
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "home" / ".config"),
        "CHESTERTON_DATA_DIR": str(tmp_path / "home" / "memory"),
        "CANARY": str(tmp_path / "song"),
        "EDITOR": "vi",
    }
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    run(root, [SCRIPT, "remember", "--at", "app.py:1", "--title", "One"], environment)
    canary.lay(root, spare=canary.LOADED_BY_PYTHON | {"chesterton", "sitecustomize"})
    canary.lay(root / "src", spare=canary.LOADED_BY_PYTHON | {"chesterton", "sitecustomize"})
    places = (".", "", str(root), str(root / "bin"), "node_modules/.bin", str(root / "../link/bin"))
    environment["PATH"] = os.pathsep.join([*places, os.environ["PATH"]])
    return root, environment


def run(root, command, environment):
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, check=False, text=True, input=""
    )


@pytest.mark.parametrize("start", STARTS)
def test_no_command_runs_the_repository(world, start):
    root, environment = world
    command, more = STARTS[start]
    environment |= {name: value.format(root=root) for name, value in more.items()}
    listed = run(root, [*command, "notes", "--json"], environment)
    assert listed.returncode == 0, listed.stderr
    note = listed.stdout.partition('"id": "')[2].partition('"')[0]
    assert note
    names = [each.name for each in COMMANDS if each.name != "lsp"]
    for name in names if start in EVERY_COMMAND else ("doctor", "setup"):
        arguments = ARGUMENTS.get(name, [note] if name in WITH_ID else [])
        done = run(
            root, [*command, name, *(each.format(id=note) for each in arguments)], environment
        )
        assert "this is a bug" not in done.stderr, (name, done.stderr)
        assert canary.song(environment) == [], name


@pytest.mark.parametrize("start", STARTS)
async def test_the_server_does_not_run_the_repository(world, start):
    root, environment = world
    command, more = STARTS[start]
    environment |= {name: value.format(root=root) for name, value in more.items()}
    await _session(root, [*command, "lsp"], environment)


@pytest.mark.parametrize("place", ["{root}", "{root}/src"])
async def test_a_server_started_elsewhere_does_not_run_the_opened_repository(
    world, tmp_path, place
):
    """The working folder is not the repository, which only the editor names."""
    root, environment = world
    environment["PYTHONPATH"] = place.format(root=root)
    await _session(root, [SCRIPT, "lsp"], environment, cwd=tmp_path)


async def _session(root, command, environment, cwd=None):
    client = await Client.start(cwd or root, command=command, **environment)
    try:
        await client.initialize(root, profile=ABLE)
        uri = (root / "app.py").as_uri()
        text = (root / "app.py").read_text(encoding="utf-8")
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": item})
        await client.ask("textDocument/hover", at(uri, 0, 5))
        await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
        where = {"uri": uri, "line": 0, "text": "Three", "query": "attempts"}
        for name in ("remember", "review", "recall", "status"):
            await client.ask(
                "workspace/executeCommand", {"command": f"chesterton.{name}", "arguments": [where]}
            )
    finally:
        await client.shut_down()
    assert canary.song(environment) == []
