"""The editor's commands where the database is locked or the git folder cannot be written to."""

import sqlite3
from contextlib import closing

import pytest

from tests.wire.project import diagnostics, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _remember(uri, text):
    asked = {"uri": uri, "line": 4, "kind": "decision", "text": text}
    return {"command": "chesterton.remember", "arguments": [asked]}


async def test_text_is_kept_while_another_tool_holds_the_database(running, own_project):
    own_project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(running, own_project, "pay.py")
    await running.until(lambda: diagnostics(running, uri))
    with closing(sqlite3.connect(own_project.memory / "memory.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused = await running.refusal("workspace/executeCommand", _remember(uri, "kept"))
    assert "locked by another program" in refused["message"]
    assert "your text is kept in the outbox" in refused["message"]
    await running.ask("workspace/executeCommand", _remember(uri, "later"))
    assert {"kept", "later"} <= set(own_project.titles())


async def test_a_git_folder_without_room_for_us_loses_no_note(running, own_project):
    (own_project.root / ".git" / "chesterton").write_text("in the way")
    uri = opened(running, own_project, "pay.py")
    await running.ask("workspace/executeCommand", _remember(uri, "stored all the same"))
    assert "stored all the same" in own_project.titles()
