"""Settings that change while the server runs."""

from collections.abc import Coroutine
from typing import Any

from lsprotocol import types as lsp

from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session


def on_change(
    session: Session, params: lsp.DidChangeConfigurationParams
) -> Coroutine[Any, Any, None] | None:
    """What was asked of the editor for each document is forgotten, and asked again."""
    session.options.pushed(params.settings)
    for document in session.documents:
        document.configured = None
    session.documents.changed()
    return None


def push(session: Session, document: Document) -> None:
    """What the editor fetched under other settings, it is asked to fetch again."""
    before, document.told_settings = document.told_settings, document.settings
    if before is None or before == document.settings:
        return
    if session.client.lens_refresh:
        session.refresh.want(lsp.WORKSPACE_CODE_LENS_REFRESH)
    if session.client.inlay_refresh:
        session.refresh.want(lsp.WORKSPACE_INLAY_HINT_REFRESH)
