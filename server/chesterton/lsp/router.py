"""From a method of the protocol to the feature that serves it, also before features are loaded."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from chesterton.lsp.arguments import checked
from chesterton.lsp.feature import Command, Lookup, Notice, Offer
from chesterton.lsp.transport.message import INVALID_PARAMS, ProtocolError

if TYPE_CHECKING:
    from chesterton.lsp.document.document import Document
    from chesterton.lsp.session import Session

_FIRST_TABLE_SECONDS = 5.0
"""So long a lookup waits for the first table of its document: an empty answer would flicker."""

LOOKUPS: Mapping[str, type[list[Any]] | None] = {
    lsp.TEXT_DOCUMENT_HOVER: None,
    lsp.TEXT_DOCUMENT_CODE_LENS: list,
    lsp.TEXT_DOCUMENT_CODE_ACTION: list,
    lsp.TEXT_DOCUMENT_INLAY_HINT: list,
    lsp.TEXT_DOCUMENT_DOCUMENT_LINK: list,
    lsp.TEXT_DOCUMENT_COMPLETION: list,
}
"""The requests about one document, and what makes their empty answer."""

_SYNC = (
    lsp.TEXT_DOCUMENT_DID_OPEN,
    lsp.TEXT_DOCUMENT_DID_CHANGE,
    lsp.TEXT_DOCUMENT_DID_CLOSE,
)
_NOTICES = (
    *_SYNC,
    lsp.TEXT_DOCUMENT_DID_SAVE,
    lsp.WORKSPACE_DID_CHANGE_CONFIGURATION,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    lsp.WORKSPACE_DID_RENAME_FILES,
)


class Switchboard:
    """Knows which feature serves what."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lookups: dict[str, Lookup] = {}
        self._notices: dict[str, list[Notice]] = {}
        self._commands: dict[str, Command] = {}
        self._shows_notes = asyncio.Event()  #: what is needed for it is loaded
        self._is_loaded = asyncio.Event()  #: all is
        self.is_missed = asyncio.Event()  #: something is waited for that is not loaded

    def handlers(self) -> dict[str, Callable[[Any], Any]]:
        """What serves each method."""
        served: dict[str, Callable[[Any], Any]] = {
            method: partial(self._look_up, method) for method in LOOKUPS
        }
        served |= {method: partial(self._take, method) for method in _NOTICES}
        served[lsp.WORKSPACE_EXECUTE_COMMAND] = self._execute
        return served

    def load(self, offers: Iterable[Offer]) -> None:
        """The first features are there: what waits for them goes on."""
        self._add(offers)
        self._shows_notes.set()

    def complete(self, offers: Iterable[Offer]) -> None:
        """All others are there too."""
        self._add(offers)
        self._is_loaded.set()

    def _add(self, offers: Iterable[Offer]) -> None:
        for offer in offers:
            if isinstance(offer, Lookup):
                self._lookups[offer.method] = offer
            elif isinstance(offer, Notice):
                self._notices.setdefault(offer.method, []).append(offer)
            elif isinstance(offer, Command):
                self._commands[offer.name] = offer

    async def _all(self) -> None:
        self.is_missed.set()
        await self._is_loaded.wait()

    # --- requests about a document

    def _look_up(self, method: str, params: Any) -> Any:  # noqa: ANN401  # by method
        document = self._session.document(params.text_document.uri)
        if document is None:
            return _nothing(method)
        is_there = method in self._lookups or self._is_loaded.is_set()
        if is_there and (document.is_settled.is_set() or document.is_draft):
            return self._answer(method, document, params)
        return self._answer_later(method, document, params)

    async def _answer_later(self, method: str, document: Document, params: Any) -> Any:  # noqa: ANN401
        try:
            async with asyncio.timeout(_FIRST_TABLE_SECONDS):
                await self._shows_notes.wait()
                if method not in self._lookups:
                    await self._all()
                if not document.is_draft:
                    await document.is_settled.wait()
        except TimeoutError:
            document.was_missed = True
            return _nothing(method)
        if not document.is_open:  # it was opened once more, or closed
            answer = self._look_up(method, params)
            return await answer if inspect.isawaitable(answer) else answer
        return self._answer(method, document, params)

    def _answer(self, method: str, document: Document, params: Any) -> Any:  # noqa: ANN401
        lookup = self._lookups.get(method)
        if lookup is None or not (document.has_table or document.is_draft):
            return _nothing(method)
        return lookup.answer(self._session.snapshot(document), params)

    # --- notifications

    def _take(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        if method == lsp.TEXT_DOCUMENT_DID_OPEN:
            self._session.open(params.text_document)
        elif method == lsp.TEXT_DOCUMENT_DID_CHANGE:
            self._session.change(params)
        elif method == lsp.TEXT_DOCUMENT_DID_CLOSE:
            self._session.close(params.text_document.uri)
        if self._is_loaded.is_set():
            self._tell(method, params)
        else:
            self._session.tasks.spawn(method, self._take_later(method, params))

    async def _take_later(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        if method in _SYNC:
            await self._is_loaded.wait()
        await self._all()
        self._tell(method, params)

    def _tell(self, method: str, params: Any) -> None:  # noqa: ANN401  # by method
        for notice in self._notices.get(method, ()):
            work = notice.take(self._session, params)
            if work is not None:
                self._session.tasks.spawn(method, work)

    # --- commands

    def _execute(self, params: lsp.ExecuteCommandParams) -> Awaitable[Any]:
        return self._run(params)

    async def _run(self, params: lsp.ExecuteCommandParams) -> Any:  # noqa: ANN401  # by command
        await self._all()
        command = self._commands.get(params.command)
        if command is None:
            raise ProtocolError(INVALID_PARAMS, "params.command: there is no such command")
        arguments = checked(command.keys, command.required, params.arguments)
        return await command.run(self._session, arguments)


def _nothing(method: str) -> list[Any] | None:
    make = LOOKUPS[method]
    return make() if make is not None else None
