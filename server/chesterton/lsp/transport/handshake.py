"""What the transport needs of the server: how a conversation begins and ends."""

from typing import Any, Protocol

from lsprotocol import types as lsp


class Host(Protocol):
    """The server behind a conversation."""

    def begin(self, params: lsp.InitializeParams) -> dict[str, Any]:
        """The answer to initialize."""

    def ready(self) -> None:
        """The editor has read the answer to initialize."""

    def stop(self, code: int) -> None:
        """The conversation is over; the exit code."""
