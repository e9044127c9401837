"""Servers for the tests: started on demand, never left behind."""

import pytest
import pytest_asyncio

from tests.wire.client import Client
from tests.wire.project import Project


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


@pytest.fixture
def project(tmp_path):
    """A repository with one file and no note."""
    made = Project(tmp_path)
    made.write("pay.py")
    return made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared(tmp_path_factory):
    """One project with one note and one server for all tests of a file: the project, the client."""
    home = tmp_path_factory.mktemp("shared")
    project = Project(home)
    project.write("pay.py")
    project.note("pay.py", "charge", "attempts stays at 3", body="The provider bans us.")
    client = await Client.start(home)
    await client.initialize(project.root, profile=ABLE)
    yield project, client
    assert await client.shut_down() == 0


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def running(tmp_path_factory):
    """One server for all tests of a file, each of which has a project of its own."""
    client = await Client.start(tmp_path_factory.mktemp("running"))
    client.answers["window/showDocument"] = {"success": True}
    await client.initialize(profile=ABLE)
    yield client
    assert await client.shut_down() == 0


@pytest_asyncio.fixture(loop_scope="module")
async def worker(running):
    """That server, as if nothing had been said to it."""
    yield running
    running.forget()


@pytest.fixture
def own_project(tmp_path, running):
    """A project whose memory is that of the file's one server."""
    made = Project(tmp_path, memory=running.home)
    made.write("pay.py")
    return made


ABLE = {
    "clientInfo": {"name": "tests"},
    "capabilities": {
        "textDocument": {
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "codeLens": {},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}},
            "publishDiagnostics": {"relatedInformation": True},
        },
        "window": {"showDocument": {"support": True}},
        "workspace": {"workspaceFolders": True},
    },
}
"""A client with much of what there is; presence shows as Hints in it."""
