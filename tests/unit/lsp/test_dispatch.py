"""Background tasks."""

import asyncio
import inspect

from chesterton.lsp.transport.dispatch import Tasks


async def test_a_coroutine_that_never_started_is_closed():
    async def nothing():
        """Never starts."""

    tasks, work = Tasks(), nothing()
    task = tasks.spawn("nothing", work)
    tasks.cancel()
    await asyncio.wait({task})
    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED
