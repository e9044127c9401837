"""workspace/didChangeConfiguration: applies new settings and requests lens and hint refreshes."""

from lsprotocol import types as lsp

from chesterton.lsp.document.document import Document
from chesterton.lsp.session import Session


def on_change(session: Session, params: lsp.DidChangeConfigurationParams) -> None:
    """Applies the new settings and requests each document's settings again."""
    session.options.pushed(params.settings)
    for document in session.documents:
        document.configured = None
    session.documents.request_rebuild()


def push(session: Session, document: Document) -> None:
    """Requests a refresh of lenses and hints if the document's settings changed."""
    before, document.pushed_settings = document.pushed_settings, document.settings
    if before is None or before == document.settings:
        return
    if session.client.lens_refresh:
        session.refresh.want(lsp.WORKSPACE_CODE_LENS_REFRESH)
    if session.client.inlay_refresh:
        session.refresh.want(lsp.WORKSPACE_INLAY_HINT_REFRESH)
