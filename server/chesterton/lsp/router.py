"""Routes protocol methods and commands to handlers, waiting for those that are still loading."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.arguments import check_arguments
from chesterton.lsp.document.document import Document
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command, Loaded, Notification, Request, Sync, load
from chesterton.lsp.session import Session
from chesterton.lsp.transport.message import ProtocolError

_FIRST_TABLE_SECONDS = 5.0
"""Timeout for a request that waits for the first table; an empty response would flicker."""

Function = Callable[..., Any]


class Router:
    """Maps methods and commands to handlers as they are loaded."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._requests: dict[str, Function] = {}
        self._notifications: dict[str, list[Function]] = {}
        self._commands = {row.name: row for row in REGISTRY if isinstance(row, Command)}
        self._is_early_loaded = asyncio.Event()  #: the early handlers are loaded
        self._is_loaded = asyncio.Event()  #: all handlers are loaded
        self.is_needed = asyncio.Event()  #: a message is waiting for a handler that is not loaded

    def handlers(self) -> dict[str, Callable[[Any], Any]]:
        """The entry point of each method, usable before its handler is loaded."""
        served: dict[str, Callable[[Any], Any]] = {}
        for row in REGISTRY:
            if isinstance(row, Request):
                served[row.method] = partial(self._look_up, row)
            elif isinstance(row, Notification):
                served.setdefault(row.method, partial(self._notify, row.method))
        for row in REGISTRY:
            if isinstance(row, Sync):
                served[row.method] = partial(self._synchronise, row)
        served[lsp.WORKSPACE_EXECUTE_COMMAND] = self._execute
        return served

    def load(self, loaded: Iterable[Loaded]) -> None:
        """Adds the early handlers and resumes the requests waiting for them."""
        self._add(loaded)
        self._is_early_loaded.set()

    def complete(self, loaded: Iterable[Loaded]) -> None:
        """Adds the remaining handlers and resumes everything that was waiting."""
        self._add(loaded)
        self._is_loaded.set()

    def _add(self, loaded: Iterable[Loaded]) -> None:
        for row, run in loaded:
            if isinstance(row, Request):
                self._requests[row.method] = run
            elif isinstance(row, Notification):
                self._notifications.setdefault(row.method, []).append(run)

    async def _wait_until_loaded(self) -> None:
        self.is_needed.set()
        await self._is_loaded.wait()

    # --- requests about a document

    def _look_up(self, row: Request, params: Any) -> Any:  # noqa: ANN401  # by method
        document = self._session.documents.get(params.text_document.uri)
        if document is None:
            return row.empty()
        has_handler = row.method in self._requests or self._is_loaded.is_set()
        if has_handler and (document.is_settled.is_set() or document.is_draft):
            return self._answer(row, document, params)
        return self._answer_later(row, document, params)

    async def _answer_later(self, row: Request, document: Document, params: Any) -> Any:  # noqa: ANN401
        try:
            async with asyncio.timeout(_FIRST_TABLE_SECONDS):
                await self._is_early_loaded.wait()
                if row.method not in self._requests:
                    await self._wait_until_loaded()
                if not document.is_draft:
                    await document.is_settled.wait()
        except TimeoutError:
            document.was_missed = True
            return row.empty()
        if not document.is_open:  # closed, or reopened as another document
            answer = self._look_up(row, params)
        else:
            answer = self._answer(row, document, params)
        return await answer if inspect.isawaitable(answer) else answer

    def _answer(self, row: Request, document: Document, params: Any) -> Any:  # noqa: ANN401
        look_up = self._requests.get(row.method)
        if look_up is None or not (document.has_table or document.is_draft):
            return row.empty()
        return look_up(self._session.snapshot(document), params)

    # --- notifications

    def _synchronise(self, row: Sync, params: Any) -> None:  # noqa: ANN401  # by method
        row.take(self._session.documents, params)
        self._dispatch_when_loaded(row.method, params)

    def _notify(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        self.is_needed.set()  # unlike typing, which does not speed up loading
        self._dispatch_when_loaded(method, params)

    def _dispatch_when_loaded(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        if self._is_loaded.is_set():
            self._dispatch(method, params)
        else:
            self._session.tasks.spawn(method, self._dispatch_later(method, params))

    async def _dispatch_later(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        await self._is_loaded.wait()
        self._dispatch(method, params)

    def _dispatch(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        for handler in self._notifications.get(method, ()):
            work = handler(self._session, params)
            if work is not None:
                self._session.tasks.spawn(method, work)

    # --- commands

    async def _execute(self, params: lsp.ExecuteCommandParams) -> Any:  # noqa: ANN401  # by command
        await self._wait_until_loaded()
        row = self._commands.get(params.command)
        if row is None:
            raise ProtocolError(
                lsp.ErrorCodes.InvalidParams, "params.command is not a known command"
            )
        arguments = check_arguments(row.required, row.optional, params.arguments)
        [(_, run)] = await self._session.run(load, [row])  # imports it on its first use
        return await run(self._session, arguments)
