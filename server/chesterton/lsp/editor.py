"""What the server says to the editor without being asked. Nothing here fails when it refuses."""

import logging
import uuid
from collections.abc import Sequence
from typing import Any, Protocol

from lsprotocol import types as lsp

from chesterton.lsp.capabilities import Client
from chesterton.lsp.transport.message import NoAnswerError

log = logging.getLogger(__name__)

_CONFIGURATION_SECONDS = 5.0
_SHOW_SECONDS = 10.0

_TRY_SECONDS = 1.0
"""For what was not announced: an editor that does not know a request may never answer it."""


class Wire(Protocol):
    """The part of the protocol that is needed here."""

    def notify(self, method: str, params: Any | None = None) -> None:  # noqa: ANN401
        """Sends a notification."""

    async def ask(self, method: str, params: Any = None, seconds: float = 10.0) -> Any:  # noqa: ANN401
        """Asks and waits. Raises NoAnswerError."""


class Editor:
    """The other end of the pipe."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.client = Client()  #: what it can do, as it said in initialize

    def publish(
        self, uri: str, diagnostics: Sequence[lsp.Diagnostic], version: int | None = None
    ) -> None:
        """Replaces the diagnostics of a document."""
        params = lsp.PublishDiagnosticsParams(uri, list(diagnostics), version)
        self._wire.notify(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def show_message(self, message: str, kind: lsp.MessageType = lsp.MessageType.Info) -> None:
        """One line for the user: only for what was asked for."""
        self._wire.notify(lsp.WINDOW_SHOW_MESSAGE, lsp.ShowMessageParams(kind, message))

    async def show_document(self, uri: str, selection: lsp.Range | None = None) -> bool:
        """Opens a document. Tried even unannounced: some editors can do it and do not say so."""
        params = lsp.ShowDocumentParams(uri, take_focus=True, selection=selection)
        seconds = _SHOW_SECONDS if self.client.shows_documents else _TRY_SECONDS
        result = await self._asked(lsp.WINDOW_SHOW_DOCUMENT, params, seconds)
        return isinstance(result, lsp.ShowDocumentResult) and result.success

    async def apply(self, label: str, edit: lsp.WorkspaceEdit) -> bool:
        """Changes documents; False where the editor did not."""
        params = lsp.ApplyWorkspaceEditParams(edit, label)
        result = await self._asked(lsp.WORKSPACE_APPLY_EDIT, params)
        return isinstance(result, lsp.ApplyWorkspaceEditResult) and result.applied

    async def configuration(self, uri: str | None) -> Any:  # noqa: ANN401  # JSON
        """The editor's settings for a document; None where it does not answer."""
        item = lsp.ConfigurationItem(scope_uri=uri, section="chesterton")
        params = lsp.ConfigurationParams([item])
        result = await self._asked(lsp.WORKSPACE_CONFIGURATION, params, _CONFIGURATION_SECONDS)
        return result[0] if isinstance(result, Sequence) and result else None

    async def register(self, registrations: list[lsp.Registration]) -> None:
        """Registers capabilities, each alone: an editor may refuse one of them."""
        for registration in registrations:
            params = lsp.RegistrationParams([registration])
            await self._asked(lsp.CLIENT_REGISTER_CAPABILITY, params)

    async def refresh(self, method: str) -> None:
        """Asks the editor to ask again."""
        await self._asked(method, None)

    async def begin_progress(self, title: str) -> str | None:
        """A progress token; None where the editor shows none."""
        token = str(uuid.uuid4())
        params = lsp.WorkDoneProgressCreateParams(token)
        try:
            await self._wire.ask(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE, params)
        except NoAnswerError:
            return None
        self._progress(token, lsp.WorkDoneProgressBegin(title))
        return token

    def end_progress(self, token: str) -> None:
        """The work that `begin_progress` told of is done."""
        self._progress(token, lsp.WorkDoneProgressEnd())

    def _progress(self, token: str, value: Any) -> None:  # noqa: ANN401  # one of three types
        self._wire.notify(lsp.PROGRESS, lsp.ProgressParams(token, value))

    async def _asked(self, method: str, params: Any, seconds: float = 10.0) -> Any:  # noqa: ANN401
        try:
            return await self._wire.ask(method, params, seconds)
        except NoAnswerError as error:
            log.info("%s", error)
            return None
