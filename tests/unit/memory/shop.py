"""A project with one note, which tests may turn into a git repository."""

import subprocess

from chesterton.memory.notes.places import Place
from chesterton.memory.notes.show import NoteQuery, notes
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.notes import noted

CHARGE = "def charge(card):\n    with lock(card):\n        return card.pay()\n"
REFUND = "def refund(card):\n    return card.send(-1)\n"


class Shop:
    """The project. Every query opens a fresh workspace, so that only the store keeps state."""

    def __init__(self, folder):
        self.root = folder / "shop"
        self.root.mkdir()
        self.store = Store.open(Location(folder / "memory"))

    def opened(self):
        return Workspace.open(self.root, self.store)

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def save(self, **files):
        """Write each file, or delete it if the text is empty."""
        for name, text in files.items():
            path = self.root / f"{name}.py"
            path.write_text(text) if text else path.unlink()

    def commit(self, **files):
        self.save(**files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def note(self, symbol="charge", path="pay.py", title=""):
        workspace = self.opened()
        place = Place(path, symbol=symbol)
        noted(workspace, title or f"Why {symbol}", place, kind=Kind.PITFALL)
        workspace.close()

    def placed(self):
        """The only note, placed in the working tree."""
        workspace = self.opened()
        (placed,) = notes(workspace, NoteQuery())
        workspace.close()
        return placed
