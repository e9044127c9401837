"""Work that nobody waits for."""

import asyncio
import inspect

from chesterton.lsp.transport.dispatch import Tasks


async def test_work_that_never_began_is_put_away():
    async def nothing():
        """Never begins."""

    tasks, work = Tasks(), nothing()
    task = tasks.spawn("nothing", work)
    tasks.cancel()
    await asyncio.wait({task})
    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED
