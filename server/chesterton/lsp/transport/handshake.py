"""The server interface that the transport depends on: initialize, initialized and exit."""

from typing import Any, Protocol

from lsprotocol import types as lsp


class Host(Protocol):
    """The server, as seen by the transport."""

    def begin(self, params: lsp.InitializeParams) -> dict[str, Any]:
        """Returns the initialize response."""

    def ready(self) -> None:
        """Called when the client sends initialized."""

    def stop(self, code: int) -> None:
        """Shuts down with this exit code."""
