"""The thread pool for blocking work, which keeps the event loop responsive."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_THREADS = 4


class Workers:
    """A dedicated thread pool, so that blocking work never competes with pygls for threads."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="chesterton")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs the function in a worker thread and awaits its result."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: work(*args, **kwargs))

    def end(self) -> None:
        """Cancels queued work without waiting for running work."""
        self._executor.shutdown(wait=False, cancel_futures=True)
