"""Settings that change while the server runs."""

from collections.abc import Coroutine
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.feature import Notice
from chesterton.lsp.session import Session


def on_change(
    session: Session, params: lsp.DidChangeConfigurationParams
) -> Coroutine[Any, Any, None] | None:
    """What was asked of the editor for each document is forgotten, and asked again."""
    session.options.pushed(params.settings)
    for document in session.documents.values():
        document.configured = None
    session.changed()
    return None


OFFERS = (Notice(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, on_change),)
