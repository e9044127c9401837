"""Reports work done progress (`$/progress`) for long operations."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from chesterton.lsp.editor import Editor
from chesterton.lsp.transport.dispatch import Tasks

_SECONDS = 1.0
"""Delay before progress is reported; shorter operations show none."""


class Progress:
    """Shows at most one progress report at a time."""

    def __init__(self, editor: Editor, tasks: Tasks) -> None:
        self._editor = editor
        self._tasks = tasks
        self._reporting: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def during(self, title: str) -> AsyncIterator[None]:
        """Reports progress while the block runs, if that takes longer than the delay."""
        if not self._editor.client.progress or self._reporting is not None:
            yield
            return
        is_over = asyncio.Event()
        self._reporting = self._tasks.spawn("progress", self._report(title, is_over))
        try:
            yield
        finally:
            is_over.set()  # the cancellation is lost if the editor answers at the same moment
            self._reporting.cancel()
            self._reporting = None

    async def _report(self, title: str, is_over: asyncio.Event) -> None:
        await asyncio.sleep(_SECONDS)
        token = await self._editor.begin_progress(title)
        try:
            await is_over.wait()
        finally:
            if token is not None:
                self._editor.end_progress(token)
