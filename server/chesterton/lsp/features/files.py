"""Handles file events: saves, renames, external changes, and changes to workspace folders."""

from lsprotocol import types as lsp

from chesterton.config.layers import REPOSITORY_FILE
from chesterton.lsp.convert import path_of
from chesterton.lsp.session import Session


def on_save(session: Session, params: lsp.DidSaveTextDocumentParams) -> None:
    """Rebuilds the saved document, whose file is the baseline if there is no git.

    Saving the repository's settings file rebuilds all documents.
    """
    document = session.documents.get(params.text_document.uri)
    if document is not None and not document.is_draft:
        is_settings = document.file is not None and document.file.name == REPOSITORY_FILE
        session.documents.request_rebuild(None if is_settings else [document])


def on_watched(session: Session, params: lsp.DidChangeWatchedFilesParams) -> None:
    """Rebuilds after files changed outside the editor, debounced."""
    if any(_matters(session, change.uri) for change in params.changes):
        session.documents.request_rebuild_soon()


def on_rename(session: Session, params: lsp.RenameFilesParams) -> None:
    """Follows files renamed in the editor immediately, rather than at the next commit.

    VS Code may keep a document open under its old name for minutes, so it is closed here.
    """
    old = [path for file in params.files if (path := path_of(file.old_uri)) and not path.exists()]
    for document in list(session.documents):
        if document.file and any(document.file.is_relative_to(path) for path in old):
            session.documents.close(document.uri)
    session.documents.request_rebuild_soon()


def on_folders(session: Session, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
    """Updates the workspace folders and looks up the project of each document again."""
    removed = {path_of(folder.uri) for folder in params.event.removed}
    added = [path for folder in params.event.added if (path := path_of(folder.uri))]
    kept = [folder for folder in session.folders if folder not in removed]
    session.open_folders([*kept, *added])
    session.projects.forget_folders()
    session.documents.request_rebuild()


def _matters(session: Session, uri: str) -> bool:
    """Whether a change needs a rebuild. Open files are synchronised and .git is polled anyway."""
    return session.documents.get(uri) is None and "/.git/" not in uri
