"""From a method of the protocol to the row that serves it, also before its function is loaded."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.arguments import checked
from chesterton.lsp.document.document import Document
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command, Loaded, Notification, Request, Sync
from chesterton.lsp.session import Session
from chesterton.lsp.transport.message import INVALID_PARAMS, ProtocolError

_FIRST_TABLE_SECONDS = 5.0
"""So long a lookup waits for the first table of its document: an empty answer would flicker."""

Function = Callable[..., Any]


class Router:
    """Knows which function serves what, once it is loaded."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._requests: dict[str, Function] = {}
        self._notifications: dict[str, list[Function]] = {}
        self._commands: dict[str, tuple[Command, Function]] = {}
        self._shows_notes = asyncio.Event()  #: what is needed for it is loaded
        self._is_loaded = asyncio.Event()  #: all is
        self.is_missed = asyncio.Event()  #: something is waited for that is not loaded

    def handlers(self) -> dict[str, Callable[[Any], Any]]:
        """What serves each method."""
        served: dict[str, Callable[[Any], Any]] = {}
        for row in REGISTRY:
            if isinstance(row, Request):
                served[row.method] = partial(self._look_up, row)
            elif isinstance(row, Notification):
                served.setdefault(row.method, partial(self._take, row.method))
        for row in REGISTRY:
            if isinstance(row, Sync):
                served[row.method] = partial(self._synchronise, row)
        served[lsp.WORKSPACE_EXECUTE_COMMAND] = self._execute
        return served

    def load(self, loaded: Iterable[Loaded]) -> None:
        """The first functions are there: what waits for them goes on."""
        self._add(loaded)
        self._shows_notes.set()

    def complete(self, loaded: Iterable[Loaded]) -> None:
        """All others are there too."""
        self._add(loaded)
        self._is_loaded.set()

    def _add(self, loaded: Iterable[Loaded]) -> None:
        for row, run in loaded:
            if isinstance(row, Request):
                self._requests[row.method] = run
            elif isinstance(row, Notification):
                self._notifications.setdefault(row.method, []).append(run)
            elif isinstance(row, Command):
                self._commands[row.name] = (row, run)

    async def _all(self) -> None:
        self.is_missed.set()
        await self._is_loaded.wait()

    # --- requests about a document

    def _look_up(self, row: Request, params: Any) -> Any:  # noqa: ANN401  # by method
        document = self._session.documents.get(params.text_document.uri)
        if document is None:
            return _nothing(row)
        is_there = row.method in self._requests or self._is_loaded.is_set()
        if is_there and (document.is_settled.is_set() or document.is_draft):
            return self._answer(row, document, params)
        return self._answer_later(row, document, params)

    async def _answer_later(self, row: Request, document: Document, params: Any) -> Any:  # noqa: ANN401
        try:
            async with asyncio.timeout(_FIRST_TABLE_SECONDS):
                await self._shows_notes.wait()
                if row.method not in self._requests:
                    await self._all()
                if not document.is_draft:
                    await document.is_settled.wait()
        except TimeoutError:
            document.was_missed = True
            return _nothing(row)
        if not document.is_open:  # it was opened once more, or closed
            answer = self._look_up(row, params)
            return await answer if inspect.isawaitable(answer) else answer
        return self._answer(row, document, params)

    def _answer(self, row: Request, document: Document, params: Any) -> Any:  # noqa: ANN401
        look_up = self._requests.get(row.method)
        if look_up is None or not (document.has_table or document.is_draft):
            return _nothing(row)
        return look_up(self._session.snapshot(document), params)

    # --- notifications

    def _synchronise(self, row: Sync, params: Any) -> None:  # noqa: ANN401  # by method
        row.take(self._session.documents, params)
        if self._is_loaded.is_set():
            self._tell(row.method, params)
        else:  # what is typed while features load is no reason to hurry
            self._session.tasks.spawn(row.method, self._tell_later(row.method, params))

    def _take(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        if self._is_loaded.is_set():
            self._tell(method, params)
        else:
            self.is_missed.set()
            self._session.tasks.spawn(method, self._tell_later(method, params))

    async def _tell_later(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        await self._is_loaded.wait()
        self._tell(method, params)

    def _tell(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        for take in self._notifications.get(method, ()):
            work = take(self._session, params)
            if work is not None:
                self._session.tasks.spawn(method, work)

    # --- commands

    def _execute(self, params: lsp.ExecuteCommandParams) -> Awaitable[Any]:
        return self._run(params)

    async def _run(self, params: lsp.ExecuteCommandParams) -> Any:  # noqa: ANN401  # by command
        await self._all()
        if params.command not in self._commands:
            raise ProtocolError(INVALID_PARAMS, "params.command: there is no such command")
        row, run = self._commands[params.command]
        return await run(self._session, checked(row.keys, row.required, params.arguments))


def _nothing(row: Request) -> list[Any] | None:
    return row.empty() if row.empty is not None else None
