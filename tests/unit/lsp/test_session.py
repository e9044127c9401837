"""What a session answers and does while its documents change under it."""

from lsprotocol import types as lsp

from tests.unit.lsp.editing import Running

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
