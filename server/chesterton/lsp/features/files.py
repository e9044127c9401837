"""What happens to files around the open documents: saved, renamed, changed by others, folders."""

from collections.abc import Coroutine
from typing import Any

from lsprotocol import types as lsp

from chesterton.config import REPOSITORY_FILE
from chesterton.lsp.convert import path_of
from chesterton.lsp.session import Session

Work = Coroutine[Any, Any, None] | None


def on_save(session: Session, params: lsp.DidSaveTextDocumentParams) -> Work:
    """Without git, edits count from the text last saved; what a repository says is for all."""
    document = session.documents.get(params.text_document.uri)
    if document is not None and not document.is_draft:
        is_for_all = document.file is not None and document.file.name == REPOSITORY_FILE
        session.documents.changed(None if is_for_all else [document])
    return None


def on_watched(session: Session, params: lsp.DidChangeWatchedFilesParams) -> Work:
    """Files changed outside of the editor: one look for all of them, however many there are."""
    if any(_matters(session, change.uri) for change in params.changes):
        session.documents.changed_soon()
    return None


def on_rename(session: Session, params: lsp.RenameFilesParams) -> Work:
    """The editor renamed files: their notes are looked for at once, not at the next commit.

    VS Code keeps the document under its old name for minutes where anything holds it.
    """
    old = [path for file in params.files if (path := path_of(file.old_uri)) and not path.exists()]
    for document in list(session.documents):
        if document.file and any(document.file.is_relative_to(path) for path in old):
            session.documents.close(document.uri)
    session.documents.changed_soon()
    return None


def on_folders(session: Session, params: lsp.DidChangeWorkspaceFoldersParams) -> Work:
    """Folders came or went: documents may belong to another project."""
    gone = {path_of(folder.uri) for folder in params.event.removed}
    come = [path for folder in params.event.added if (path := path_of(folder.uri))]
    kept = [folder for folder in session.folders if folder not in gone]
    session.folders = tuple(dict.fromkeys([*kept, *come]))
    session.roots.forget_folders()
    session.documents.changed()
    return None


def _matters(session: Session, uri: str) -> bool:
    """Files that are open are known from the editor; git's own are looked at every second."""
    return session.documents.get(uri) is None and "/.git/" not in uri
