"""The server lifecycle: initialization, shutdown, signals and broken pipes (L05, L06)."""

import asyncio
import os
import signal
import sys
import time

import pytest

from tests.wire.client import SECONDS
from tests.wire.profiles import profile
from tests.wire.project import opened

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


async def test_nothing_is_answered_before_initialize(start):
    client = await start()
    refused = await client.refusal("textDocument/hover", {})
    assert refused["code"] == -32002


async def test_a_second_initialize_is_refused(client):
    refused = await client.refusal("initialize", {"processId": None, "capabilities": {}})
    assert refused["code"] == -32600


async def test_initialized_may_be_sent_twice(start, project):
    """Otherwise everything would be looked up, registered and stored twice."""
    client = await start()
    await client.initialize(project.root, profile=profile("vscode"))
    client.tell("initialized")
    opened(client, project, "pay.py")
    await client.ask(
        "workspace/executeCommand", {"command": "chesterton.status", "arguments": [{}]}
    )
    await client.until(lambda: client.requests("client/registerCapability"))
    await asyncio.sleep(1)
    requests = client.requests("client/registerCapability")
    methods = [each["registrations"][0]["method"] for each in requests]
    assert len(methods) == len(set(methods))


async def test_nothing_is_answered_after_shutdown(client):
    await client.ask("shutdown")
    assert (await client.refusal("textDocument/hover", {}))["code"] == -32600
    assert (await client.refusal("shutdown"))["code"] == -32600


async def test_exit_after_shutdown_is_success(client):
    assert await client.shut_down() == 0


async def test_exit_without_shutdown_is_failure(client):
    client.tell("exit")
    assert await client.ended() == 1


async def test_exit_before_initialize_is_failure(start):
    client = await start()
    client.tell("exit")
    assert await client.ended() == 1


async def test_the_end_of_the_input_ends_the_server(client):
    client.process.stdin.close()
    await client.ended()


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
async def test_a_signal_ends_the_server(client, name):
    client.process.send_signal(getattr(signal, name))
    assert await client.ended() == 128 + getattr(signal, name)


async def test_a_broken_output_pipe_ends_the_server(client):
    client.process._transport.get_pipe_transport(1).close()
    began = time.monotonic()
    while client.process.returncode is None and time.monotonic() - began < SECONDS:
        client.tell("$/cancelRequest", {"id": 1})
        client.begin("shutdown")
        await asyncio.sleep(0.05)
    assert client.process.returncode is not None


async def test_what_prints_does_not_disturb_the_conversation(start):
    prints = "import builtins, os; print('noise'); os.system('echo more noise');"
    client = await start(command=(sys.executable, "-c", _noisy(prints)))
    await client.initialize()
    assert await client.shut_down() == 0


async def test_an_unread_error_pipe_blocks_nobody(start):
    """L40: the pipe holds 64 KB, the noise is 1 MB."""
    client = await start(
        command=(sys.executable, "-c", _noisy("print('x' * 1_000_000)")), stderr=True
    )
    await client.initialize()
    assert await client.shut_down() == 0


def _noisy(statement):
    return (
        "from chesterton.lsp import main, server\n"
        "begin = server.Server.begin\n"
        "def noisy(self, params):\n"
        f"    {statement}\n"
        "    return begin(self, params)\n"
        "server.Server.begin = noisy\n"
        "raise SystemExit(main.main())\n"
    )
