"""Writing notes in a draft file, whether or not the editor attaches the server to it."""

import asyncio
import os

import pytest
import pytest_asyncio

from tests.wire.client import RefusedError, started
from tests.wire.profiles import profile
from tests.wire.project import diagnostics, opened
from tests.wire.test_notes import run, titles, until_titles

TOKEN = "ghp_" + "a1B2" * 9
POINT = {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 0}}


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(name="client")
def _client(worker):
    return worker


@pytest.fixture(name="project")
def _project(own_project):
    return own_project


@pytest_asyncio.fixture(loop_scope="module")
async def draft(client, project):
    """A draft that the server asked the editor to show: its path and the URI of the code."""
    uri = opened(client, project, "pay.py")
    shown = await run(client, "remember", uri=uri, range=POINT)
    return project.path(shown["draft"]), uri


def fill(path, title, body=""):
    text = path.read_text("utf-8")
    head, fence, rest = text.partition("(optional)\n---\n")
    path.write_text(f"{head}{fence}{title}\n\n{body}\n{rest}", "utf-8")


def show(client, path):
    """Opens the draft with didOpen."""
    item = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": path.read_text()}
    client.tell("textDocument/didOpen", {"textDocument": item})
    client.shown.append(path.as_uri())
    return path.as_uri()


async def test_a_draft_is_shown_with_the_cursor_on_its_title(client, draft):
    path, _ = draft
    (request,) = client.requests("window/showDocument")
    assert request["uri"] == path.as_uri()
    line = request["selection"]["start"]["line"]
    assert path.read_text("utf-8").split("\n")[line - 1 : line + 1] == ["---", ""]
    assert "about: pay.py::charge" in path.read_text("utf-8")
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600


async def test_saving_stores_although_no_server_is_attached_to_the_draft(client, draft):
    """Neovim without a filetype sends no didSave, so the file is polled."""
    path, uri = draft
    fill(path, "Never retry here", "The provider bans us.")
    await until_titles(client, uri, ["Decision: Never retry here"])
    messages = await client.until(lambda: client.notifications("window/showMessage"))
    assert messages == [{"type": 3, "message": "Remembered: Never retry here"}]


async def test_saving_twice_changes_the_one_note(client, draft):
    path, uri = draft
    show(client, path)
    fill(path, "Never retry here")
    client.tell("textDocument/didSave", {"textDocument": {"uri": path.as_uri()}})
    await until_titles(client, uri, ["Decision: Never retry here"])
    text = path.read_text("utf-8").replace("kind: decision", "kind: pitfall ")
    path.write_text(text.replace("Never retry", "Never, ever retry"), "utf-8")
    await until_titles(client, uri, ["Pitfall: Never, ever retry here"])


async def test_closing_leaves_no_file_behind(client, draft):
    path, uri = draft
    show(client, path)
    fill(path, "Never retry here")
    client.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
    await until_titles(client, uri, ["Decision: Never retry here"])
    await client.until(lambda: not path.exists())


async def test_closing_without_writing_discards(client, draft):
    path, uri = draft
    show(client, path)
    client.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
    await client.until(lambda: not path.exists())
    assert await titles(client, uri) == []


async def test_what_is_wrong_is_told_in_the_draft_and_nothing_is_stored(client, draft):
    path, uri = draft
    shown = show(client, path)
    fill(path, "Never retry here")
    path.write_text(path.read_text("utf-8").replace("kind: decision", "kind: wisdom"), "utf-8")
    client.tell("textDocument/didSave", {"textDocument": {"uri": shown}})
    (problem,) = await client.until(lambda: diagnostics(client, shown))
    assert problem["code"] == "draft"
    assert problem["message"].startswith("kind must be pitfall, incident")
    assert problem["range"]["start"]["line"] == 1
    assert await titles(client, uri) == []


async def test_a_problem_is_told_while_it_is_typed(client, draft):
    path, _ = draft
    shown = show(client, path)
    text = path.read_text("utf-8").replace("kind: decision", "kind: wisdom")
    text = text.replace("(optional)\n---\n", "(optional)\n---\nA title")
    params = {"textDocument": {"uri": shown, "version": 2}, "contentChanges": [{"text": text}]}
    client.tell("textDocument/didChange", params)
    await client.until(lambda: diagnostics(client, shown))


def about_drafts(client):
    """The messages shown, but for the one on projects of other tests with the same code."""
    messages = [each["message"] for each in client.notifications("window/showMessage")]
    return [each for each in messages if "shares history or code" not in each]


async def test_a_secret_is_removed_and_told_once(client, draft, project):
    path, uri = draft
    shown = show(client, path)
    fill(path, "The token is needed", f"It is {TOKEN} today.")
    client.tell("textDocument/didSave", {"textDocument": {"uri": shown}})
    await until_titles(client, uri, ["Decision: The token is needed"])
    assert (
        diagnostics(client, shown)[0]["message"]
        == "A secret was removed here before the note was stored."
    )
    messages = about_drafts(client)
    assert messages == ["A secret was removed here before the note was stored."]
    client.tell("textDocument/didClose", {"textDocument": {"uri": shown}})
    await client.until(lambda: not path.exists())
    for file in project.memory.rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes()


