"""Finding the project of a file, however it was opened (L15, L22-L24, L26)."""

import os
from pathlib import Path

import pytest

from tests.wire.client import RefusedError
from tests.wire.conftest import ABLE
from tests.wire.project import PAY, Project, at, opened
from tests.wire.test_notes import titles, until_titles

TITLE = "Pitfall: attempts stays at 3"


def made(home, name, title="attempts stays at 3", **how):
    project = Project(home, name, **how)
    project.write("pay.py", PAY)
    project.note("pay.py", "charge", title)
    return project


async def test_each_file_has_the_notes_of_its_own_root(fork, tmp_path):
    outer = made(tmp_path, "outer", "the outer one")
    inner = made(outer.root, "inner", "the inner one", memory=tmp_path)
    client = await fork()
    folders = [{"uri": each.root.as_uri(), "name": "x"} for each in (outer, inner)]
    await client.initialize(profile=ABLE, workspaceFolders=folders)
    assert await titles(client, opened(client, outer, "pay.py")) == ["Pitfall: the outer one"]
    assert await titles(client, opened(client, inner, "pay.py")) == ["Pitfall: the inner one"]


async def test_workspace_folders_can_be_added_and_removed(fork, tmp_path):
    first, second = made(tmp_path, "first"), Project(tmp_path, "second", with_git=False)
    second.write("own.py", "def own():\n    return 1\n")
    second.note("own.py", "own", "only here")
    client = await fork()
    await client.initialize(first.root, profile=ABLE)
    folder = {"uri": second.root.as_uri(), "name": "second"}
    event = {"added": [folder], "removed": []}
    client.tell("workspace/didChangeWorkspaceFolders", {"event": event})
    uri = opened(client, second, "own.py")
    assert await titles(client, uri) == ["Pitfall: only here"]
    event = {"added": [], "removed": [folder]}
    client.tell("workspace/didChangeWorkspaceFolders", {"event": event})
    await until_titles(client, uri, ["Pitfall: only here"])
    assert await titles(client, opened(client, first, "pay.py")) == [TITLE]


async def test_a_single_file_without_a_root_has_its_notes(fork, tmp_path):
    project = made(tmp_path, "shop")
    client = await fork()
    await client.initialize(profile=ABLE)
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


@pytest.mark.parametrize("root", ["/", "home"])
async def test_a_root_that_is_everything_is_not_searched(fork, tmp_path, root):
    project = made(tmp_path, "shop")
    client = await fork()
    await client.initialize(Path(root) if root == "/" else tmp_path, profile=ABLE)
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
async def test_a_symlink_to_the_root_is_the_same_project(fork, tmp_path):
    project = made(tmp_path, "shop")
    (tmp_path / "link").symlink_to(project.root)
    client = await fork()
    await client.initialize(tmp_path / "link", profile=ABLE)
    text = (project.root / "pay.py").read_text("utf-8")
    for folder in ("link", "shop"):
        uri = (tmp_path / folder / "pay.py").as_uri()
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": item})
        assert await titles(client, uri) == [TITLE]


async def test_a_worktree_shares_the_notes(fork, tmp_path):
    project = made(tmp_path, "shop")
    project.git("worktree", "add", "-q", "-b", "topic", str(tmp_path / "tree"))
    client = await fork()
    await client.initialize(tmp_path / "tree", profile=ABLE)
    uri = (tmp_path / "tree" / "pay.py").as_uri()
    item = {"uri": uri, "languageId": "python", "version": 1, "text": PAY}
    client.tell("textDocument/didOpen", {"textDocument": item})
    assert await titles(client, uri) == [TITLE]


async def test_a_dangling_git_file_is_treated_as_no_git(fork, tmp_path):
    project = Project(tmp_path, "shop", with_git=False)
    (project.root / ".git").write_text("gitdir: /nowhere/at/all\n")
    project.write("pay.py", PAY)
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await fork()
    await client.initialize(project.root, profile=ABLE)
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


async def test_an_untrusted_folder_shows_the_users_own_notes_and_runs_no_git(fork, tmp_path):
    """S63."""
    project = made(tmp_path, "shop")
    client = await fork()
    await client.initialize(project.root, profile=ABLE, options={"trusted": False})
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]
    params = {"command": "chesterton.status", "arguments": [{}]}
    status = await client.ask("workspace/executeCommand", params)
    assert [each["git"] for each in status["projects"]] == [False]


