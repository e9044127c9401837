"""Diagnostics: told by push, only while an uncommitted change meets a note, or something asks."""

from chesterton.lsp.document.document import Document
from chesterton.lsp.publishing import publish
from chesterton.lsp.session import Session


def push(session: Session, document: Document) -> None:
    """Publishes the diagnostics of each table."""
    publish(session, document)
