"""A running server notices that the project of an open file is another by now."""

import shutil

import pytest

from chesterton.memory.opening import Location, Store, Workspace
from chesterton.memory.project import joining
from chesterton.model.author import Author
from tests.wire.conftest import ABLE
from tests.wire.project import PAY, Project, opened
from tests.wire.test_notes import run, titles, until_titles

URL = "https://git.example/team/shop.git"
ME = Author("tests", is_agent=False, name="Ana")
NOTE, LATER = "Pitfall: before", "Pitfall: later"


@pytest.fixture
async def editor(start):
    """Opens the file `pay.py` of a project in a server; the client and the address."""

    async def begin(project):
        client = await start()
        await client.initialize(project.root, profile=ABLE)
        return client, opened(client, project, "pay.py")

    return begin


def in_store(project, work):
    """Runs what another process does in the folder of a project."""
    store = Store.open(Location(project.memory))
    workspace = Workspace.open(project.root, store)
    try:
        work(workspace)
    finally:
        workspace.close()
        store.close()


def initialised(project):
    project.with_git = True
    project.git("init", "-q", "-b", "main", "--template=")
    project.write("pay.py")


async def test_a_repository_is_made_in_a_folder_without_git(editor, tmp_path):
    project = Project(tmp_path, with_git=False)
    project.write("pay.py")
    client, uri = await editor(project)
    assert await titles(client, uri) == []
    initialised(project)
    project.note("pay.py", "charge", "before")
    await until_titles(client, uri, [NOTE])
    assert [each["git"] for each in (await run(client, "status"))["projects"]] == [True]


async def test_a_repository_is_made_in_a_noted_folder(editor, tmp_path):
    project = Project(tmp_path, with_git=False)
    project.write("pay.py")
    project.note("pay.py", "charge", "before")
    client, uri = await editor(project)
    assert await titles(client, uri) == [NOTE]
    initialised(project)
    project.note("pay.py", "refund", "later")
    await until_titles(client, uri, [NOTE, LATER])


async def test_a_folder_is_made_a_project_in_the_terminal(editor, tmp_path):
    project = Project(tmp_path, with_git=False)
    project.write("pay.py")
    client, uri = await editor(project)
    in_store(project, lambda workspace: joining.add(workspace, by=ME))
    project.note("pay.py", "charge", "before")
    await until_titles(client, uri, [NOTE])


async def test_a_repository_is_made_around_an_open_file(editor, tmp_path):
    outer = Project(tmp_path)
    outer.write("inner/pay.py")
    inner = Project(outer.root / "x", "y", memory=tmp_path)
    inner.root = outer.root / "inner"
    outer.note("inner/pay.py", "charge", "before")
    client, uri = await editor(inner)
    assert await titles(client, uri) == [NOTE]
    initialised(inner)
    inner.note("pay.py", "refund", "later")
    await until_titles(client, uri, [NOTE, LATER])


async def test_the_first_commit_is_made(editor, tmp_path):
    project = Project(tmp_path)
    project.write("pay.py", commit=False)
    project.note("pay.py", "charge", "before")
    client, uri = await editor(project)
    assert await titles(client, uri) == [NOTE]
    project.write("pay.py")
    project.note("pay.py", "refund", "later")
    await until_titles(client, uri, [NOTE, LATER])


async def test_the_history_is_rewritten(editor, tmp_path):
    project = Project(tmp_path)
    project.write("pay.py")
    project.note("pay.py", "charge", "before")
    client, uri = await editor(project)
    assert await titles(client, uri) == [NOTE]
    project.git("commit", "-q", "--amend", "-m", "Reworded")
    project.git("reflog", "expire", "--expire=now", "--all")
    project.git("gc", "-q", "--prune=now")
    project.note("pay.py", "refund", "later")
    await until_titles(client, uri, [NOTE, LATER])


async def test_a_remote_is_added_that_another_project_has(editor, tmp_path):
    other = Project(tmp_path, "other")
    other.write("pay.py")
    other.git("remote", "add", "origin", URL)
    other.note("pay.py", "charge", "before")
    project = Project(tmp_path)
    project.write("other.py")
    project.write("pay.py")
    project.note("pay.py", "refund", "later")
    client, uri = await editor(project)
    assert await titles(client, uri) == [LATER]
    project.git("remote", "add", "origin", URL)
    await until_titles(client, uri, [NOTE, LATER])
    await client.until(lambda: client.requests("window/showMessageRequest"))


async def test_projects_are_joined_and_separated_in_the_terminal(editor, tmp_path):
    other = Project(tmp_path, "other")
    other.write("pay.py", PAY + "\n\nX = 1\n")
    other.note("pay.py", "charge", "before")
    project = Project(tmp_path)
    project.write("pay.py")
    project.note("pay.py", "refund", "later")
    client, uri = await editor(project)
    client_of_other, uri_of_other = await editor(other)
    assert await titles(client, uri) == [LATER]

    def of_other(workspace):
        (found,) = (each for each in workspace.store.projects() if each.name == "other")
        return found

    in_store(project, lambda each: joining.join(each, of_other(each), by=ME))
    await until_titles(client, uri, [NOTE, LATER])
    await until_titles(client_of_other, uri_of_other, [NOTE, LATER])
    in_store(project, lambda each: joining.separate(each, [of_other(each)], by=ME))
    await until_titles(client, uri, [LATER])
    await until_titles(client_of_other, uri_of_other, [NOTE])


async def test_the_git_folder_is_deleted(editor, tmp_path):
    project = Project(tmp_path)
    project.write("pay.py")
    project.note("pay.py", "charge", "before")
    client, uri = await editor(project)
    assert await titles(client, uri) == [NOTE]
    shutil.rmtree(project.root / ".git")
    project.note("pay.py", "refund", "later")
    await until_titles(client, uri, [NOTE, LATER])
