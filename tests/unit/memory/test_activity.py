"""What happens to notes is told in batches, once."""

import pytest

from chesterton.memory.notes import activity, show
from chesterton.memory.notes.activity import Activity
from chesterton.memory.notes.places import Place
from chesterton.model.event import EventKind
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.checkout import Checkout
from tests.harness.notes import noted

SOURCE = "def charge(card):\n    return card.pay()\n"
MOMENT = "2026-03-14T09:26:53Z"


@pytest.fixture
def checkout(tmp_path):
    found = Checkout(tmp_path / "repo")
    found.write("pay.py", SOURCE)
    found.commit("first", MOMENT)
    return found


@pytest.fixture
def workspace(checkout, tmp_path):
    store = Store.open(Location(tmp_path / "home"))
    found = Workspace.open(checkout.root, store)
    yield found
    found.close()
    store.close()


@pytest.fixture
def note(workspace):
    places = [Place("pay.py", symbol="charge")]
    return noted(workspace, "T", *places, kind=Kind.DEBT)


def told(workspace, note):
    return [(event.kind.value, event.detail) for event in workspace.store.events(note.id)[1:]]


def test_what_happened_is_told_with_the_batch(workspace, note):
    seen = Activity(workspace)
    seen.add(note.id, EventKind.SHOWN)
    seen.add(note.id, EventKind.SHOWN)
    assert told(workspace, note) == []
    assert seen.flush() == 1
    assert told(workspace, note) == [("shown", "")]
    assert seen.flush() == 0


def test_a_note_that_moves_changes_and_heals_is_told(workspace, note, checkout):
    seen = Activity(workspace)
    for text in (
        SOURCE,
        SOURCE.replace("charge", "take"),
        SOURCE.replace("charge", "take").replace("pay()", "pay(2)"),
        SOURCE.replace("charge", "take"),
    ):
        checkout.write("pay.py", text)
        checkout.commit("step", MOMENT)
        seen.observe(show.notes(workspace))
    seen.flush()
    assert told(workspace, note) == [
        ("followed", "from pay.py::charge to pay.py::take"),
        ("changed", "in pay.py::take"),
        ("healed", "in pay.py::take"),
    ]


def test_another_process_does_not_tell_it_again(workspace, note, checkout):
    checkout.write("pay.py", SOURCE.replace("charge", "take"))
    checkout.commit("rename", MOMENT)
    for _ in range(2):
        seen = Activity(workspace)
        seen.observe(show.notes(workspace))
        seen.flush()
    assert told(workspace, note) == [("followed", "from pay.py::charge to pay.py::take")]


def test_a_flood_is_bounded(workspace, note, monkeypatch):
    monkeypatch.setattr(activity, "LIMIT", 3)
    seen = Activity(workspace)
    for number in range(10):
        seen.add(note.id, EventKind.TOUCHED, str(number))
    assert seen.flush() == 3
