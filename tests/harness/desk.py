"""The editor side of a scenario: open documents, with requests to the server's features in-process.

Parsing, placing and publishing, which the server does in background threads, are synchronous here.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Iterable
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from lsprotocol.converters import get_converter

from chesterton.config.layers import repository_values
from chesterton.lsp.arguments import check_arguments
from chesterton.lsp.convert import path_of
from chesterton.lsp.document.document import Document
from chesterton.lsp.document.incremental import update_or_build
from chesterton.lsp.document.table_builder import BuildInput, build
from chesterton.lsp.editor import Editor
from chesterton.lsp.features import open_notes
from chesterton.lsp.projects import ProjectFile, Projects
from chesterton.lsp.publishing import diagnostics
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command, Loaded, Request, load
from chesterton.lsp.session import Session as Server
from chesterton.lsp.snapshot import Snapshot
from chesterton.lsp.transport.message import NoAnswerError
from chesterton.memory.margin.parsed_document import is_excluded
from chesterton.memory.margin.table import ShownNote, Table
from chesterton.model.symbol import Span
from tests.harness.session import Session

CAPABILITIES: dict[str, Any] = {
    "textDocument": {
        "codeLens": {},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
    },
    "window": {"showDocument": {"support": True}},
    "workspace": {"applyEdit": True},
}

LOADED = load(REGISTRY)
REQUESTS = {each.row.method: each for each in LOADED if isinstance(each.row, Request)}
COMMANDS = {each.row.name: each for each in LOADED if isinstance(each.row, Command)}


class Wire:
    """The client's end of the connection: records the documents it is asked to show."""

    def __init__(self) -> None:
        self.shown: list[Path] = []

    def notify(self, method: str, params: Any | None = None) -> None:
        """Ignores a notification."""

    async def ask(self, method: str, params: Any = None, seconds: float = 10.0) -> Any:
        """Receives a request."""
        del seconds
        if method == lsp.WINDOW_SHOW_DOCUMENT:
            self.shown.append(_path(params.uri))
            return lsp.ShowDocumentResult(success=True)
        if method == lsp.WORKSPACE_APPLY_EDIT:
            return lsp.ApplyWorkspaceEditResult(applied=True)
        raise NoAnswerError(method)


