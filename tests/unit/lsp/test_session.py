"""A session's responses and commands while its documents change concurrently."""

import asyncio
import itertools

from lsprotocol import types as lsp

from chesterton.lsp import polling, progress, startup
from chesterton.lsp.document import open_documents, scheduler
from chesterton.lsp.features import files, remember
from chesterton.lsp.projects import Workspace
from chesterton.memory.margin import comments
from chesterton.model.errors import UserError
from tests.unit.lsp.editing import Gate, Running
from tests.wire.project import PAY

REFRESH = lsp.WORKSPACE_CODE_LENS_REFRESH
SHOW_MESSAGE = lsp.WINDOW_SHOW_MESSAGE
INLAY_REFRESH = lsp.WORKSPACE_INLAY_HINT_REFRESH
CREATE = lsp.WINDOW_WORK_DONE_PROGRESS_CREATE


async def test_progress_ends_even_if_the_work_ends_as_it_is_shown(project, monkeypatch):
    monkeypatch.setattr(progress, "_SECONDS", 0.0)
    running = Running(project, progress=True)
    requested, answer = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def create(_params):
        requested.set()
        return await asyncio.wait_for(answer, 5)

    running.wire.answers[CREATE] = create
    async with running.session.progress.during("Indexing notes"):
        await requested.wait()
        answer.set_result(None)
        await asyncio.sleep(0)
    await asyncio.sleep(0.1)
    reports = [
        params.value for method, params in running.wire.notifications if method == lsp.PROGRESS
    ]
    begun = [each for each in reports if isinstance(each, lsp.WorkDoneProgressBegin)]
    assert (len(begun), len(reports)) == (1, 2)
    await running.session.end()


async def test_opening_a_project_does_not_block_the_loop(running, monkeypatch):
    slow = Gate(Workspace.open)
    monkeypatch.setattr(Workspace, "open", slow)
    document = running.opened()
    await slow.reached()
    running.session.projects.forget_folders()  # where it waits, the project is not opened below
    assert running.session.projects.open_workspaces() == []
    slow.open()
    await running.current(document)
    assert [each.root for each in running.session.projects.open_workspaces()] == [
        running.project.root
    ]


async def test_closing_a_file_unsaved_undoes_a_move_into_it(running):
    head, rest = PAY.split("def charge")
    body, tail = rest.split("\n\n\n", 1)
    running.project.write("other.py", "import os\n", commit=False)
    other = await running.shown("other.py", "import os\n\n\ndef charge" + body + "\n")
    document = await running.shown("pay.py", head + tail)
    assert running.wire.published(document.uri)[-1] == []
    running.session.documents.close(other.uri)
    await running.until(lambda: running.wire.published(document.uri)[-1])
    assert [each.code for each in running.wire.published(document.uri)[-1]] == ["deleted"]


async def test_a_new_note_requests_a_refresh_of_hints(project):
    running = Running(project, configuration=True, inlay_refresh=True)

    async def answer(_params):
        return [{"inlayHints": {"enabled": True}}]

    running.wire.answers[lsp.WORKSPACE_CONFIGURATION] = answer
    await running.shown()
    project.note("pay.py", "refund", "Refunds are final")
    await running.session.documents.show_changes()
    await running.until(lambda: INLAY_REFRESH in running.wire.requests)
    await running.session.end()


# --- what is remembered of a text that changes


async def test_a_document_closed_meanwhile_is_read_from_disk(running, monkeypatch):
    document = await running.shown()
    slow = Gate(scheduler.update_or_build)
    monkeypatch.setattr(scheduler, "update_or_build", slow)
    running.change(document, "attempts=3", "attempts=4")
    await slow.reached()
    waiting = asyncio.create_task(running.session.documents.parsed(document.home.workspace))
    await asyncio.sleep(0)
    running.session.documents.close(document.uri)
    assert await waiting == {}
    slow.open()


async def test_a_note_is_linked_to_its_line_before_the_text_is_parsed(running, monkeypatch):
    monkeypatch.setattr(open_documents, "_SETTLE_SECONDS", 0.05)
    document = await running.shown()
    slow = Gate(scheduler.update_or_build)
    monkeypatch.setattr(scheduler, "update_or_build", slow)
    running.change(document, "def charge", "def audit():\n    return 1\n\n\n\ndef charge")
    await slow.reached()
    line = next(n for n in range(20) if "def charge" in document.text.line(n))
    where = {"uri": document.uri, "line": line}
    stored = await remember.run_remember(running.session, {**where, "text": "Audit comes first"})
    slow.open()
    assert stored["anchor"]["symbol"] == "charge"


def commented(running):
    """Opens a document with a comment to store and remove; returns it and the comment's range."""

    async def answer(_params):
        return [{"capture": {"keepComment": False}}]

    running.wire.answers[lsp.WORKSPACE_CONFIGURATION] = answer
    text = PAY.replace("def refund", "# WHY: a refund is final\ndef refund")
    line = text.split("\n").index("# WHY: a refund is final")
    point = {"line": line, "character": 3}
    return text, {"start": point, "end": point}


async def test_a_stored_comment_is_removed_from_the_text(project):
    running = Running(project, configuration=True)
    text, place = commented(running)
    document = await running.shown(text=text)
    edits = await applied(running, remember.run_remember_comment, document, place)
    (edit,) = edits[0].edit.changes[document.uri]
    assert (edit.range.start.line, edit.range.end.line) == (8, 9)
    await running.session.end()