async def test_vscode_gets_no_toast_for_success(project):
    async with started(project.memory.parent) as editor:
        editor.answers["window/showDocument"] = {"success": True}
        await editor.initialize(project.root, profile=profile("vscode"))
        uri = opened(editor, project, "pay.py")
        shown = await run(editor, "remember", uri=uri, line=4)
        fill(project.path(shown["draft"]), "Never retry here")
        await until_titles(editor, uri, ["Decision: Never retry here"])
        assert about_drafts(editor) == []


async def test_what_is_saved_as_the_editor_goes_is_stored_and_what_is_not_goes_too(project):
    async with started(project.memory.parent) as editor:
        editor.answers["window/showDocument"] = {"success": True}
        await editor.initialize(project.root, profile=profile("vscode"))
        uri = opened(editor, project, "pay.py")
        await titles(editor, uri)
        untouched = project.path((await run(editor, "remember", uri=uri, line=4))["draft"])
        saved = project.path((await run(editor, "remember", uri=uri, line=4))["draft"])
        fill(saved, "Never retry here")
        assert await editor.shut_down() == 0
    assert not untouched.exists()
    assert not saved.exists()
    assert "Never retry here" in project.titles()


async def test_without_showing_documents_the_path_is_told(project):
    async with started(project.memory.parent) as editor:
        editor.answers["window/showDocument"] = RefusedError({"code": -32601, "message": "no"})
        await editor.initialize(project.root)
        uri = opened(editor, project, "pay.py")
        shown = await run(editor, "remember", uri=uri, line=4)
        (message,) = await editor.until(lambda: editor.notifications("window/showMessage"))
        assert str(project.path(shown["draft"])) in message["message"]


async def test_two_servers_store_one_note(client, draft):
    """Neovim may start a second server, without a root, for a draft outside of the first root."""
    path, uri = draft
    async with started(client.home) as second:
        await second.initialize()
        show(second, path)
        fill(path, "Never retry here")
        second.tell("textDocument/didSave", {"textDocument": {"uri": path.as_uri()}})
        await until_titles(client, uri, ["Decision: Never retry here"])
        await asyncio.sleep(0.6)
        assert await titles(client, uri) == ["Decision: Never retry here"]


async def test_an_edit_of_a_note_meanwhile_is_not_overwritten(client, project):
    note = project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(client, project, "pay.py")
    await until_titles(client, uri, ["Pitfall: attempts stays at 3"])
    path = project.path((await run(client, "edit", id=note))["draft"])
    shown = show(client, path)
    await run(client, "snooze", ids=[note])
    await run(client, "undo", id=note)
    path.write_text(path.read_text("utf-8").replace("attempts stays", "attempts remain"), "utf-8")
    client.tell("textDocument/didSave", {"textDocument": {"uri": shown}})
    (problem,) = await client.until(lambda: diagnostics(client, shown))
    assert "has been changed elsewhere" in problem["message"]
    assert await titles(client, uri) == ["Pitfall: attempts stays at 3"]


async def test_superseding_retires_the_old_note(client, project):
    old = project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(client, project, "pay.py")
    await until_titles(client, uri, ["Pitfall: attempts stays at 3"])
    shown = await run(client, "remember", uri=uri, line=4, supersedes=old)
    fill(project.path(shown["draft"]), "Any number of attempts")
    await until_titles(client, uri, ["Decision: Any number of attempts"])


async def test_the_review_is_a_list_to_tick(client, project):
    project.note("pay.py", "charge", "Never retry here", proposed=True)
    uri = opened(client, project, "pay.py")
    path = project.path((await run(client, "review", uri=uri))["draft"])
    text = path.read_text("utf-8")
    assert "Never retry here" in text
    path.write_text(text.replace("- [ ]", "- [x]", 1), "utf-8")
    await until_titles(client, uri, ["Pitfall: Never retry here"])
    messages = await client.until(lambda: client.notifications("window/showMessage"))
    assert messages[0]["message"] == "Reviewed: 1 kept"


async def test_drafts_are_completed_and_linked_and_code_is_not(client, draft, project):
    project.git("remote", "add", "origin", "git@github.com:shop/shop.git")
    path, uri = draft
    shown = show(client, path)
    place = {"textDocument": {"uri": shown}, "position": {"line": 1, "character": 6}}
    items = await client.ask("textDocument/completion", place)
    assert [each["label"] for each in items][:2] == ["pitfall", "incident"]
    place["position"]["line"] = 2
    items = await client.ask("textDocument/completion", place)
    assert {"pay.py::charge", "pay.py::refund"} <= {each["label"] for each in items}
    links = await client.ask("textDocument/documentLink", {"textDocument": {"uri": shown}})
    assert [each["target"] for each in links] == [f"{uri}#L4"]
    place["textDocument"] = {"uri": uri}
    assert await client.ask("textDocument/completion", place) is None
    params = {"textDocument": {"uri": uri}}
    assert await client.ask("textDocument/documentLink", params) == []
