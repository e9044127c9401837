"""Failures are contained and slow work blocks nothing else (L19-L21, L42, L46, D10)."""

import asyncio
import os
import sys

import pytest

from chesterton.memory.notes.places import Place
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import noted
from tests.wire.client import Client, RefusedError
from tests.wire.conftest import ABLE
from tests.wire.project import PAY, at, change, diagnostics, opened
from tests.wire.test_notes import run, titles

TITLE = "Pitfall: attempts stays at 3"

PATCHED = """
import os, sys, time, threading
from chesterton.lsp import main
{patch}
raise SystemExit(main.main())
"""
SLOW_BUILD = """
from chesterton.lsp.document import incremental
fast = incremental.update_or_build
def slow(order, before):
    while os.path.exists("busy"):
        sum(range(1000))
    return fast(order, before)
incremental.update_or_build = slow
"""
BROKEN_HOVER = """
from chesterton.lsp import hover_text
def broken(*arguments):
    raise ValueError("the title of a note: attempts stays at 3")
hover_text.render = broken
"""
SLOW_COMMAND = """
from chesterton.lsp.features import status
async def slow(session, arguments):
    await session.run(time.sleep, 0.2)
    return "done"
status.run_status = slow
"""


def patched(patch):
    return (sys.executable, "-c", PATCHED.format(patch=patch))


async def test_hovers_are_answered_while_tables_are_being_made(start, project):
    """L20: a computation in another thread never blocks the event loop."""
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await start(command=patched(SLOW_BUILD))
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    busy = client.home / "busy"
    busy.touch()
    for number in range(40):
        change(client, uri, (0, 0), (0, 0), "\n", version=number + 2)
        assert await client.ask("textDocument/hover", at(uri, 4 + number, 5)) is not None
        await asyncio.sleep(0.02)
    busy.unlink()
    assert await titles(client, uri) == [TITLE]


async def test_a_broken_feature_fails_alone_and_says_nothing_of_the_note(start, project):
    """L21: the error and the log share an id; no note text, no popup; other features work."""
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await start(command=patched(BROKEN_HOVER))
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    errors = [await client.refusal("textDocument/hover", at(uri, 3, 5)) for _ in range(3)]
    assert {error["code"] for error in errors} == {-32603}
    assert "stays" not in str(errors)
    assert "data" not in errors[0]
    assert await titles(client, uri) == [TITLE]
    assert client.notifications("window/showMessage") == []
    reference = errors[0]["message"].rsplit(" ", 1)[-1]
    log = (project.memory / "logs" / "lsp.log").read_text("utf-8")
    assert reference in log
    assert "ValueError" in log
    assert "stays at 3" not in log
    assert os.name != "posix" or (project.memory / "logs" / "lsp.log").stat().st_mode & 0o77 == 0


async def test_each_request_is_answered_once_cancelled_or_not(start, project):
    """L19."""
    client = await start(command=patched(SLOW_COMMAND))
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    client.tell("$/cancelRequest", {"id": 500})
    slow = {"command": "chesterton.status", "arguments": [{}]}
    waiting = [client.begin("workspace/executeCommand", slow, request=500 + n) for n in range(20)]
    quick = [
        client.begin("textDocument/hover", at(uri, 3, 5), request=1000 + n) for n in range(500)
    ]
    for request in range(500, 510):
        client.tell("$/cancelRequest", {"id": request})
        client.tell("$/cancelRequest", {"id": request})
    answers = await asyncio.wait_for(asyncio.gather(*waiting), 10)
    assert [each["error"]["code"] for each in answers[:10]] == [-32800] * 10
    assert [each["result"] for each in answers[10:]] == ["done"] * 10
    assert all("result" in each for each in await asyncio.gather(*quick))
    client.tell("$/cancelRequest", {"id": 1000})
    assert (await client.refusal("no/such"))["code"] == -32601
    assert client.strays == []


async def test_too_many_waiting_requests_are_refused_not_collected(start, project):
    client = await start(command=patched(SLOW_COMMAND.replace("0.2", "1.0")))
    await client.initialize(project.root)
    slow = {"command": "chesterton.status", "arguments": [{}]}
    waiting = [client.begin("workspace/executeCommand", slow) for _ in range(2_200)]
    refused = [await asyncio.wait_for(each, 20) for each in waiting[2_000:]]
    assert {each["error"]["code"] for each in refused} == {-32802}


