"""The threads that do everything slow, so that the event loop is never held."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_THREADS = 4


class Workers:
    """A thread pool of our own: pygls reads its input with its one."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="chesterton")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of work that is done in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: work(*args, **kwargs))

    def end(self) -> None:
        """Starts nothing any more; what is running goes on."""
        self._executor.shutdown(wait=False, cancel_futures=True)