async def test_no_line_is_removed_from_a_text_that_was_edited_meanwhile(project, monkeypatch):
    """The comment stays, and is removed when it is stored again."""
    running = Running(project, configuration=True)
    text, place = commented(running)
    document = await running.shown(text=text)
    slow = Gate(comments.remember)
    monkeypatch.setattr(comments, "remember", slow)
    work = asyncio.create_task(applied(running, remember.run_remember_comment, document, place))
    await slow.reached()
    running.change(document, "def charge", "import os\n\n\ndef charge")
    slow.open()
    assert await work == []
    assert "a refund is final" in project.titles()
    await running.session.end()


async def applied(running, run, document, place):
    """Runs a command and returns the edits it sent to the editor."""
    edits = []

    async def apply(params):
        edits.append(params)
        return lsp.ApplyWorkspaceEditResult(applied=True)

    running.wire.answers[lsp.WORKSPACE_APPLY_EDIT] = apply
    await run(running.session, {"uri": document.uri, "range": place})
    return edits


async def test_changed_repository_settings_apply_to_open_files(running):
    document = await running.shown()
    running.project.write(".chesterton.toml", 'exclude = ["pay.py"]\n', commit=False)
    uri = running.project.uri(".chesterton.toml")
    await running.shown(".chesterton.toml")
    files.on_save(running.session, lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
    await running.until(lambda: not document.has_table)
    await running.until(lambda: REFRESH in running.wire.requests)


async def test_a_failed_lookup_is_retried(running, monkeypatch):
    monkeypatch.setattr(polling, "_SECONDS", 0.02)
    monkeypatch.setattr(polling, "_UNSERVED_SECONDS", 1)
    works = scheduler.update_or_build

    def fails(*_what):
        monkeypatch.setattr(scheduler, "update_or_build", works)
        raise UserError("the memory is busy", "try again")

    document = await running.shown()
    running.session.tasks.spawn(
        "change_token", polling.poll(running.session, running.session.projects)
    )
    await asyncio.sleep(0.3)  # much may have happened before the change_token first looked
    await running.current(document)
    monkeypatch.setattr(scheduler, "update_or_build", fails)
    running.session.documents.request_rebuild()
    hints = running.wire.published(document.uri)[-1]
    await running.until(lambda: running.wire.published(document.uri)[-2:] == [[], hints])


async def test_late_loading_does_not_wait_for_each_document(running, monkeypatch):
    slow = Gate(scheduler.update_or_build)
    monkeypatch.setattr(scheduler, "update_or_build", slow)
    for n in range(3):  # there are four threads
        running.project.write(f"file_{n}.py", PAY, commit=False)
        running.opened(f"file_{n}.py")
    waited, wait_for = [], asyncio.wait_for

    def counted(work, seconds):
        waited.append(seconds)
        return wait_for(work, seconds)

    monkeypatch.setattr(startup, "_FIRST_TABLE_SECONDS", 0.03125)
    monkeypatch.setattr(asyncio, "wait_for", counted)
    assert await startup.load_requests(running.session)
    assert waited.count(0.03125) == 1
    slow.open()


async def remembered(running, monkeypatch, at, *typed, selected=False):
    """Writes a note on the line with `at` while a function is typed before each of `typed`."""
    document = await running.shown()
    slow = Gate(scheduler.update_or_build)
    monkeypatch.setattr(scheduler, "update_or_build", slow)
    running.change(document, "return card.refund()", "return card.refund(1)")
    await slow.reached()
    line = next(n for n in range(20) if at in document.text.line(n))
    place = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 80}}
    aim = {"range": place} if selected else {"line": line}
    where = {"uri": document.uri, "text": "Charged once", **aim}
    work = asyncio.create_task(remember.run_remember(running.session, where))
    await asyncio.sleep(0)
    for before, name in zip(typed, ("audit", "send"), strict=False):
        running.change(document, before, f"def {name}():\n    return 1\n\n\n{before}")
    slow.open()
    return await work


async def test_a_note_is_on_the_intended_line_despite_typing_above(running, monkeypatch):
    stored = await remembered(running, monkeypatch, "def refund", "def charge")
    assert stored["anchor"]["symbol"] == "refund"


async def test_a_note_is_on_the_intended_line_despite_typing_around_it(running, monkeypatch):
    stored = await remembered(running, monkeypatch, "def charge", "def charge", "def refund")
    assert stored["anchor"]["symbol"] == "charge"


async def test_the_selected_lines_are_quoted_despite_typing_above(running, monkeypatch):
    stored = await remembered(running, monkeypatch, "card.pay", "def charge", selected=True)
    assert stored["anchor"]["quote"].strip() == "return card.pay(attempts)"


async def test_of_consecutive_errors_the_user_sees_only_the_first(running, monkeypatch):
    document = await running.shown()
    numbers = itertools.count()

    def fails(*_what):
        raise UserError(f"the memory is busy, {next(numbers)}", "try again")

    monkeypatch.setattr(scheduler, "update_or_build", fails)
    for _ in range(3):
        await running.session.documents.show_changes()
    messages = [
        params.message for method, params in running.wire.notifications if method == SHOW_MESSAGE
    ]
    assert messages == ["the memory is busy, 0; try again"]
    assert document.is_refused


async def test_an_error_hidden_behind_another_is_shown_when_it_recurs_alone(running, monkeypatch):
    await running.shown()
    works, troubles = (
        scheduler.update_or_build,
        ["the memory is busy", "the disk is full", None] * 2,
    )

    def made(*what):
        trouble = troubles.pop(0)
        if trouble is None:
            return works(*what)
        raise UserError(trouble, "try again")

    monkeypatch.setattr(scheduler, "update_or_build", made)
    for _ in range(3):
        await running.session.documents.show_changes()
    del troubles[0]
    await running.session.documents.show_changes()
    messages = [
        params.message for method, params in running.wire.notifications if method == SHOW_MESSAGE
    ]
    assert messages == ["the memory is busy; try again", "the disk is full; try again"]
