"""The open documents of a session, kept in sync with the editor."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from chesterton.lsp.convert import key_of
from chesterton.lsp.document.document import Document
from chesterton.lsp.editor import Editor
from chesterton.lsp.transport.dispatch import Tasks
from chesterton.lsp.workers import Workers

if TYPE_CHECKING:  # loaded after the initialize response
    from chesterton.lsp.projects import ProjectFile
    from chesterton.memory.margin.parsed_document import Parsed
    from chesterton.memory.opening import Workspace

_SETTLE_SECONDS = 2.0
_SOON_SECONDS = 0.2
_TREES = 4
"""Number of documents whose syntax trees are kept: those with the latest tables."""


class OpenDocuments:
    """The open documents. Calls `on_change` and `on_typing` to request table builds.

    Confined to the event loop.
    """

    def __init__(self, editor: Editor, tasks: Tasks, workers: Workers) -> None:
        self.on_change: Callable[[Document], None] = lambda _document: None
        self.on_typing: Callable[[Document], None] = lambda _document: None
        self._editor = editor
        self._tasks = tasks
        self._workers = workers
        self._by_key: dict[str, Document] = {}
        self._soon: asyncio.TimerHandle | None = None
        self._with_tree: dict[Document, None] = {}  #: the latest last

    def __iter__(self) -> Iterator[Document]:
        """Iterates over a copy, so documents may be opened or closed during the iteration."""
        return iter(list(self._by_key.values()))

    def __len__(self) -> int:
        """The number of open documents."""
        return len(self._by_key)

    def get(self, uri: str) -> Document | None:
        """The open document with this URI, however the URI is spelled."""
        return self._by_key.get(key_of(uri))

    # --- text synchronisation

    def open(self, item: lsp.TextDocumentItem) -> Document:
        """Opens a document, replacing it if it is already open."""
        key = key_of(item.uri)
        if before := self._by_key.get(key):
            before.close()
            self._with_tree.pop(before, None)
        document = self._by_key[key] = Document(item)
        self.on_change(document)
        return document

    def change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Applies a change; ignored if the document is not open."""
        document = self.get(params.text_document.uri)
        if document is not None:
            version, encoding = params.text_document.version, self._editor.client.encoding
            document.change(params.content_changes, version, encoding)
            self.on_typing(document)

    def close(self, uri: str) -> None:
        """Closes a document and clears its diagnostics."""
        document = self._by_key.pop(key_of(uri), None)
        if document is not None:
            document.close()
            self._with_tree.pop(document, None)
            if document.published or document.is_draft:  # saving a draft publishes untracked ones
                self._editor.publish(document.uri, ())
            if document.home is not None and document.parsed is not None:
                self._tasks.spawn("closing", self._discard_unsaved(document, document.home))

    async def _discard_unsaved(self, document: Document, home: ProjectFile) -> None:
        """Rebuilds the project's other tables if closing discarded unsaved edits."""
        on_disk = await self._workers.run(home.workspace.read, home.path)
        if on_disk is None or on_disk.value != document.text.value:
            self.request_rebuild(self.in_project(home.workspace))

    def keep_tree(self, document: Document) -> None:
        """Keeps the syntax tree of a document just built, dropping the oldest one if necessary."""
        self._with_tree.pop(document, None)
        self._with_tree[document] = None
        while len(self._with_tree) > _TREES:
            oldest = next(iter(self._with_tree))
            del self._with_tree[oldest]
            oldest.drop_tree()

    def seconds_since_typing(self) -> float:
        """Seconds since the last edit to any open document."""
        return time.monotonic() - max((each.changed_at for each in self), default=0.0)

    # --- tables that may be out of date

    def request_rebuild_soon(self) -> None:
        """Like `request_rebuild`, but debounced."""
        if self._soon is None:
            loop = asyncio.get_running_loop()
            self._soon = loop.call_later(_SOON_SECONDS, self._changed_later)

    def _changed_later(self) -> None:
        self._soon = None
        self.request_rebuild()

    def request_rebuild(self, documents: Iterable[Document] | None = None) -> None:
        """Requests a rebuild of the tables of these documents; by default of all."""
        for document in list(self if documents is None else documents):
            self.on_change(document)

    async def show_changes(self) -> None:
        """Like `request_rebuild`, but waits until diagnostics are published.

        Emacs drops notifications sent right after a response.
        """
        self.request_rebuild()
        await _all_set(document.is_current for document in self)

    # --- projects

    def forget_projects(self, documents: Iterable[Document]) -> None:
        """Looks up the projects of these documents again."""
        for document in list(documents):
            document.home = None
            document.wants_all = True
            self.on_change(document)

    def in_project(self, workspace: Workspace) -> list[Document]:
        """The open documents of a project."""
        return [each for each in self if each.home and each.home.workspace is workspace]

    def workspaces(self) -> set[Workspace]:
        """The projects that have an open document."""
        return {each.home.workspace for each in self if each.home}

    def without_project(self) -> list[Document]:
        """Open files that have no project, or whose notes could not be read."""
        return [
            each
            for each in self
            if (each.home is None or each.is_refused)
            and each.file
            and not each.is_draft
            and not each.is_building
        ]

    async def wait_for_project(self, document: Document) -> None:
        """Waits until the document's project is known, with a time limit."""
        await _all_set([document.is_settled])

    async def parsed(self, workspace: Workspace) -> Mapping[str, Parsed]:
        """The current text of the project's open documents, parsed, by path."""
        await _all_set(each.is_current for each in self.in_project(workspace))
        documents = ((each, each.home, each.parsed) for each in self.in_project(workspace))
        return {
            home.path: await self._parsed_now(document, parsed)
            for document, home, parsed in documents
            if home and parsed
        }

    async def _parsed_now(self, document: Document, parsed: Parsed) -> Parsed:
        """Reparses if outdated, because the editor's positions refer to the current text."""
        text = document.text
        if document.seen and document.seen.decoding:
            text, _ = document.seen.decoding.as_on_disk(text)
        if parsed.text == text:
            return parsed
        from chesterton.memory.margin.parsed_document import parse_as  # noqa: PLC0415 - heavy, and loaded by then

        return await self._workers.run(parse_as, text, parsed)


async def _all_set(events: Iterable[asyncio.Event]) -> None:
    """Waits until all events are set, with a time limit."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*[e.wait() for e in events]), _SETTLE_SECONDS)
