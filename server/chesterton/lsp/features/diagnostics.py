"""Publishes a document's diagnostics when its notes, their locations or its text have changed."""

from chesterton.lsp.document.document import Document
from chesterton.lsp.publishing import publish
from chesterton.lsp.session import Session


def push(session: Session, document: Document) -> None:
    """Publishes the document's diagnostics if they changed."""
    publish(session, document)
