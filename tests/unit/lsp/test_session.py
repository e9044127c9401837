"""What a session answers and does while its documents change under it."""

import asyncio

from lsprotocol import types as lsp

from chesterton.lsp.features import remember
from tests.unit.lsp.editing import Gate, Running
from tests.wire.project import PAY

INLAY_REFRESH = lsp.WORKSPACE_INLAY_HINT_REFRESH
CREATE = lsp.WINDOW_WORK_DONE_PROGRESS_CREATE


async def test_hints_are_asked_for_again_when_a_note_comes(project):
    running = Running(project, configuration=True, inlay_refresh=True)

    async def answer(_params):
        return [{"inlayHints": {"enabled": True}}]

    running.wire.answers[lsp.WORKSPACE_CONFIGURATION] = answer
    await running.shown()
    project.note("pay.py", "refund", "Refunds are final")
    await running.session.show_changes()
    await running.until(lambda: INLAY_REFRESH in running.wire.asked)
    await running.session.end()


# --- what is remembered of a text that changes


def commented(running):
    """A document with a comment that is taken out once it is remembered; the range of it."""

    async def answer(_params):
        return [{"capture": {"keepComment": False}}]

    running.wire.answers[lsp.WORKSPACE_CONFIGURATION] = answer
    text = PAY.replace("def refund", "# WHY: a refund is final\ndef refund")
    line = text.split("\n").index("# WHY: a refund is final")
    point = {"line": line, "character": 3}
    return text, {"start": point, "end": point}


async def test_a_comment_is_taken_out_of_the_text_it_stands_in(project):
    running = Running(project, configuration=True)
    text, place = commented(running)
    document = await running.shown(text=text)
    edits = await applied(running, remember.run_remember_comment, document, place)
    (edit,) = edits[0].edit.changes[document.uri]
    assert (edit.range.start.line, edit.range.end.line) == (8, 9)
    await running.session.end()


async def test_no_line_is_taken_out_of_a_text_that_was_typed_in_meanwhile(project, monkeypatch):
    """The comment stays, and goes when it is remembered again."""
    running = Running(project, configuration=True)
    text, place = commented(running)
    document = await running.shown(text=text)
    slow = Gate(remember.remember)
    monkeypatch.setattr(remember, "remember", slow)
    work = asyncio.create_task(applied(running, remember.run_remember_comment, document, place))
    await slow.reached()
    running.change(document, "def charge", "import os\n\n\ndef charge")
    slow.open()
    assert await work == []
    assert "a refund is final" in project.titles()
    await running.session.end()


async def applied(running, run, document, place):
    """The edits that the editor was asked for."""
    edits = []

    async def apply(params):
        edits.append(params)
        return lsp.ApplyWorkspaceEditResult(applied=True)

    running.wire.answers[lsp.WORKSPACE_APPLY_EDIT] = apply
    await run(running.session, {"uri": document.uri, "range": place})
    return edits
