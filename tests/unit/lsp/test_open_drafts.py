"""Open drafts: diagnostics while they are edited, and storing them."""

import asyncio
import threading

from lsprotocol import types as lsp

from chesterton.lsp import open_drafts
from chesterton.lsp.document import scheduler
from chesterton.lsp.features import drafts
from chesterton.lsp.open_drafts import problems_of
from chesterton.memory.drafts import draft_files
from chesterton.store.location import DATA_VARIABLE
from tests.unit.lsp.editing import Gate, Running
from tests.wire.project import Project

SHOW_MESSAGE = lsp.WINDOW_SHOW_MESSAGE

DRAFT = """\
---
kind: reason              # pitfall: don't do this again · incident: what happened, when
about: pay.py::charge
---
Lock on payment_id
"""


def test_the_comment_after_an_invalid_value_is_not_underlined():
    (diagnostic,) = problems_of(DRAFT)
    assert diagnostic.message.startswith("kind must be pitfall, ")
    line = DRAFT.splitlines()[diagnostic.range.start.line]
    assert line[: diagnostic.range.end.character] == "kind: reason"


# --- drafts in a session


def draft_in(running, document, title="Never retry here", about="pay.py::charge"):
    """Opens a draft that is not filled in; returns a function that saves it."""
    workspace = document.home.workspace
    path = draft_files.create(workspace, "")
    draft = running.session.drafts.watch(path, workspace)
    text = f"---\nkind: decision\nabout: {about}\n---\n{title}\n"
    return draft, lambda: path.write_text(text, "utf-8")


def messages(running):
    return [
        params.message for method, params in running.wire.notifications if method == SHOW_MESSAGE
    ]


async def test_no_diagnostics_are_published_for_a_closed_draft(running):
    draft, save = draft_in(running, await running.shown(), about="pay.py::nothing")
    uri = draft.path.as_uri()
    running.session.documents.open(lsp.TextDocumentItem(uri, "markdown", 1, ""))
    save()
    await running.session.drafts.saved(draft)
    assert running.wire.published(uri)[-1][0].message.startswith("there is no ")
    running.session.documents.close(uri)
    assert running.wire.published(uri)[-1] == []


async def test_a_save_seen_by_polling_and_by_the_editor_is_reported_once(running):
    draft, save = draft_in(running, await running.shown())
    save()
    await asyncio.gather(*(running.session.drafts.saved(draft) for _ in range(2)))
    await running.session.drafts.saved(draft)
    assert messages(running) == ["Remembered: Never retry here"]


async def test_a_draft_saved_as_the_editor_exits_is_stored(running, monkeypatch):
    document = await running.shown()
    draft, save = draft_in(running, document)
    slow = Gate(scheduler.update_or_build)
    monkeypatch.setattr(scheduler, "update_or_build", slow)
    running.change(document, "attempts=3", "attempts=4")
    await slow.reached()
    save()
    saving = running.session.tasks.spawn("saving", running.session.drafts.saved(draft))
    await asyncio.sleep(0.05)
    assert not saving.done()
    await running.session.end()
    slow.open()
    assert "Never retry here" in running.project.titles()
    assert not draft.path.exists()


async def test_a_draft_that_cannot_be_deleted_does_not_stop_polling_the_others(
    running, monkeypatch
):
    monkeypatch.setattr(open_drafts, "_SECONDS", 0.02)
    monkeypatch.setattr(open_drafts, "_IDLE_SECONDS", 0)

    def fails(path):
        raise PermissionError(path)

    monkeypatch.setattr(draft_files, "wipe", fails)
    document = await running.shown()
    stuck, _ = draft_in(running, document)
    stuck.is_done = True
    _, save = draft_in(running, document)
    await running.until(lambda: running.session.drafts.draft_at(stuck.path) is None)
    save()
    await running.until(lambda: messages(running))
    assert "Never retry here" in running.project.titles()


async def test_a_draft_of_a_previous_server_is_stored_in_its_project(tmp_path, monkeypatch):
    """Without git the draft is outside of the project."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "memory"))
    monkeypatch.setattr("platformdirs.user_runtime_path", lambda *_, **__: tmp_path / "runtime")
    project = Project(tmp_path, with_git=False)
    project.write("pay.py")
    project.note("pay.py", "refund", "Refunds are final")
    before = Running(project)
    draft, save = draft_in(before, await before.shown())
    await before.session.end()
    running = Running(project)
    document = await running.shown()
    draft_files.write(draft.path, "")
    save()
    uri = draft.path.as_uri()
    params = lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri))
    await drafts.on_save(running.session, params)
    assert messages(running) == ["Remembered: Never retry here"]
    await running.current(document)
    assert len(running.lenses(document)) == 2
    await running.session.end()


async def test_closing_a_draft_while_it_is_checked_reports_no_problem(running):
    """It was stored and its file was deleted."""
    draft, save = draft_in(running, await running.shown())
    save()
    watching = running.session.drafts
    await asyncio.gather(watching.closed(draft.path), watching.saved(draft))
    assert not draft.path.exists()
    assert messages(running) == ["Remembered: Never retry here"]


async def test_a_draft_that_the_store_cannot_take_is_stored_when_it_can(running, monkeypatch):
    monkeypatch.setattr(open_drafts, "_SECONDS", 0.01)
    monkeypatch.setattr(open_drafts, "_RETRY_SECONDS", 0.05)
    draft, save = draft_in(running, await running.shown())
    with monkeypatch.context() as broken:
        broken.setattr("chesterton.store.file_state.read_only_reason", lambda _: "it is read-only")
        broken.setattr("chesterton.store.outbox.make_private", _refused)
        save()
        await _until(lambda: messages(running))
        await asyncio.sleep(0.3)
        (message,) = messages(running)
        assert f"your text is kept in {draft.path}" in message
    await _until(lambda: draft.is_done)
    assert messages(running)[1:] == ["Remembered: Never retry here"]
    assert "Never retry here" in running.project.titles()


def _refused(_folder):
    raise PermissionError(13, "Permission denied")


async def _until(holds):
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError


async def test_what_redacts_is_loaded_while_a_draft_is_written(running, monkeypatch):
    prepared = threading.Event()
    monkeypatch.setattr(open_drafts.save_draft, "prepare", prepared.set)
    draft_in(running, await running.shown())
    await running.until(prepared.is_set)
