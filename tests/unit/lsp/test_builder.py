"""Table builds while settings, folders and other documents change (L22, L23)."""

import asyncio

from lsprotocol import types as lsp

from chesterton.lsp import router
from chesterton.lsp.document import scheduler as module
from chesterton.lsp.features import configuration, files
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import load
from chesterton.model.errors import UserError
from tests.unit.lsp.editing import Gate, Running

REFRESH = lsp.WORKSPACE_CODE_LENS_REFRESH


async def test_folders_that_change_during_a_build_do_not_hide_notes(running, monkeypatch):
    """A regression: a response at that moment was empty, and no refresh followed."""
    slow = Gate(module.repository_values)
    monkeypatch.setattr(module, "repository_values", slow)
    document = running.opened()
    await slow.reached()
    gone = lsp.WorkspaceFolder("file:///elsewhere", "elsewhere")
    event = lsp.WorkspaceFoldersChangeEvent(added=[], removed=[gone])
    files.on_folders(running.session, lsp.DidChangeWorkspaceFoldersParams(event))
    slow.open()
    await asyncio.wait_for(document.is_settled.wait(), 30)
    assert len(running.lenses(document)) == 1
    await running.current(document)
    assert document.home is not None


async def test_a_refresh_is_requested_once_notes_become_readable(running, monkeypatch):
    find, error = running.session.projects.find_home, UserError("the memory is busy", "try again")

    def fails(*_where):
        raise error

    monkeypatch.setattr(running.session.projects, "find_home", fails)
    document = running.opened()
    await asyncio.wait_for(document.is_settled.wait(), 30)
    assert running.lenses(document) == []
    monkeypatch.setattr(running.session.projects, "find_home", find)
    running.session.documents.request_rebuild()
    await running.current(document)
    assert len(running.lenses(document)) == 1
    await running.until(lambda: REFRESH in running.wire.requests)
    assert running.wire.requests == [lsp.WORKSPACE_CODE_LENS_REFRESH]


async def test_the_first_table_requests_no_refresh(running):
    document = running.opened()
    await running.current(document)
    await asyncio.sleep(0.7)
    assert running.wire.requests == []


async def test_folders_that_change_during_the_project_lookup_trigger_another_one(
    running, monkeypatch, tmp_path
):
    outer = tmp_path / "outer"
    (outer / "inner").mkdir(parents=True)
    file = outer / "inner" / "pay.py"
    file.write_text("def charge(): ...\n", "utf-8")
    slow = Gate(running.session.projects.find_home)
    monkeypatch.setattr(running.session.projects, "find_home", slow)
    document = running.opened(file)
    await slow.reached()
    come = lsp.WorkspaceFolder(outer.as_uri(), "outer")
    event = lsp.WorkspaceFoldersChangeEvent(added=[come], removed=[])
    files.on_folders(running.session, lsp.DidChangeWorkspaceFoldersParams(event))
    slow.open()
    await running.current(document)
    assert document.home.workspace.root == outer
    assert document.home.path == "inner/pay.py"


async def test_a_document_keeps_its_project_until_another_is_found(running, monkeypatch):
    """A note written meanwhile is about the buffer, not about the file on disk."""
    document = await running.shown()
    workspace = document.home.workspace
    slow = Gate(running.session.projects.find_home)
    monkeypatch.setattr(running.session.projects, "find_home", slow)
    event = lsp.WorkspaceFoldersChangeEvent(
        added=[lsp.WorkspaceFolder("file:///elsewhere", "elsewhere")], removed=[]
    )
    files.on_folders(running.session, lsp.DidChangeWorkspaceFoldersParams(event))
    await slow.reached()
    assert running.session.documents.in_project(workspace) == [document]
    slow.open()
    await running.current(document)


# --- failures


async def test_an_exception_in_a_build_leaves_no_request_waiting(running, monkeypatch):
    def fails(root):
        raise RuntimeError(root)

    monkeypatch.setattr(module, "repository_values", fails)
    document = running.opened()
    await asyncio.wait_for(document.is_settled.wait(), 5)
    monkeypatch.undo()


async def test_a_document_disabled_while_typing_is_not_rebuilt_every_second(project, monkeypatch):
    running = Running(project, configuration=True)
    set_options(running, enable=True)
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0.05)
    document = await running.shown()
    running.change(document, "attempts=3", "attempts=4")
    await running.until(lambda: not document.built.is_full)
    set_options(running, enable=False)
    tell_options(running)
    await running.until(lambda: not document.has_table)
    await running.until(lambda: not document.is_building)
    set_options(running, enable=True)
    tell_options(running)
    await running.until(lambda: len(running.lenses(document)) == 1)
    await running.session.end()


async def test_a_refresh_is_requested_if_the_first_table_came_too_late(running, monkeypatch):
    """The earlier response was empty."""
    monkeypatch.setattr(router, "_FIRST_TABLE_SECONDS", 0.05)
    slow = Gate(module.update_or_build)
    monkeypatch.setattr(module, "update_or_build", slow)
    board = router.Router(running.session)
    board.load(load(REGISTRY))
    document = running.opened()
    identifier = lsp.TextDocumentIdentifier(document.uri)
    ask = board.handlers()[lsp.TEXT_DOCUMENT_CODE_LENS]
    assert await ask(lsp.CodeLensParams(identifier)) == []
    slow.open()
    await running.current(document)
    assert len(ask(lsp.CodeLensParams(identifier))) == 1
    await running.until(lambda: REFRESH in running.wire.requests)


# --- settings


def set_options(running, **values):
    """Sets the editor's settings."""

    async def answer(_params):
        return [values]

    running.wire.answers[lsp.WORKSPACE_CONFIGURATION] = answer


def tell_options(running):
    configuration.on_change(running.session, lsp.DidChangeConfigurationParams(None))


async def test_settings_that_change_during_a_build_are_requested(project, monkeypatch):
    running = Running(project, configuration=True)
    set_options(running, enable=True)
    slow = Gate(module.update_or_build)
    monkeypatch.setattr(module, "update_or_build", slow)
    document = running.opened()
    await slow.reached()
    set_options(running, codeLens={"enabled": False})
    tell_options(running)
    slow.open()
    await running.current(document)
    assert not document.settings.code_lens_enabled
    assert running.lenses(document) == []
    await running.session.end()


async def test_a_late_response_with_old_settings_is_ignored(project):
    running = Running(project, configuration=True)
    requested, goes_on = asyncio.Event(), asyncio.Event()

    async def late(_params):
        requested.set()
        await goes_on.wait()
        return [{"enable": True}]

    running.wire.answers[lsp.WORKSPACE_CONFIGURATION] = late
    document = running.opened()
    await requested.wait()
    set_options(running, codeLens={"enabled": False})
    tell_options(running)
    goes_on.set()
    await running.current(document)
    assert not document.settings.code_lens_enabled
    await running.session.end()


async def test_settings_that_come_late_are_used_after_all(project, monkeypatch):
    monkeypatch.setattr(module, "_CONFIGURATION_SECONDS", 0.05)
    running = Running(project, configuration=True)
    goes_on = asyncio.Event()

    async def late(_params):
        await goes_on.wait()
        return [{"codeLens": {"enabled": False}}]

    running.wire.answers[lsp.WORKSPACE_CONFIGURATION] = late
    document = await running.shown()
    assert len(running.lenses(document)) == 1
    goes_on.set()
    await running.until(lambda: not document.settings.code_lens_enabled)
    await running.until(lambda: REFRESH in running.wire.requests)
    await running.session.end()
