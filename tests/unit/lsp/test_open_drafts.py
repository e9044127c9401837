"""What is told of a draft while it is written, and what becomes of it."""

import asyncio

from lsprotocol import types as lsp

from chesterton.lsp import open_drafts
from chesterton.lsp.convert import uri_of
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


def test_only_what_is_wrong_is_underlined_not_the_explanation_behind_it():
    (told,) = problems_of(DRAFT)
    assert told.message.startswith("kind must be pitfall, ")
    line = DRAFT.splitlines()[told.range.start.line]
    assert line[: told.range.end.character] == "kind: reason"


# --- drafts in a session


def draft_in(running, document, title="Never retry here", about="pay.py::charge"):
    """A draft that the editor was asked to show, not yet filled in; how it is saved."""
    workspace = document.home.workspace
    path = draft_files.create(workspace, "")
    draft = running.session.drafting.watch(path, workspace)
    text = f"---\nkind: decision\nabout: {about}\n---\n{title}\n"
    return draft, lambda: path.write_text(text, "utf-8")


def messages(running):
    return [params.message for method, params in running.wire.told if method == SHOW_MESSAGE]


async def test_what_is_wrong_with_a_draft_is_not_told_once_it_is_closed(running):
    draft, save = draft_in(running, await running.shown(), about="pay.py::nothing")
    uri = uri_of(draft.path)
    running.session.documents.open(lsp.TextDocumentItem(uri, "markdown", 1, ""))
    save()
    await running.session.drafting.saved(draft)
    assert running.wire.published(uri)[-1][0].message.startswith("there is no ")
    running.session.documents.close(uri)
    assert running.wire.published(uri)[-1] == []


async def test_a_draft_that_is_seen_by_two_ways_is_told_once(running):
    draft, save = draft_in(running, await running.shown())
    save()
    await asyncio.gather(*(running.session.drafting.saved(draft) for _ in range(2)))
    await running.session.drafting.saved(draft)
    assert messages(running) == ["Remembered: Never retry here"]


async def test_a_draft_saved_as_the_editor_goes_is_stored_whatever_is_under_way(
    running, monkeypatch
):
    document = await running.shown()
    draft, save = draft_in(running, document)
    slow = Gate(scheduler.made)
    monkeypatch.setattr(scheduler, "made", slow)
    running.change(document, "attempts=3", "attempts=4")
    await slow.reached()
    save()
    saving = running.session.tasks.spawn("saving", running.session.drafting.saved(draft))
    await asyncio.sleep(0.05)
    assert not saving.done()
    await running.session.end()
    slow.open()
    assert "Never retry here" in running.project.titles()
    assert not draft.path.exists()


async def test_a_draft_that_cannot_be_removed_does_not_end_the_watch_of_others(
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
    await running.until(lambda: running.session.drafting.known(stuck.path) is None)
    save()
    await running.until(lambda: messages(running))
    assert "Never retry here" in running.project.titles()


async def test_a_draft_of_a_server_before_is_stored_in_the_project_it_was_written_for(
    tmp_path, monkeypatch
):
    """Without git it lies outside of the project."""
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
    uri = uri_of(draft.path)
    params = lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri))
    await drafts.on_save(running.session, params)
    assert messages(running) == ["Remembered: Never retry here"]
    await running.current(document)
    assert len(running.lenses(document)) == 2
    await running.session.end()


async def test_a_draft_that_is_closed_while_it_is_looked_at_is_not_missed(running):
    """It is stored and its file is gone: nothing is wrong with it."""
    draft, save = draft_in(running, await running.shown())
    save()
    watching = running.session.drafting
    await asyncio.gather(watching.closed(draft.path), watching.saved(draft))
    assert not draft.path.exists()
    assert messages(running) == ["Remembered: Never retry here"]