async def test_a_log_grows_to_three_files_of_five_megabytes(tmp_path):
    """L46, tested on the log handler without a server."""
    script = (
        "import logging, sys; from pathlib import Path; from chesterton.lsp.transport import logs\n"
        "logs.start(Path(sys.argv[1]))\n"
        "log = logging.getLogger('chesterton.x')\n"
        "for _ in range(200): log.info('x' * 100_000)\n"
    )
    file = tmp_path / "a.log"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(file))
    assert await process.wait() == 0
    found = sorted(path.name for path in tmp_path.iterdir())
    assert found == ["a.log", "a.log.1", "a.log.2"]
    assert all(path.stat().st_size <= 5 * 1024 * 1024 for path in tmp_path.iterdir())
    assert os.name != "posix" or all(
        path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir()
    )


@pytest.mark.parametrize("end", ["kill", "shut_down"])
async def test_an_end_leaves_no_lock(start, project, end):
    client = await start()
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    await run(client, "remember", uri=uri, line=4, text="One")
    await getattr(client, end)()
    store = Store.open(Location(project.memory))
    workspace = Workspace.open(project.root, store)
    noted(workspace, "Two", Place("pay.py"), kind=Kind.DEBT)
    workspace.close()
    store.close()


async def test_starts_one_after_the_other_leave_nothing_behind(tmp_path):
    """L42, shortened to 6 starts."""
    for _ in range(6):
        client = await Client.start(tmp_path)
        await client.initialize()
        await client.kill()
    assert not (tmp_path / "memory" / "write.lock.holder").exists()


async def test_a_second_server_shows_what_the_first_wrote(start, project):
    """L41: two editors on one file."""
    first, second = await start(), await start()
    for client in (first, second):
        await client.initialize(project.root, profile=ABLE)
    uri = opened(first, project, "pay.py")
    opened(second, project, "pay.py", PAY)
    await titles(second, uri)
    await run(first, "remember", uri=uri, line=4, text="Seen by both")
    await second.until(lambda: _hints(second, uri) == ["Decision: Seen by both"], seconds=2.5)


async def test_a_memory_that_cannot_be_opened_is_told_once_and_tried_again(start, project):
    """D14: the server keeps running, and works once the problem is fixed."""
    project.memory.write_text("in the way")
    client = await start()
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    (message,) = await client.until(lambda: client.notifications("window/showMessage"))
    assert message["type"] == 2
    assert await titles(client, uri) == []
    change(client, uri, (0, 0), (0, 0), "\n")
    assert await titles(client, uri) == []
    project.memory.unlink()
    change(client, uri, (0, 0), (0, 0), "\n")
    await asyncio.sleep(0.2)
    await run(client, "remember", uri=uri, line=5, text="Stored after all")
    await client.until(lambda: _hints(client, uri) == ["Decision: Stored after all"])
    assert len(client.notifications("window/showMessage")) == 1


def _hints(client, uri):
    return [each["message"] for each in diagnostics(client, uri) or ()]


async def test_a_memory_that_is_named_but_nowhere_is_told_and_stops_nothing(start, project):
    """A regression: the server failed to start without any message."""
    client = await start(CHESTERTON_DATA_DIR="~nobody-of-this-name/memory")
    await client.initialize(project.root, profile=ABLE)
    assert await titles(client, opened(client, project, "pay.py")) == []
    (told,) = await client.until(lambda: client.notifications("window/showMessage"))
    assert "the data directory ~nobody-of-this-name/memory cannot be resolved" in told["message"]
    with pytest.raises(RefusedError, match="cannot be resolved"):
        await run(client, "status")


async def test_a_draft_left_by_a_killed_server_is_named_by_the_next(start, project):
    client = await start()
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    note = await run(client, "remember", uri=uri, line=4, text="One")
    await run(client, "edit", id=note["id"])
    await client.kill()
    (draft,) = (project.root / ".git" / "chesterton" / "drafts").glob("NOTE-*.md")
    client = await start()
    await client.initialize(project.root, profile=ABLE)
    opened(client, project, "pay.py")
    await client.until(lambda: draft.name in str(client.notifications("window/showMessage")))
