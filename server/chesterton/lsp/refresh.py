"""Refresh requests: the editor fetches lenses or inlay hints again."""

import asyncio

from chesterton.lsp.document.open_documents import OpenDocuments
from chesterton.lsp.editor import Editor
from chesterton.lsp.transport.dispatch import Tasks

_SECONDS = 0.5
"""Refreshes that come within this time are one request."""

_QUIET_SECONDS = 1.0
"""How long nobody must have typed before the editor is asked."""


class Refresh:
    """Sends refresh requests: soon, not too often, and never while somebody types."""

    def __init__(self, editor: Editor, documents: OpenDocuments, tasks: Tasks) -> None:
        self._editor = editor
        self._documents = documents
        self._tasks = tasks
        self._pending: set[str] = set()

    def want(self, method: str) -> None:
        """Requests a refresh, once for all that comes within a moment."""
        if method not in self._pending:
            self._pending.add(method)
            self._tasks.spawn(method, self._send(method))

    async def _send(self, method: str) -> None:
        try:
            await asyncio.sleep(_SECONDS)
            while (typed := self._documents.seconds_since_typing()) < _QUIET_SECONDS:  # noqa: ASYNC110  # a clock
                await asyncio.sleep(_QUIET_SECONDS - typed)
        finally:
            self._pending.discard(method)
        await self._editor.refresh(method)
