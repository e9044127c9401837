"""Sends diagnostics, edits, messages and questions to the editor, and reads its settings.

If the editor rejects a request, the error is logged; only `choose` raises it.
"""

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

_ANSWER_SECONDS = 24 * 3600.0
"""Timeout for questions, long because a person may take a while to answer."""

_TRY_SECONDS = 1.0
"""Timeout for unannounced capabilities: an editor may never answer a request it does not know."""


class Wire(Protocol):
    """The part of the protocol that `Editor` needs."""

    def notify(self, method: str, params: Any | None = None) -> None:  # noqa: ANN401
        """Sends a notification."""

    async def ask(self, method: str, params: Any = None, seconds: float = 10.0) -> Any:  # noqa: ANN401
        """Sends a request and awaits the response. Raises NoAnswerError."""


class Editor:
    """The client end of the connection."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.client = Client()  #: capabilities from the initialize request

    def publish(
        self, uri: str, diagnostics: Sequence[lsp.Diagnostic], version: int | None = None
    ) -> None:
        """Replaces the diagnostics of a document."""
        params = lsp.PublishDiagnosticsParams(uri, list(diagnostics), version)
        self._wire.notify(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def show_message(self, message: str, kind: lsp.MessageType = lsp.MessageType.Info) -> None:
        """Shows the user a one-line message; only in response to a user action."""
        from chesterton.memory.visible_text import literal_links  # noqa: PLC0415 - loaded later

        self._wire.notify(
            lsp.WINDOW_SHOW_MESSAGE, lsp.ShowMessageParams(kind, literal_links(message))
        )

    async def choose(self, message: str, answers: Sequence[str]) -> str | None:
        """Asks the user to choose; None if they dismiss the question. Raises NoAnswerError."""
        from chesterton.memory.visible_text import literal_links  # noqa: PLC0415 - loaded later

        items = [lsp.MessageActionItem(answer) for answer in answers]
        params = lsp.ShowMessageRequestParams(lsp.MessageType.Info, literal_links(message), items)
        result = await self._wire.ask(lsp.WINDOW_SHOW_MESSAGE_REQUEST, params, _ANSWER_SECONDS)
        return result.title if isinstance(result, lsp.MessageActionItem) else None

    async def show_document(self, uri: str, selection: lsp.Range | None = None) -> bool:
        """Opens a document. Tried even if unannounced, because some editors support it anyway."""
        params = lsp.ShowDocumentParams(uri, take_focus=True, selection=selection)
        seconds = _SHOW_SECONDS if self.client.shows_documents else _TRY_SECONDS
        result = await self._request(lsp.WINDOW_SHOW_DOCUMENT, params, seconds)
        return isinstance(result, lsp.ShowDocumentResult) and result.success

    async def apply(self, label: str, edit: lsp.WorkspaceEdit) -> bool:
        """Applies an edit; False if the editor refused."""
        params = lsp.ApplyWorkspaceEditParams(edit, label)
        result = await self._request(lsp.WORKSPACE_APPLY_EDIT, params)
        return isinstance(result, lsp.ApplyWorkspaceEditResult) and result.applied

    async def configuration(self, uri: str | None) -> Any:  # noqa: ANN401  # JSON
        """The editor's settings for a document; None if it does not answer."""
        item = lsp.ConfigurationItem(scope_uri=uri, section="chesterton")
        params = lsp.ConfigurationParams([item])
        result = await self._request(lsp.WORKSPACE_CONFIGURATION, params, _CONFIGURATION_SECONDS)
        return result[0] if isinstance(result, Sequence) and result else None

    async def register(self, registrations: list[lsp.Registration]) -> None:
        """Registers capabilities one by one, because an editor may refuse any of them."""
        for registration in registrations:
            params = lsp.RegistrationParams([registration])
            await self._request(lsp.CLIENT_REGISTER_CAPABILITY, params)

    async def refresh(self, method: str) -> None:
        """Sends a refresh request such as workspace/codeLens/refresh."""
        await self._request(method, None)

    async def begin_progress(self, title: str) -> str | None:
        """Starts a work done progress; returns its token, or None if the editor refuses."""
        token = str(uuid.uuid4())
        params = lsp.WorkDoneProgressCreateParams(token)
        try:
            await self._wire.ask(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE, params)
        except NoAnswerError:
            return None
        self._progress(token, lsp.WorkDoneProgressBegin(title))
        return token

    def end_progress(self, token: str) -> None:
        """Ends the progress that `begin_progress` started."""
        self._progress(token, lsp.WorkDoneProgressEnd())

    def _progress(self, token: str, value: Any) -> None:  # noqa: ANN401  # one of three types
        self._wire.notify(lsp.PROGRESS, lsp.ProgressParams(token, value))

    async def _request(self, method: str, params: Any, seconds: float = 10.0) -> Any:  # noqa: ANN401
        try:
            return await self._wire.ask(method, params, seconds)
        except NoAnswerError as error:
            log.info("%s", error)
            return None
