"""The state of one editor session: open documents, settings, drafts and projects."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from chesterton.lsp.capabilities import Client, client_of
from chesterton.lsp.convert import path_of
from chesterton.lsp.document.document import Document
from chesterton.lsp.document.open_documents import OpenDocuments
from chesterton.lsp.editor import Editor
from chesterton.lsp.options import Options
from chesterton.lsp.progress import Progress
from chesterton.lsp.refresh import Refresh
from chesterton.lsp.snapshot import Snapshot
from chesterton.lsp.transport.dispatch import Tasks
from chesterton.lsp.workers import Workers
from chesterton.memory.authorship import client_author
from chesterton.memory.margin.table import Table
from chesterton.model.errors import UserError
from chesterton.model.symbol import location_text
from chesterton.process.import_path import protect

if TYPE_CHECKING:  # loaded after the initialize response
    from chesterton.lsp.open_drafts import OpenDrafts
    from chesterton.lsp.projects import ProjectFile, Projects
    from chesterton.memory.opening import Workspace

_DRAFT_SECONDS = 0.8
_CALM_SECONDS, _CALM_AT_LAST = 0.4, 2.0


class Session:
    """One editor session. Confined to the event loop; worker threads get immutable parts of it."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.tasks = Tasks()
        self.workers = Workers()
        self.run = self.workers.run
        self.options = Options()
        self.author = client_author("")
        self.documents = OpenDocuments(editor, self.tasks, self.workers)
        self.progress = Progress(editor, self.tasks)
        self.refresh = Refresh(editor, self.documents, self.tasks)
        self.folders: tuple[Path, ...] = ()
        self.projects: Projects  #: set by startup, after the initialize response
        self.is_loaded = False
        self._told: set[str] = set()
        self.last_message_at = 0.0  #: when the editor last sent anything
        self.base: str | None = None  #: commit to compare with instead of HEAD

    @property
    def client(self) -> Client:
        """The editor and its capabilities."""
        return self.editor.client

    @cached_property
    def drafts(self) -> OpenDrafts:
        """The open drafts."""
        from chesterton.lsp.open_drafts import OpenDrafts  # noqa: PLC0415 - heavy imports

        return OpenDrafts(self.editor, self.documents, self.tasks, self.workers, self.author)

    def begin(self, params: lsp.InitializeParams) -> None:
        """Takes capabilities, settings and workspace folders from the initialize request."""
        self.editor.client = client_of(params)
        self.author = client_author(self.client.name)
        self.options.set_editor(params.initialization_options)
        folders = [path_of(folder.uri) for folder in params.workspace_folders or ()]
        if not folders:
            root = Path(params.root_path) if params.root_path else None
            folders = [path_of(params.root_uri) if params.root_uri else root]
        self.open_folders(folder for folder in folders if folder and folder.is_absolute())

    def tell_once(self, message: str) -> None:
        """Shows a message about the store or a project, unless it was shown before."""
        if message not in self._told:
            self._told.add(message)
            self.editor.show_message(message, lsp.MessageType.Warning)

    def open_folders(self, folders: Iterable[Path]) -> None:
        """Sets the workspace folders; no code is imported from them."""
        self.folders = tuple(dict.fromkeys(folders))
        protect(map(str, self.folders))

    async def wait_until_idle(self) -> None:
        """Waits until the editor has sent nothing for a moment, with an upper limit."""
        end = time.monotonic() + _CALM_AT_LAST
        while (now := time.monotonic()) < min(end, self.last_message_at + _CALM_SECONDS):  # noqa: ASYNC110
            await asyncio.sleep(min(end, self.last_message_at + _CALM_SECONDS) - now)

    # --- documents

    def snapshot(self, document: Document) -> Snapshot:
        """A snapshot of the document."""
        if document.is_draft:
            return self._snapshot_of_draft(document)
        home = document.home
        return Snapshot(
            document.uri,
            document.text,
            document.table() or Table(home.path if home else ""),
            document.settings,
            self.client,
            document.parsed,
            document.views,
            home.workspace.project.origin if home else None,
            answers=document.cached_responses(),
        )

    def _snapshot_of_draft(self, document: Document) -> Snapshot:
        draft = self.drafts.draft_at(document.file) if document.file else None
        places = {
            location_text(each.home.path, symbol.name): f"{each.uri}#L{symbol.line}"
            for each in self.documents
            if each.home and each.parsed
            for symbol in each.parsed.outline.symbols
        }
        return Snapshot(
            document.uri,
            document.text,
            Table(""),
            client=self.client,
            origin=draft.workspace.project.origin if draft else None,
            is_draft=True,
            places=places,
        )

    def refresh_changed(
        self, document: Document, method: str, shown: Callable[[Snapshot], Iterable[object]]
    ) -> None:
        """Requests a refresh if the response differs from that for the previous table."""
        if not document.is_renewed:
            return
        after = self.snapshot(document)
        before = after.with_table(document.before or Table(after.table.path))
        if list(shown(after)) != list(shown(before)):
            self.refresh.want(method)

    async def edit(self, label: str, document: Document, edits: Sequence[lsp.TextEdit]) -> None:
        """Applies edits in the editor, tied to the current version if the editor supports that."""
        change = lsp.WorkspaceEdit({document.uri: edits})
        if self.client.versioned_edits:
            target = lsp.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
            change = lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(target, edits)])
        await self.editor.apply(label, change)

    # --- projects

    async def home_of(self, uri: str) -> ProjectFile:
        """The project of a file and the file's path in it. Raises UserError if it has none."""
        document, file = self.documents.get(uri), path_of(uri)
        if document is not None:
            await self.documents.wait_for_project(document)
        if document is not None and document.home is not None:
            return document.home
        if not self.is_loaded or file is None:
            raise UserError("this document is not saved in a project", "save it in a project")
        home = await self.run(self.projects.find_home, file, self.folders)
        if home is None:
            raise UserError("this file is not in a project", "open its folder in the editor")
        return home

    async def workspace_for(self, uri: str | None) -> Workspace:
        """The project of a document, or else any open project. Raises UserError without one."""
        if uri is not None:
            return (await self.home_of(uri)).workspace
        for document in self.documents:
            if document.home is not None:
                return document.home.workspace
        for folder in self.folders:
            workspace = await self.run(self.projects.workspace_in, folder)
            if workspace is not None:
                return workspace
        raise UserError("no project is open", "open a file in a project first")

    # --- the end

    async def end(self) -> None:
        """Stores open drafts and closes all projects, within a time limit."""
        self.tasks.cancel()
        for document in self.documents:
            document.close()  # so that storing a draft does not wait for their tables
        if "drafts" in self.__dict__:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.drafts.end(), _DRAFT_SECONDS)
        self.workers.end()
        if self.is_loaded:
            await asyncio.to_thread(self.projects.close)