class Desk:
    """An editor session: documents, requests, diagnostics, commands."""

    def __init__(self, session: Session) -> None:
        self.wire = Wire()
        self._session = session
        self._server = Server(Editor(self.wire))
        self._fresh: set[str] = set()
        scenario = session.scenario
        settings = {"signals": "lens", **scenario.settings}
        params = {
            "capabilities": _merged(CAPABILITIES, scenario.capabilities),
            "clientInfo": {"name": scenario.world.get("client", "An editor")},
            "initializationOptions": settings,
            "processId": None,
        }
        structured = get_converter().structure(params, lsp.InitializeParams)
        structured.capabilities = params["capabilities"]  # left as JSON, as the server does
        self._server.begin(structured)

    def look_again(self) -> None:
        """Invalidates all documents, after files, notes or history have changed."""
        self._fresh.clear()

    def snapshot(self, path: str) -> Snapshot:
        """The snapshot of a document that features work on."""
        return self._server.snapshot(self._document(path))

    def ask(self, method: str, path: str, params: Any) -> Any:  # by method
        """The response to a request about a document."""
        feature = REQUESTS.get(method)
        answer = feature.run(self.snapshot(path), params) if feature else None
        return asyncio.run(_finished(answer)) if inspect.isawaitable(answer) else answer

    def diagnostics(self, path: str) -> list[lsp.Diagnostic]:
        """The diagnostics of a document."""
        return list(diagnostics(self.snapshot(path)))

    def write_pages(self, path: str) -> None:
        """Writes the files that hovers link to."""
        document, workspace = self._document(path), self._session.workspace
        table = document.table()
        rows = [row for row in table.rows if row.entries] if table else []
        pages = [open_notes._page(row, self._server.options.shared.hover_max_notes) for row in rows]
        documents = self._session.documents(path)
        document.views |= open_notes.write_pages(workspace, pages, documents)

    def execute(self, command: lsp.Command) -> Any:  # by command
        """Executes the command of a code action or code lens."""
        loaded = COMMANDS[command.command]
        self._server.projects = self._roots()
        return asyncio.run(_awaited(loaded, self._server, command.arguments))

    def close_document(self, path: str) -> None:
        """Closes a document if it is open."""

        async def close() -> None:
            self._server.documents.close(self.uri(path))

        asyncio.run(close())

    def close(self) -> None:
        """Stops the worker threads."""
        self._server.workers.end()

    def uri(self, path: str) -> str:
        """The URI of a file."""
        return (self._session.root / path).as_uri()

    def _document(self, path: str) -> Document:
        uri, text = self.uri(path), self._session.text(path)
        document = self._server.documents.get(uri)
        if document is None:
            document = self._server.documents.open(lsp.TextDocumentItem(uri, "", 1, text))
        elif document.text.value != text:
            change = lsp.TextDocumentContentChangeWholeDocument(text)
            document.change([change], (document.version or 0) + 1, self._server.client.encoding)
        if path not in self._fresh:
            self._fresh.add(path)
            self._renew(document, path)
        return document

    def _renew(self, document: Document, path: str) -> None:
        workspace = self._session.workspace
        home = document.home = ProjectFile(workspace, path, workspace.root)
        repository, _ = repository_values(workspace.root)
        settings = document.settings = self._server.options.for_document(repository, {})
        if not settings.enable or is_excluded(path, settings.exclude):
            document.clear()
            return
        others = [other for other in self._session.typed if other != path]
        order = BuildInput(
            home,
            document.language_id,
            document.text,
            document.parsed,
            {other: self._session.parsed(other) for other in others},
            settings.comment_markers,
            self._server.base,
            document.contents.opened,
            document.seen,
        )
        full = build(order)
        incremental = update_or_build(order, document.built)
        if not incremental.is_full:  # the incremental update must equal the full build
            assert _shown(incremental.table) == _shown(full.table)
        document.install(full, document.contents.revision)

    def _roots(self) -> Projects:
        """The projects known to the server: the one of the scenario."""
        roots = Projects(str(self._session.store.location.directory), is_trusted=True)
        roots._store = self._session.store
        roots._by_folder[self._session.root] = self._session.workspace
        return roots


def _shown(table: Table) -> list[object]:
    """The parts of a table that editors can see, in comparable form."""
    rows = [
        (row.symbol, row.span, row.name_span, row.title, _notes(row.entries), _notes(row.proposed))
        for row in table.rows
    ]
    return [table.deleted, table.comments, rows]


def _notes(entries: Iterable[ShownNote]) -> list[object]:
    return [
        (each.entry.note.id, each.entry.touched, each.quote, each.changed, each.is_stale)
        for each in entries
    ]


def point(snapshot: Snapshot, line: int, column: int) -> lsp.Position:
    """The LSP position of a 1-based line and a 0-based column."""
    offset = snapshot.text.offset(line - 1, column)
    return snapshot.range(Span(offset, offset)).start


async def _finished(answer: Awaitable[Any]) -> Any:
    return await answer


async def _awaited(loaded: Loaded, server: Server, arguments: Any) -> Any:
    assert isinstance(loaded.row, Command)
    return await loaded.run(
        server, check_arguments(loaded.row.required, loaded.row.optional, arguments)
    )


def _merged(default: Any, own: Any) -> Any:  # JSON
    if not isinstance(default, dict) or not isinstance(own, dict):
        return own
    return {**default, **{key: _merged(default.get(key), value) for key, value in own.items()}}


def _path(uri: str) -> Path:
    path = path_of(uri)
    assert path is not None, uri
    return path
