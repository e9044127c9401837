"""The server exits within ten seconds after its editor, even if its pipes stay open (L07)."""

import asyncio
import contextlib
import os
import subprocess
import sys

import psutil
import pytest

from tests.wire.client import START, framed, surroundings

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes of POSIX")

EDITOR = """
import os, subprocess, sys, time
incoming, outgoing = os.pipe()
os.set_inheritable(outgoing, True)
start = [sys.executable, "-c", sys.argv[1]]
server = subprocess.Popen(start, stdin=incoming, stdout=subprocess.DEVNULL)
keeper = subprocess.Popen(["sleep", "60"], pass_fds=[outgoing], stdin=subprocess.DEVNULL)
os.write(outgoing, bytes.fromhex(sys.argv[2]))
print(server.pid, keeper.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("process_id", [None, 4194304000])
async def test_an_orphan_ends_although_its_pipe_stays_open(tmp_path, process_id):
    """Without a valid process id the parent process is watched."""
    message = framed(
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {
                "processId": process_id,
                "rootUri": None,
                "capabilities": {},
            },
        }
    )
    server, keeper, editor = _start(tmp_path, message)
    await _gone_after(editor, server, keeper)


async def test_the_editor_named_in_initialize_is_watched(start):
    """The parent stays alive here; only the process named in initialize exits."""
    client = await start()
    editor = await asyncio.create_subprocess_exec("sleep", "60")
    await client.initialize(processId=editor.pid)
    await asyncio.sleep(0.5)
    editor.kill()
    await client.ended(10)  # even before the editor is reaped
    await editor.wait()


def _start(tmp_path, message):
    editor = subprocess.Popen(
        [sys.executable, "-c", EDITOR, START, message.hex()],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings(tmp_path),
    )
    server, keeper = map(int, editor.stdout.readline().split())
    editor.stdout.close()
    return server, keeper, editor


async def _gone_after(editor, server, keeper):
    try:
        await asyncio.sleep(1)
        assert psutil.pid_exists(server)
        editor.kill()
        editor.wait()
        assert await asyncio.to_thread(_is_gone_within, server, 10)
    finally:
        for process in (server, keeper):
            if psutil.pid_exists(process):
                os.kill(process, 9)


def _is_gone_within(process, seconds):
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.wait_procs([psutil.Process(process)], timeout=seconds)
        return psutil.Process(process).status() == "zombie"
    return True
