"""Calls handlers and converts their exceptions to protocol errors.

This is the only module of the server with a broad `except`.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from lsprotocol import types as lsp

from chesterton.lsp.transport.message import ProtocolError
from chesterton.model.errors import UserError, disk_problem

log = logging.getLogger(__name__)

T = TypeVar("T")


def call(name: str, handler: Callable[..., T], *arguments: Any) -> T:  # noqa: ANN401  # any handler
    """The handler's result. Raises only ProtocolError."""
    with _protocol_errors(name):
        return handler(*arguments)


async def finish(name: str, answer: Awaitable[T]) -> T:
    """The awaited result. Raises only ProtocolError and CancelledError."""
    with _protocol_errors(name):
        return await answer


@contextmanager
def _protocol_errors(name: str) -> Iterator[None]:
    try:
        yield
    except ProtocolError:
        raise
    except UserError as error:
        raise _user_error(error) from None
    except OSError as error:
        if problem := disk_problem(error):
            raise _user_error(problem) from None
        raise _logged(name, error) from None
    except Exception as error:  # noqa: BLE001  # one failing feature must not silence the others
        raise _logged(name, error) from None


class Tasks:
    """The running background tasks."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def spawn(self, name: str, work: Coroutine[Any, Any, object]) -> asyncio.Task[None]:
        """Runs a coroutine as a background task; its exceptions are logged."""
        task = asyncio.get_running_loop().create_task(_run_logged(name, work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        task.add_done_callback(lambda _done: work.close())  # if it was cancelled before it started
        return task

    def cancel(self) -> None:
        """Cancels all tasks."""
        for task in self._running:
            task.cancel()


async def _run_logged(name: str, work: Coroutine[Any, Any, object]) -> None:
    try:
        await work
    except (UserError, ProtocolError) as error:
        log.warning("%s: %s", name, error.message)
    except Exception as error:  # noqa: BLE001  # as above
        _logged(name, error)


def _user_error(error: UserError) -> ProtocolError:
    from chesterton.memory.visible_text import literal_links  # noqa: PLC0415 - loaded later

    return ProtocolError(lsp.LSPErrorCodes.RequestFailed, literal_links(str(error)))


def _logged(name: str, error: Exception) -> ProtocolError:
    reference = os.urandom(4).hex()
    log.error("%s failed (reference %s)", name, reference, exc_info=error)
    return ProtocolError(
        lsp.ErrorCodes.InternalError, f"{name} failed; search the log for {reference}"
    )
