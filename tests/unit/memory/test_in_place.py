"""The fast path for notes on whole files gives the same answer as the slow path, or none."""

import subprocess

import pytest

from chesterton.memory.notes import in_place, show
from chesterton.memory.notes.places import Place
from chesterton.memory.notes.snooze import snooze
from chesterton.model.anchor import PROJECT_PATH
from chesterton.model.note import NoteQuery
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.checkout import Checkout
from tests.harness.notes import PERSON, noted

PAY = "def charge(card):\n    return card.pay()\n"
REFUND = "\n\ndef refund(card):\n    return card.send(-1)\n"


class Shop:
    def __init__(self, folder):
        self.checkout = Checkout(folder / "repo")
        self.root = self.checkout.root
        self.store = Store.open(Location(folder / "home"))

    def opened(self):
        return Workspace.open(self.root, self.store)

    def write(self, path, text):
        self.checkout.write(path, text)

    def commit(self):
        self.checkout.commit("change", "2026-03-14T09:26:53Z")

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def note(self, path, symbol=None, **place):
        workspace = self.opened()
        noted(workspace, f"Why {path} {symbol}", Place(path, symbol=symbol, **place))
        workspace.close()


@pytest.fixture
def shop(tmp_path):
    made = Shop(tmp_path)
    made.write("pay.py", PAY)
    made.write("notes.txt", "hello\n")
    made.commit()
    yield made
    made.store.close()


def answers(shop, path, monkeypatch):
    """The notes of a file by the normal and by the slow path; whether the fast path was taken."""
    workspace = shop.opened()
    normal = show.notes(workspace, NoteQuery(), Place(path))
    was_fast = in_place.linked_in(workspace, path) is not None and in_place.place_unmoved(
        workspace, [each.note for each in normal]
    )
    workspace.close()
    with monkeypatch.context() as patched:
        patched.setattr(in_place, "linked_in", lambda *_: None)
        patched.setattr(in_place, "place_unmoved", lambda *_: None)
        workspace = shop.opened()
        slow = show.notes(workspace, NoteQuery(), Place(path))
        workspace.close()
    return normal, slow, bool(was_fast)


def whole_files(shop):
    shop.note("pay.py")
    shop.note("notes.txt")
    shop.note(PROJECT_PATH)


def committed_elsewhere(shop):
    whole_files(shop)
    shop.write("other.py", PAY)
    shop.commit()


def edited_file(shop):
    whole_files(shop)
    shop.write("pay.py", PAY + REFUND)


def committed_edit(shop):
    edited_file(shop)
    shop.commit()


def renamed_file(shop):
    whole_files(shop)
    shop.git("mv", "pay.py", "till.py")
    shop.commit()


def renamed_into(shop):
    shop.note("notes.txt")
    shop.git("mv", "-f", "notes.txt", "pay.py")
    shop.commit()


def pasted_into(shop):
    shop.note("pay.py")
    shop.note("pay.py", "charge")
    shop.write("pay.py", "")
    shop.write("notes.txt", "hello\n")
    shop.write("till.py", PAY)


def moved_into_by_a_commit(shop):
    shop.note("pay.py", "charge")
    shop.write("till.py", PAY)
    shop.write("pay.py", "X = 1\n")
    shop.commit()


def quoted_lines(shop):
    shop.note("notes.txt", line=1)


def untracked_file(shop):
    shop.write("new.txt", "x\n")
    shop.note("new.txt")


def several_places(shop):
    workspace = shop.opened()
    noted(workspace, "Both", Place("pay.py"), Place("notes.txt"), Place(PROJECT_PATH))
    noted(workspace, "Both and a symbol", Place("notes.txt"), Place("pay.py", symbol="charge"))
    workspace.close()


SITUATIONS = (
    whole_files, committed_elsewhere, edited_file, committed_edit, renamed_file, renamed_into,
    pasted_into, moved_into_by_a_commit, quoted_lines, untracked_file, several_places,
)  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda it: it.__name__)
def test_both_paths_give_the_same_answer(shop, situation, monkeypatch):
    situation(shop)
    for path in ("pay.py", "notes.txt", "till.py", "new.txt"):
        if (shop.root / path).exists():
            normal, slow, _ = answers(shop, path, monkeypatch)
            assert normal == slow, path


@pytest.mark.parametrize(
    "situation", [whole_files, committed_elsewhere], ids=lambda it: it.__name__
)
def test_the_fast_path_is_taken_if_nothing_moved(shop, situation, monkeypatch):
    situation(shop)
    normal, _, was_fast = answers(shop, "notes.txt", monkeypatch)
    assert (len(normal), was_fast) == (1, True)


def test_a_snoozed_note_takes_the_slow_path(shop):
    shop.note("pay.py")
    workspace = shop.opened()
    (placed,) = show.notes(workspace, NoteQuery())
    assert in_place.place_unmoved(workspace, [placed.note]) == [placed]
    (muted,) = snooze(workspace, [placed.note.id], by=PERSON, until="2999-01-01")
    assert in_place.place_unmoved(workspace, [muted]) is None
    workspace.close()
