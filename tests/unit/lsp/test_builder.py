"""What is made of a document while the world around it changes (L22, L23)."""

import asyncio
import threading

import pytest
from lsprotocol import types as lsp

from chesterton.lsp import builder as module
from chesterton.lsp.builder import Builder
from chesterton.lsp.capabilities import Client
from chesterton.lsp.editor import Editor
from chesterton.lsp.feature import Push
from chesterton.lsp.features import code_lens, files
from chesterton.lsp.roots import Roots
from chesterton.lsp.session import Session
from chesterton.model.errors import UserError
from chesterton.store.location import DATA_VARIABLE
from tests.wire.project import Project


class Wire:
    """An editor that takes what it is told."""

    def __init__(self):
        self.asked = []
        self.is_asked = asyncio.Event()

    def notify(self, method, params=None):
        """Takes it."""

    async def ask(self, method, params=None, seconds=10.0):
        """Answers nothing."""
        del params, seconds
        self.asked.append(method)
        self.is_asked.set()


class Running:
    """A session with one file of a project that has a note on it."""

    def __init__(self, project):
        self.project, self.wire = project, Wire()
        self.session = session = Session(Editor(self.wire))
        session.client = Client(lens_refresh=True, lens=True)
        session.roots = Roots("", is_trusted=True)
        session.is_loaded = True
        session.folders = (project.root,)
        pushes = [each for each in code_lens.OFFERS if isinstance(each, Push)]
        session.on_change = Builder(session, session.roots, pushes).want

    def opened(self):
        text = (self.project.root / "pay.py").read_text("utf-8")
        uri = self.project.uri("pay.py")
        return self.session.open(lsp.TextDocumentItem(uri, "python", 1, text))

    def lenses(self, document):
        return list(code_lens.lenses(self.session.snapshot(document)))


@pytest.fixture
async def running(tmp_path, monkeypatch):
    project = Project(tmp_path)
    project.write("pay.py")
    project.note("pay.py", "charge", "attempts stays at 3")
    monkeypatch.setenv(DATA_VARIABLE, str(project.memory))
    made = Running(project)
    yield made
    await made.session.end()


async def test_folders_that_change_while_a_file_is_looked_at_take_no_note_away(
    running, monkeypatch
):
    """An answer in that moment was empty, and the editor never asked again."""
    reads, goes_on = threading.Event(), threading.Event()

    def slow(_root):
        reads.set()
        assert goes_on.wait(30)
        return {}, []

    monkeypatch.setattr(module, "repository_values", slow)
    document = running.opened()
    await asyncio.to_thread(reads.wait, 30)
    gone = lsp.WorkspaceFolder("file:///elsewhere", "elsewhere")
    event = lsp.WorkspaceFoldersChangeEvent(added=[], removed=[gone])
    files.on_folders(running.session, lsp.DidChangeWorkspaceFoldersParams(event))
    goes_on.set()
    await asyncio.wait_for(document.is_settled.wait(), 30)
    assert len(running.lenses(document)) == 1
    await asyncio.wait_for(document.is_current.wait(), 30)
    assert document.home is not None


async def test_the_editor_asks_again_once_notes_can_be_read_after_all(running, monkeypatch):
    find, error = running.session.roots.find_home, UserError("the memory is busy", "try again")

    def fails(*_where):
        raise error

    monkeypatch.setattr(running.session.roots, "find_home", fails)
    document = running.opened()
    await asyncio.wait_for(document.is_settled.wait(), 30)
    assert running.lenses(document) == []
    monkeypatch.setattr(running.session.roots, "find_home", find)
    running.session.changed()
    await asyncio.wait_for(document.is_current.wait(), 30)
    assert len(running.lenses(document)) == 1
    await asyncio.wait_for(running.wire.is_asked.wait(), 30)
    assert running.wire.asked == [lsp.WORKSPACE_CODE_LENS_REFRESH]


async def test_nothing_is_asked_for_at_the_first_table(running):
    document = running.opened()
    await asyncio.wait_for(document.is_current.wait(), 30)
    await asyncio.sleep(0.7)
    assert running.wire.asked == []
