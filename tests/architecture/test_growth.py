"""One more of a kind is one file and one row: added to a copy of the package, and used for real.

A field of a note is one declaration; `tests/store/test_growth.py` holds what becomes of it.
"""

import os
import subprocess
import sys

import pytest

from tests.architecture.growth import Copy
from tests.wire.client import started
from tests.wire.project import Project, opened

REGISTRY = "lsp/registry.py"
END = ")"
"""The last line of the tuple REGISTRY."""

DOCUMENT_SYMBOL = '''\
"""Document symbols: the noted definitions of the document."""

from lsprotocol import types as lsp

from chesterton.lsp.snapshot import Snapshot


def handle(snapshot: Snapshot, _params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    """The answer to textDocument/documentSymbol."""
    return [
        lsp.DocumentSymbol(
            row.symbol.name,
            lsp.SymbolKind.Function,
            snapshot.range(row.span),
            snapshot.range(row.name_span),
        )
        for row in snapshot.table.rows
        if row.symbol is not None
    ]
'''
DOCUMENT_SYMBOL_ROW = (
    '    Request("textDocument/documentSymbol", "document_symbol.handle",'
    ' always({"documentSymbolProvider": True}), empty=list),'
)
COUNT = '''\
"""Counts the open documents."""

from collections.abc import Mapping
from typing import Any

from chesterton.lsp.session import Session


async def run_count(session: Session, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """How many documents are open, under the name that was given."""
    return {arguments["name"]: len(session.documents)}
'''
COUNT_ROW = (
    '    Command("chesterton.count", "count.run_count", "Counts the open documents.",'
    ' {"name": TEXT}),'
)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "copy")


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path)
    made.write("pay.py")
    made.note("pay.py", "charge", "attempts stays at 3")
    return made


async def test_a_request_is_one_file_and_one_row(copy, project):
    copy.add_file("lsp/features/document_symbol.py", DOCUMENT_SYMBOL)
    copy.add_line(REGISTRY, DOCUMENT_SYMBOL_ROW, above=END)
    async with started(project.home, **copy.environment) as client:
        await client.initialize(project.root)
        uri = opened(client, project, "pay.py")
        about = {"textDocument": {"uri": uri}}
        assert client.capabilities["documentSymbolProvider"] is True
        (symbol,) = await client.ask("textDocument/documentSymbol", about)
        assert (symbol["name"], symbol["range"]["start"]["line"]) == ("charge", 3)
        unknown = {"textDocument": {"uri": "file:///nowhere.py"}}
        assert await client.ask("textDocument/documentSymbol", unknown) == []


async def test_a_command_of_the_server_is_one_file_and_one_row(copy, project):
    copy.add_file("lsp/features/count.py", COUNT)
    copy.add_line(REGISTRY, COUNT_ROW, above=END)
    async with started(project.home, **copy.environment) as client:
        await client.initialize(project.root)
        opened(client, project, "pay.py")
        announced = client.capabilities["executeCommandProvider"]["commands"]
        assert "chesterton.count" in announced
        run = {"command": "chesterton.count", "arguments": [{"name": "open"}]}
        assert await client.ask("workspace/executeCommand", run) == {"open": 1}
        wrong = {"command": "chesterton.count", "arguments": [{}]}
        refused = await client.refusal("workspace/executeCommand", wrong)
        assert "name is missing" in refused["message"]


FIRST = '''\
"""`chesterton first`: the title of the oldest note."""

import argparse

from chesterton.cli.workspace_context import project_context
from chesterton.cli.screen import Screen
from chesterton.memory.notes import show

ABOUT = "Prints the title of the oldest note."
EXAMPLES = "  chesterton first"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--loud", action="store_true", help="in capitals")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Prints it."""
    with project_context(screen) as workspace:
        title = show.all_notes(workspace)[0].note.title
    screen.line(title.upper() if options.loud else title)
    return 0
'''
FIRST_ROW = '    Command("first", "the title of the oldest note", READ),'
LAST = '    Command("completion", "print a completion script for bash, zsh or fish", SETUP),'


def test_a_command_of_the_terminal_is_one_file_and_one_row(copy, project):
    copy.add_file("cli/commands/first.py", FIRST)
    copy.add_line("cli/registry.py", FIRST_ROW, above=LAST)
    environment = {**os.environ, **copy.environment, "CHESTERTON_DATA_DIR": str(project.memory)}

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "chesterton", *arguments],
            cwd=project.root, env=environment, capture_output=True, check=True, encoding="utf-8",
        ).stdout  # fmt: skip

    assert run("first") == "attempts stays at 3\n"
    assert run("first", "--loud") == "ATTEMPTS STAYS AT 3\n"
    assert "first" in run("--help")
    assert "--loud" in run("first", "--help")
    assert "first" in run("completion", "bash")
