"""The folder of the notes is removed or replaced while the server runs: said once, and lossless."""

import os
import shutil

import pytest

from tests.wire.client import RefusedError
from tests.wire.conftest import ABLE
from tests.wire.project import opened
from tests.wire.test_drafts import fill
from tests.wire.test_notes import run, until_titles

NOTED = ["Pitfall: attempts stays at 3"]


@pytest.fixture
async def editing(start, project):
    """A client with an open file that has a note."""
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await start()
    client.answers["window/showDocument"] = {"success": True}
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    await until_titles(client, uri, NOTED)
    return client, uri


async def said(client):
    """The first message of the server about the folder."""

    def about_folder():
        shown = client.notifications("window/showMessage")
        return [each["message"] for each in shown if str(client.home / "memory") in each["message"]]

    return await client.until(about_folder)


def unlinked(client):
    """Files without a name that the server writes to: what it stores there is lost."""
    folder = f"/proc/{client.process.pid}/fd"
    if not os.path.isdir(folder):  # noqa: PTH112
        return []
    links = (os.path.join(folder, each) for each in os.listdir(folder))  # noqa: PTH118, PTH208
    targets = [os.readlink(each) for each in links if os.path.lexists(each)]  # noqa: PTH115
    return [each for each in targets if "(deleted)" in each and "memory" in each]


def remove(folder):
    shutil.rmtree(folder)


def empty(folder):
    shutil.rmtree(folder)
    folder.mkdir()


def move_away(folder):
    folder.rename(folder.with_name("elsewhere"))


def put_another(folder):
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("other"), folder)


@pytest.mark.parametrize("harm", [remove, empty, move_away, put_another])
async def test_another_folder_is_said_once_and_used(editing, project, tmp_path, harm):
    client, uri = editing
    if harm is put_another:
        other = type(project)(tmp_path, "unrelated", memory=tmp_path / "made")
        other.write("x.py", "def x():\n    return 1\n")
        other.note("x.py", "x", "elsewhere")
        shutil.copytree(other.memory, tmp_path / "other")
    harm(tmp_path / "memory")
    (message,) = await said(client)
    assert "was removed or replaced while Chesterton was running" in message
    await until_titles(client, uri, [])
    draft = project.path((await run(client, "remember", uri=uri, line=4))["draft"])
    fill(draft, "Never retry here")
    await until_titles(client, uri, ["Decision: Never retry here"])
    assert "Never retry here" in project.titles()
    assert unlinked(client) == []
    assert len(await said(client)) == 1


async def test_the_same_folder_put_back_is_no_news(editing, tmp_path):
    client, uri = editing
    memory = tmp_path / "memory"
    shutil.copytree(memory, tmp_path / "copy")
    shutil.rmtree(memory)
    (tmp_path / "copy").rename(memory)
    await run(client, "status")
    await until_titles(client, uri, NOTED)


def a_file(folder):
    shutil.rmtree(folder)
    folder.write_text("", encoding="utf-8")


def a_dangling_link(folder):
    shutil.rmtree(folder)
    folder.symlink_to(folder.with_name("nowhere"))


@pytest.mark.parametrize("harm", [a_file, a_dangling_link])
async def test_what_cannot_be_used_is_said_once_and_loses_no_text(editing, project, tmp_path, harm):
    client, uri = editing
    harm(tmp_path / "memory")
    assert len(await said(client)) == 1
    draft = project.path((await run(client, "remember", uri=uri, line=4))["draft"])
    fill(draft, "Never retry here")
    client.tell("textDocument/didSave", {"textDocument": {"uri": draft.as_uri()}})
    with pytest.raises(RefusedError):
        await run(client, "open")
    assert "Never retry here" in draft.read_text("utf-8")
    (tmp_path / "memory").unlink()
    client.tell("textDocument/didSave", {"textDocument": {"uri": draft.as_uri()}})
    await client.until(lambda: "Never retry here" in project.titles(), 20)
