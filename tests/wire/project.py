"""A sample project for the tests: a repository, notes in a store, and documents to open."""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from chesterton.memory.notes.places import Place
from chesterton.model.note import Kind, Status
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import noted

PAY = '''\
"""Payments."""


def charge(card, attempts=3):
    """Pays."""
    return card.pay(attempts)


def refund(card):
    return card.refund()
'''


class Project:
    """A project folder and the user's store."""

    def __init__(self, home, name="shop", *, with_git=True, memory=None):
        self.home = Path(home)
        self.memory = Path(memory or home) / "memory"
        self.root = self.home / name
        self.root.mkdir(parents=True)
        self.with_git = with_git
        if with_git:
            self.git("init", "-q", "-b", "main", "--template=")

    def git(self, *arguments):
        subprocess.run(
            ["git", "-c", "user.name=ana", "-c", "user.email=ana@example.org", *arguments],
            cwd=self.root,
            check=True,
            capture_output=True,
            env={"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(self.home)},
        )

    def write(self, path, text=PAY, *, commit=True):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        if commit and self.with_git:
            self.git("add", "-A")
            # without the folder, all projects in a store would be forks of one another
            self.git("commit", "-q", "--allow-empty", "-m", f"Write {path}", "-m", str(self.root))
        return file

    def uri(self, path):
        return (self.root / path).as_uri()

    @staticmethod
    def path(uri):
        return Path(url2pathname(urlsplit(uri).path))

    def titles(self):
        """The titles of all notes in the store."""
        store = Store.open(Location(self.memory))
        try:
            return [note.title for each in store.projects() for note in store.notes(each.id)]
        finally:
            store.close()

    def forget_notes(self):
        """Deletes all notes about this folder from the store."""
        store = Store.open(Location(self.memory))
        try:
            here = [each for each in store.projects() if str(self.root) in each.folders]
            if ids := [note.id for each in here for note in store.own_notes(each.id)]:
                store.forget(ids)
        finally:
            store.close()

    def note(self, path, symbol, title, *, kind="pitfall", **more):
        """Stores a note from another process; returns its id."""
        return self.notes(path, [(symbol, title)], kind=kind, **more)[0]

    def notes(self, path, wanted, *, kind="pitfall", body="", links=(), proposed=False):
        """Stores notes, each with a symbol and a title; returns their ids."""
        store = Store.open(Location(self.memory))
        workspace = Workspace.open(self.root, store)
        try:
            return [
                noted(
                    workspace,
                    title,
                    Place(path, symbol=symbol),
                    kind=Kind(kind),
                    body=body,
                    links=links,
                    status=Status.PROPOSED if proposed else Status.CONFIRMED,
                ).id
                for symbol, title in wanted
            ]
        finally:
            workspace.close()
            store.close()


def opened(client, project, path, text=None, *, language="python", version=1):
    """Opens a file in the client; returns its URI."""
    uri = project.uri(path)
    text = (project.root / path).read_bytes().decode() if text is None else text
    item = {"uri": uri, "languageId": language, "version": version, "text": text}
    client.tell("textDocument/didOpen", {"textDocument": item})
    client.shown.append(uri)
    return uri


def at(uri, line, character):
    """Parameters for a request at a position."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def change(client, uri, start, end, text, version=2):
    """One edit, by (line, character) pairs."""
    place = {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }
    client.tell(
        "textDocument/didChange",
        {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"range": place, "text": text}],
        },
    )


def diagnostics(client, uri):
    """The latest diagnostics of a document; None before the first."""
    published = [
        each
        for each in client.notifications("textDocument/publishDiagnostics")
        if each["uri"] == uri
    ]
    return published[-1]["diagnostics"] if published else None


def framed_text(text):
    """Arbitrary text framed as a message."""
    body = text.encode("utf-8", "surrogatepass")
    return b"Content-Length: %d\r\n\r\n" % len(body) + body
