"""The only mutable state of the server: what is open, what is set, what works in the background."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from lsprotocol import types as lsp

from chesterton.lsp.capabilities import Client, client_of
from chesterton.lsp.convert import key_of, path_of
from chesterton.lsp.document.document import Document
from chesterton.lsp.document.table import Table
from chesterton.lsp.options import Options
from chesterton.lsp.snapshot import Snapshot
from chesterton.lsp.transport.dispatch import Tasks
from chesterton.memory.authorship import client_author
from chesterton.model.errors import UserError
from chesterton.model.symbol import written

if TYPE_CHECKING:
    from chesterton.lsp.drafting import Drafting
    from chesterton.lsp.editor import Editor
    from chesterton.lsp.projects import Home, Roots
    from chesterton.syntax.outline import Parsed
    from chesterton.workspace.workspace import Workspace

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_THREADS = 4
_SETTLE_SECONDS = 2.0
_PROGRESS_SECONDS = 1.0
_REFRESH_SECONDS = 0.5
_QUIET_SECONDS = 1.0
_SOON_SECONDS = 0.2
_DRAFT_SECONDS = 0.8
_CALM_SECONDS, _CALM_AT_LAST = 0.4, 2.0


class Session:
    """Lives on the loop. What runs in the executor gets frozen parts of it."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.tasks = Tasks()
        self.options = Options()
        self.client = Client()
        self.author = client_author("")
        self.folders: tuple[Path, ...] = ()
        self.documents: dict[str, Document] = {}
        self.roots: Roots  #: there once what is heavy is imported
        self.is_loaded = False
        self.heard_at = 0.0  #: when the editor last sent anything
        self.base: str | None = None  #: changes count from this commit instead of HEAD
        self.on_change: Callable[[Document], None] = lambda _document: None
        self.on_typing: Callable[[Document], None] = lambda _document: None
        self._soon: asyncio.TimerHandle | None = None
        self._refreshing: set[str] = set()
        self._progress: asyncio.Task[None] | None = None
        self._executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="chesterton")

    @cached_property
    def drafting(self) -> Drafting:
        """The drafts that are open."""
        from chesterton.lsp.drafting import Drafting  # noqa: PLC0415 - brings the use cases along

        return Drafting(self)

    def begin(self, params: lsp.InitializeParams) -> None:
        """What the editor says of itself, its folders and its settings."""
        self.client = client_of(params)
        self.author = client_author(self.client.name)
        self.editor.shows_documents = self.client.shows_documents
        self.options.set_editor(params.initialization_options)
        folders = [path_of(folder.uri) for folder in params.workspace_folders or ()]
        if not folders:
            root = Path(params.root_path) if params.root_path else None
            folders = [path_of(params.root_uri) if params.root_uri else root]
        self.folders = tuple(folder for folder in folders if folder and folder.is_absolute())

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of work that is done in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: work(*args, **kwargs))

    @contextlib.asynccontextmanager
    async def progress(self, title: str) -> AsyncIterator[None]:
        """Shows that something is being done, where it takes long."""
        if not self.client.progress or self._progress is not None:
            yield
            return
        is_over = asyncio.Event()
        self._progress = self.tasks.spawn("progress", self._show_progress(title, is_over))
        try:
            yield
        finally:
            is_over.set()  # to cancel is lost where the editor answers in the same moment
            self._progress.cancel()
            self._progress = None

    async def _show_progress(self, title: str, is_over: asyncio.Event) -> None:
        await asyncio.sleep(_PROGRESS_SECONDS)
        shown = await self.editor.begin_progress(title)
        try:
            await is_over.wait()
        finally:
            if shown is not None:
                self.editor.end_progress(shown)

    def want_refresh(self, method: str) -> None:
        """Has the editor ask again: soon, not too often, and never while somebody types."""
        if method not in self._refreshing:
            self._refreshing.add(method)
            self.tasks.spawn(method, self._refresh(method))

    def refresh_changed(
        self, document: Document, method: str, told: Callable[[Snapshot], Iterable[object]]
    ) -> None:
        """Has the editor ask again, where what it was told of is not what it would be told."""
        if not document.is_renewed:
            return
        now = self.snapshot(document)
        before = now.with_table(document.before or Table(now.table.path))
        if list(told(now)) != list(told(before)):
            self.want_refresh(method)

    async def _refresh(self, method: str) -> None:
        try:
            await asyncio.sleep(_REFRESH_SECONDS)
            while (typed := self._seconds_since_typing()) < _QUIET_SECONDS:  # noqa: ASYNC110  # a clock
                await asyncio.sleep(_QUIET_SECONDS - typed)
        finally:
            self._refreshing.discard(method)
        await self.editor.refresh(method)

    def _seconds_since_typing(self) -> float:
        last = max((each.changed_at for each in self.documents.values()), default=0.0)
        return time.monotonic() - last

    async def calm(self) -> None:
        """Waits until the editor is silent for a moment, so that nobody waits for us; not long."""
        end = time.monotonic() + _CALM_AT_LAST
        while (now := time.monotonic()) < min(end, self.heard_at + _CALM_SECONDS):  # noqa: ASYNC110
            await asyncio.sleep(min(end, self.heard_at + _CALM_SECONDS) - now)

    # --- documents

    def open(self, item: lsp.TextDocumentItem) -> Document:
        """The editor shows a document. One that was open already is replaced."""
        key = key_of(item.uri)
        if before := self.documents.get(key):
            before.close()
        document = self.documents[key] = Document(item)
        self.on_change(document)
        return document

    def change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """The editor changed a document; one that is not open is none of ours."""
        document = self.document(params.text_document.uri)
        if document is not None:
            version = params.text_document.version
            document.change(params.content_changes, version, self.client.encoding)
            self.on_typing(document)

    def close(self, uri: str) -> None:
        """The editor shows it no longer."""
        document = self.documents.pop(key_of(uri), None)
        if document is not None:
            document.close()
            if document.published or document.is_draft:  # of a draft more is told when it is saved
                self.editor.publish(document.uri, ())
            if document.home is not None and document.parsed is not None:
                self.tasks.spawn("closing", self._let_go(document, document.home))

    async def _let_go(self, document: Document, home: Home) -> None:
        """What was typed and not saved is gone: others may have counted on it."""
        on_disk = await self.run(home.workspace.read, home.path)
        if on_disk is None or on_disk.value != document.text.value:
            self.changed(self.documents_in(home.workspace))

    async def edit(self, label: str, document: Document, edits: Sequence[lsp.TextEdit]) -> None:
        """Has the editor change a document: as it is now, where the editor can tell."""
        change = lsp.WorkspaceEdit({document.uri: edits})
        if self.client.versioned_edits:
            known = lsp.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
            change = lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(known, edits)])
        await self.editor.apply(label, change)

    def document(self, uri: str) -> Document | None:
        """The open document of that address."""
        return self.documents.get(key_of(uri))

    def snapshot(self, document: Document) -> Snapshot:
        """The document as it is at this moment."""
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
        )

    def _snapshot_of_draft(self, document: Document) -> Snapshot:
        draft = self.drafting.known(document.file) if document.file else None
        places = {
            written(each.home.path, symbol.name): f"{each.uri}#L{symbol.line}"
            for each in self.documents.values()
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

    def changed_soon(self) -> None:
        """As `changed`, once for all that comes within a moment."""
        if self._soon is None:
            loop = asyncio.get_running_loop()
            self._soon = loop.call_later(_SOON_SECONDS, self._changed_at_last)

    def _changed_at_last(self) -> None:
        self._soon = None
        self.changed()

    def changed(self, documents: Iterable[Document] | None = None) -> None:
        """What stands beside these documents, or all, may differ: it is looked up again."""
        for document in list(self.documents.values() if documents is None else documents):
            self.on_change(document)

    async def show_changes(self) -> None:
        """As `changed`, and waits until it is told: some editors lose what follows an answer."""
        self.changed()
        told = [document.is_current.wait() for document in self.documents.values()]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*told), _SETTLE_SECONDS)

    def documents_in(self, workspace: Workspace) -> list[Document]:
        """The open documents of a project."""
        known = ((each, each.home) for each in self.documents.values())
        return [each for each, home in known if home and home.workspace is workspace]

    def shown_workspaces(self) -> set[Workspace]:
        """The projects of which a document is open."""
        return {each.home.workspace for each in self.documents.values() if each.home}

    def unserved(self) -> list[Document]:
        """Open files for which no project was found, or whose notes could not be read."""
        return [
            each
            for each in self.documents.values()
            if (each.home is None or each.is_refused)
            and each.file
            and not each.is_draft
            and not each.is_building
        ]

    # --- projects

    async def home_of(self, uri: str) -> Home:
        """The project of a file and its path in there. Raises UserError where there is none."""
        document, file = self.document(uri), path_of(uri)
        if document is not None:
            await _within_seconds(document.is_settled)
        if document is not None and document.home is not None:
            return document.home
        if not self.is_loaded or file is None:
            raise UserError("this document is no file of a project", "save it inside a project")
        home = await self.run(self.roots.find_home, file, self.folders)
        if home is None:
            raise UserError("this file belongs to no project", "open its folder in the editor")
        return home

    async def workspace_for(self, uri: str | None) -> Workspace:
        """The project of a document; without one, of what is open. Raises UserError."""
        if uri is not None:
            return (await self.home_of(uri)).workspace
        for document in self.documents.values():
            if document.home is not None:
                return document.home.workspace
        for folder in self.folders:
            workspace = await self.run(self.roots.workspace_in, folder)
            if workspace is not None:
                return workspace
        raise UserError("no project is open", "open a file of the project first")

    async def parsed_documents(self, workspace: Workspace) -> Mapping[str, Parsed]:
        """The open documents of a project as they are typed."""
        waited = [each.is_current.wait() for each in self.documents_in(workspace)]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*waited), _SETTLE_SECONDS)
        found = ((each, each.home, each.parsed) for each in self.documents_in(workspace))
        return {
            home.path: await self._parsed_now(document, parsed)
            for document, home, parsed in found
            if home and parsed
        }

    async def _parsed_now(self, document: Document, parsed: Parsed) -> Parsed:
        """What an editor says of a line is meant of the text as it is."""
        if parsed.text == document.text:
            return parsed
        from chesterton.syntax.outline import parse  # noqa: PLC0415 - heavy, and loaded by then

        return await self.run(parse, document.text, parsed.language)

    # --- the end

    async def end(self) -> None:
        """Closes what is open; what is under way in threads is waited for, but not long."""
        self.tasks.cancel()
        for document in self.documents.values():
            document.close()  # a draft that is stored at last waits for none of them
        if "drafting" in self.__dict__:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.drafting.end(), _DRAFT_SECONDS)
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self.is_loaded:
            await asyncio.to_thread(self.roots.close)


async def _within_seconds(event: asyncio.Event) -> None:
    """Waits for something that should come soon; goes on without it."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), _SETTLE_SECONDS)
