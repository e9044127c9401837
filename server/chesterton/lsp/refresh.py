"""Sends debounced refresh requests for code lenses and inlay hints."""

import asyncio

from chesterton.lsp.document.open_documents import OpenDocuments
from chesterton.lsp.editor import Editor
from chesterton.lsp.transport.dispatch import Tasks

_SECONDS = 0.5
"""Refreshes requested within this time are sent as one."""

_QUIET_SECONDS = 1.0
"""Idle time required after the last keystroke before a refresh is sent."""


class Refresh:
    """Sends refresh requests, batched and never while the user is typing."""

    def __init__(self, editor: Editor, documents: OpenDocuments, tasks: Tasks) -> None:
        self._editor = editor
        self._documents = documents
        self._tasks = tasks
        self._pending: set[str] = set()

    def want(self, method: str) -> None:
        """Schedules a refresh unless one is already pending."""
        if method not in self._pending:
            self._pending.add(method)
            self._tasks.spawn(method, self._send(method))

    async def _send(self, method: str) -> None:
        try:
            await asyncio.sleep(_SECONDS)
            while (idle := self._documents.seconds_since_typing()) < _QUIET_SECONDS:  # noqa: ASYNC110  # a clock
                await asyncio.sleep(_QUIET_SECONDS - idle)
        finally:
            self._pending.discard(method)
        await self._editor.refresh(method)
