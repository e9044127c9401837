"""A server session without a process: a fake editor that records messages, and a project."""

import asyncio
import threading

from lsprotocol import types as lsp

from chesterton.lsp.capabilities import Client
from chesterton.lsp.document.scheduler import TableScheduler
from chesterton.lsp.editor import Editor
from chesterton.lsp.features import code_lens
from chesterton.lsp.projects import Projects
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import load
from chesterton.lsp.session import Session
from chesterton.lsp.startup import pushes

SECONDS = 5.0
"""Default timeout, generous so that tests pass on a slow machine."""


class Wire:
    """An editor that records notifications, and answers requests with functions in `answers`."""

    def __init__(self):
        self.requests = []
        self.notifications = []
        self.answers = {}  #: method -> coroutine function of the parameters

    def notify(self, method, params=None):
        self.notifications.append((method, params))

    async def ask(self, method, params=None, seconds=10.0):
        """Returns the answer from `answers`, or None."""
        del seconds
        self.requests.append(method)
        answer = self.answers.get(method)
        return await answer(params) if answer else None

    def published(self, uri):
        """The diagnostics published for a document, in order."""
        method = lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        return [
            each.diagnostics
            for name, each in self.notifications
            if name == method and each.uri == uri
        ]


class Running:
    """A session on a project that has a file with a note."""

    def __init__(self, project, **client):
        self.project, self.wire = project, Wire()
        self.session = session = Session(Editor(self.wire))
        session.editor.client = Client(**{"lens_refresh": True, "lens": True, **client})
        session.projects = Projects("", is_trusted=True)
        session.is_loaded = True
        session.folders = (project.root,)
        builder = TableScheduler(session, session.projects, pushes(load(REGISTRY)))
        documents = session.documents
        documents.on_change, documents.on_typing = builder.schedule_rebuild, builder.schedule_update

    def opened(self, path="pay.py", text=None):
        text = (self.project.root / path).read_text("utf-8") if text is None else text
        uri = self.project.uri(path)
        return self.session.documents.open(lsp.TextDocumentItem(uri, "python", 1, text))

    async def shown(self, path="pay.py", text=None):
        """Opens a document and waits for its table."""
        document = self.opened(path, text)
        await self.current(document)
        return document

    async def current(self, document):
        await asyncio.wait_for(document.is_current.wait(), SECONDS)

    def change(self, document, old, new):
        """Replaces part of a document's text, as an edit by the user."""
        start = document.text.value.index(old)
        snapshot = self.session.snapshot(document)
        places = [snapshot.position(at) for at in (start, start + len(old))]
        edit = lsp.TextDocumentContentChangePartial(lsp.Range(*places), new)
        version = document.version + 1
        identifier = lsp.VersionedTextDocumentIdentifier(version, document.uri)
        self.session.documents.change(lsp.DidChangeTextDocumentParams(identifier, [edit]))

    def lenses(self, document):
        return list(code_lens.lenses(self.session.snapshot(document)))

    async def until(self, happened):
        """Waits until `happened()` returns a truthy value, and returns it."""
        async with asyncio.timeout(SECONDS):
            while not (result := happened()):  # noqa: ASYNC110  # a state of threads and tasks
                await asyncio.sleep(0.02)
        return result


class Gate:
    """Blocks work in a thread at a known point."""

    def __init__(self, work):
        self._work = work
        self._reached, self._goes_on = threading.Event(), threading.Event()

    def __call__(self, *args, **kwargs):
        self._reached.set()
        assert self._goes_on.wait(SECONDS)
        return self._work(*args, **kwargs)

    async def reached(self):
        assert await asyncio.to_thread(self._reached.wait, SECONDS)

    def open(self):
        self._goes_on.set()
