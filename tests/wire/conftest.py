"""Fixtures that start servers on demand and always stop them."""

import pytest
import pytest_asyncio

from tests.wire.client import Client
from tests.wire.project import Project


@pytest.fixture
async def clients():
    """The clients of a test, whose servers are stopped after it."""
    started = []
    yield started
    for client in started:
        await client.kill()


@pytest.fixture
def start(tmp_path, clients):
    """Starts a server that is not initialized."""

    async def begin(**how):
        clients.append(await Client.start(tmp_path, **how))
        return clients[-1]

    return begin


@pytest.fixture
def fork(tmp_path, clients):
    """As `start`, in a fraction of the time, where the start is not what is tested."""

    async def begin(**environment):
        clients.append(await Client.fork(tmp_path, **environment))
        return clients[-1]

    return begin


@pytest.fixture
async def client(start):
    """An initialized server, without a folder and with no client capabilities."""
    running = await start()
    await running.initialize()
    return running


@pytest.fixture
def project(tmp_path):
    """A repository with one file and no notes."""
    made = Project(tmp_path)
    made.write("pay.py")
    return made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared(tmp_path_factory):
    """A project with one note, and a client, shared by all tests of a file."""
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
    """One server for all tests of a file; each test has its own project."""
    client = await Client.start(tmp_path_factory.mktemp("running"))
    client.answers["window/showDocument"] = {"success": True}
    await client.initialize(profile=ABLE)
    yield client
    assert await client.shut_down() == 0


@pytest_asyncio.fixture(loop_scope="module")
async def worker(running):
    """The shared server, reset."""
    yield running
    running.forget()


@pytest.fixture
def own_project(tmp_path, running):
    """A project in the store of the shared server, without notes once the test is over.

    Projects with the same code whose folders are gone would be shown in those of later tests.
    """
    made = Project(tmp_path, memory=running.home)
    made.write("pay.py")
    yield made
    made.forget_notes()


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
"""A client with most capabilities, which shows the presence of notes as Hints."""