async def test_only_confirmed_notes_are_shown_in_an_untrusted_folder(fork, tmp_path):
    """S63."""
    project = made(tmp_path, "shop")
    project.notes("pay.py", [("refund", "perhaps never twice")], proposed=True)
    client = await fork()
    await client.initialize(project.root, profile=ABLE, options={"trusted": False})
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    assert await client.ask("textDocument/hover", at(uri, 8, 6)) is None


async def test_the_settings_of_an_untrusted_folder_are_not_read(fork, tmp_path):
    """S63."""
    project = made(tmp_path, "shop")
    project.write(".chesterton.toml", 'exclude = ["**"]\n')
    client = await fork()
    await client.initialize(project.root, profile=ABLE, options={"trusted": False})
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


async def remembered(client, uri):
    arguments = {"uri": uri, "line": 3, "text": "attempts stays at 3"}
    params = {"command": "chesterton.remember", "arguments": [arguments]}
    return await client.ask("workspace/executeCommand", params)


def asked(client):
    return [each["message"] for each in client.requests("window/showMessageRequest")]


def plain(tmp_path):
    project = Project(tmp_path, "plain", with_git=False)
    project.write("pay.py", PAY)
    return project


async def test_a_folder_without_git_becomes_a_project_when_the_user_says_so(fork, tmp_path):
    project = plain(tmp_path)
    client = await fork()
    client.answers["window/showMessageRequest"] = {"title": "Keep notes here"}
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    assert (await remembered(client, uri))["title"] == "attempts stays at 3"
    await remembered(client, uri)
    assert len(asked(client)) == 1
    assert await titles(client, uri) == ["2 notes · Decision: attempts stays at 3"]


@pytest.mark.parametrize("answer", [None, RefusedError({"code": -32601, "message": "unknown"})])
async def test_a_folder_without_git_stays_no_project_otherwise(fork, tmp_path, answer):
    project = plain(tmp_path)
    client = await fork()
    client.answers["window/showMessageRequest"] = answer
    await client.initialize(project.root, profile=ABLE)
    with pytest.raises(RefusedError, match="chesterton projects add"):
        await remembered(client, opened(client, project, "pay.py"))
    assert project.titles() == []


@pytest.mark.parametrize("folder", ["missing", "missing/deep/er", "shop/missing.py/x"])
async def test_a_folder_that_does_not_exist_is_no_project(fork, tmp_path, folder):
    client = await fork()
    await client.initialize(profile=ABLE)
    uri = (tmp_path / folder / "y.py").as_uri()
    item = {"uri": uri, "languageId": "python", "version": 1, "text": PAY}
    client.tell("textDocument/didOpen", {"textDocument": item})
    with pytest.raises(RefusedError, match="not in a project"):
        await remembered(client, uri)


@pytest.mark.parametrize("answer", ["Same project", "Different project", None])
async def test_the_user_is_asked_once_which_project_doubtful_notes_belong_to(
    fork, tmp_path, answer
):
    project = Project(tmp_path, "shop")
    project.write("pay.py", PAY)
    project.write("more.py", "x = 1\n")
    project.note("pay.py", "charge", "attempts stays at 3")
    clone = tmp_path / "clone"
    project.git("clone", "-q", str(project.root), str(clone))
    project.git("-C", str(clone), "remote", "remove", "origin")
    client = await fork()
    client.answers["window/showMessageRequest"] = answer and {"title": answer}
    await client.initialize(clone, profile=ABLE)
    uri = (clone / "pay.py").as_uri()
    item = {"uri": uri, "languageId": "python", "version": 1, "text": PAY}
    client.tell("textDocument/didOpen", {"textDocument": item})
    assert await titles(client, uri) == [TITLE]
    (question,) = await client.until(lambda: asked(client))
    assert "also showing 1 note from shop" in question
    if answer == "Different project":
        await until_titles(client, uri, [])
    await client.ask(
        "workspace/executeCommand", {"command": "chesterton.status", "arguments": [{}]}
    )
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    client.tell("textDocument/didOpen", {"textDocument": item})
    assert await titles(client, uri) == ([] if answer == "Different project" else [TITLE])
    assert len(asked(client)) == 1
    assert await client.shut_down() == 0
    client = await fork()
    await client.initialize(clone, profile=ABLE)
    client.tell("textDocument/didOpen", {"textDocument": item})
    assert await titles(client, uri) == ([] if answer == "Different project" else [TITLE])
    await client.ask(
        "workspace/executeCommand", {"command": "chesterton.status", "arguments": [{}]}
    )
    assert asked(client) == []  # on the same day
