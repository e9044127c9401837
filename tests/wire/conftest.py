"""Servers for the tests: started on demand, never left behind."""

import pytest

from tests.wire.client import Client


@pytest.fixture
async def start(tmp_path):
    """Starts a server that has heard nothing yet."""
    clients = []

    async def begin(**how):
        client = await Client.start(tmp_path, **how)
        clients.append(client)
        return client

    yield begin
    for client in clients:
        await client.kill()


@pytest.fixture
async def client(start):
    """A server that is initialized, without a folder and with a client that can do nothing."""
    running = await start()
    await running.initialize()
    return running
