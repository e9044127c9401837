"""Finding the project of a file, however it was opened (L15, L22-L24, L26)."""

import os
from pathlib import Path

import pytest

from tests.wire.conftest import ABLE
from tests.wire.project import PAY, Project, at, opened
from tests.wire.test_notes import titles, until_titles

TITLE = "Pitfall: attempts stays at 3"


def made(home, name, title="attempts stays at 3", **how):
    project = Project(home, name, **how)
    project.write("pay.py", PAY)
    project.note("pay.py", "charge", title)
    return project


async def test_each_file_has_the_notes_of_its_own_root(start, tmp_path):
    outer = made(tmp_path, "outer", "the outer one")
    inner = made(outer.root, "inner", "the inner one", memory=tmp_path)
    client = await start()
    folders = [{"uri": each.root.as_uri(), "name": "x"} for each in (outer, inner)]
    await client.initialize(profile=ABLE, workspaceFolders=folders)
    assert await titles(client, opened(client, outer, "pay.py")) == ["Pitfall: the outer one"]
    assert await titles(client, opened(client, inner, "pay.py")) == ["Pitfall: the inner one"]


async def test_workspace_folders_can_be_added_and_removed(start, tmp_path):
    first, second = made(tmp_path, "first"), made(tmp_path, "second", "only here", with_git=False)
    client = await start()
    await client.initialize(first.root, profile=ABLE)
    folder = {"uri": second.root.as_uri(), "name": "second"}
    event = {"added": [folder], "removed": []}
    client.tell("workspace/didChangeWorkspaceFolders", {"event": event})
    uri = opened(client, second, "pay.py")
    assert await titles(client, uri) == ["Pitfall: only here"]
    event = {"added": [], "removed": [folder]}
    client.tell("workspace/didChangeWorkspaceFolders", {"event": event})
    await until_titles(client, uri, ["Pitfall: only here"])
    assert await titles(client, opened(client, first, "pay.py")) == [TITLE]


async def test_a_single_file_without_a_root_has_its_notes(start, tmp_path):
    project = made(tmp_path, "shop")
    client = await start()
    await client.initialize(profile=ABLE)
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


@pytest.mark.parametrize("root", ["/", "home"])
async def test_a_root_that_is_everything_is_not_searched(start, tmp_path, root):
    project = made(tmp_path, "shop")
    client = await start()
    await client.initialize(Path(root) if root == "/" else tmp_path, profile=ABLE)
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
async def test_a_symlink_to_the_root_is_the_same_project(start, tmp_path):
    project = made(tmp_path, "shop")
    (tmp_path / "link").symlink_to(project.root)
    client = await start()
    await client.initialize(tmp_path / "link", profile=ABLE)
    text = (project.root / "pay.py").read_text("utf-8")
    for folder in ("link", "shop"):
        uri = (tmp_path / folder / "pay.py").as_uri()
        item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        client.tell("textDocument/didOpen", {"textDocument": item})
        assert await titles(client, uri) == [TITLE]


async def test_a_worktree_shares_the_notes(start, tmp_path):
    project = made(tmp_path, "shop")
    project.git("worktree", "add", "-q", "-b", "topic", str(tmp_path / "tree"))
    client = await start()
    await client.initialize(tmp_path / "tree", profile=ABLE)
    uri = (tmp_path / "tree" / "pay.py").as_uri()
    item = {"uri": uri, "languageId": "python", "version": 1, "text": PAY}
    client.tell("textDocument/didOpen", {"textDocument": item})
    assert await titles(client, uri) == [TITLE]


async def test_a_dangling_git_file_is_treated_as_no_git(start, tmp_path):
    project = Project(tmp_path, "shop", with_git=False)
    (project.root / ".git").write_text("gitdir: /nowhere/at/all\n")
    project.write("pay.py", PAY)
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await start()
    await client.initialize(project.root, profile=ABLE)
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


async def test_an_untrusted_folder_shows_the_users_own_notes_and_runs_no_git(start, tmp_path):
    """S63."""
    project = made(tmp_path, "shop")
    client = await start()
    await client.initialize(project.root, profile=ABLE, options={"trusted": False})
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]
    params = {"command": "chesterton.status", "arguments": [{}]}
    status = await client.ask("workspace/executeCommand", params)
    assert [each["git"] for each in status["projects"]] == [False]


async def test_only_confirmed_notes_are_shown_in_an_untrusted_folder(start, tmp_path):
    """S63."""
    project = made(tmp_path, "shop")
    project.notes("pay.py", [("refund", "perhaps never twice")], proposed=True)
    client = await start()
    await client.initialize(project.root, profile=ABLE, options={"trusted": False})
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    assert await client.ask("textDocument/hover", at(uri, 8, 6)) is None


async def test_the_settings_of_an_untrusted_folder_are_not_read(start, tmp_path):
    """S63."""
    project = made(tmp_path, "shop")
    project.write(".chesterton.toml", 'exclude = ["**"]\n')
    client = await start()
    await client.initialize(project.root, profile=ABLE, options={"trusted": False})
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]
