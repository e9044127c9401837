"""A session without a process: an editor that notes what it is told, and a project."""

import asyncio
import threading

from lsprotocol import types as lsp

from chesterton.lsp.capabilities import Client
from chesterton.lsp.document.scheduler import Builder
from chesterton.lsp.editor import Editor
from chesterton.lsp.features import code_lens
from chesterton.lsp.projects import Roots
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import load
from chesterton.lsp.session import Session
from chesterton.lsp.startup import pushes

SECONDS = 5.0
"""How long a test waits for what should come at once; a slow machine is no failure."""


class Wire:
    """An editor that takes what it is told, and answers what `answers` has for it."""

    def __init__(self):
        self.asked = []
        self.told = []
        self.answers = {}  #: method -> coroutine function of the parameters

    def notify(self, method, params=None):
        self.told.append((method, params))

    async def ask(self, method, params=None, seconds=10.0):
        """By default answers nothing."""
        del seconds
        self.asked.append(method)
        answer = self.answers.get(method)
        return await answer(params) if answer else None

    def published(self, uri):
        """What was told of a document, each time."""
        method = lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        return [each.diagnostics for name, each in self.told if name == method and each.uri == uri]


class Running:
    """A session with one file of a project that has a note on it."""

    def __init__(self, project, **client):
        self.project, self.wire = project, Wire()
        self.session = session = Session(Editor(self.wire))
        session.editor.client = Client(**{"lens_refresh": True, "lens": True, **client})
        session.roots = Roots("", is_trusted=True)
        session.is_loaded = True
        session.folders = (project.root,)
        builder = Builder(session, session.roots, pushes(load(REGISTRY)))
        documents = session.documents
        documents.on_change, documents.on_typing = builder.want, builder.follow

    def opened(self, path="pay.py", text=None):
        text = (self.project.root / path).read_text("utf-8") if text is None else text
        uri = self.project.uri(path)
        return self.session.documents.open(lsp.TextDocumentItem(uri, "python", 1, text))

    async def shown(self, path="pay.py", text=None):
        """A document that is open, with all that is told of it."""
        document = self.opened(path, text)
        await self.current(document)
        return document

    async def current(self, document):
        await asyncio.wait_for(document.is_current.wait(), SECONDS)

    def change(self, document, old, new):
        """Somebody replaces a part of the text."""
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
        """Waits until `happened()` gives something true, and gives it back."""
        async with asyncio.timeout(SECONDS):
            while not (found := happened()):  # noqa: ASYNC110  # a state of threads and tasks
                await asyncio.sleep(0.02)
        return found


class Gate:
    """Holds work in a thread up at a known point."""

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
