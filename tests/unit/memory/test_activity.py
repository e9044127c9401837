"""Events that do not write a note are recorded in batches, without duplicates."""

import pytest

from chesterton.memory.notes import activity, show
from chesterton.memory.notes.activity import Activity
from chesterton.memory.notes.places import Place
from chesterton.model.note import EventKind, Kind
from tests.harness.notes import noted
from tests.unit.memory.made import MOMENT, PAY


@pytest.fixture
def note(workspace):
    places = [Place("pay.py", symbol="charge")]
    return noted(workspace, "T", *places, kind=Kind.DEBT)


def recorded(workspace, note):
    return [(event.kind.value, event.detail) for event in workspace.store.events(note.id)[1:]]


def test_events_are_recorded_when_flushed(workspace, note):
    buffer = Activity(workspace)
    buffer.add(note.id, EventKind.SHOWN)
    buffer.add(note.id, EventKind.SHOWN)
    assert recorded(workspace, note) == []
    assert buffer.flush() == 1
    assert recorded(workspace, note) == [("shown", "")]
    assert buffer.flush() == 0


def test_moves_changes_and_healing_of_a_note_are_recorded(workspace, note, checkout):
    buffer = Activity(workspace)
    for text in (
        PAY,
        PAY.replace("charge", "take"),
        PAY.replace("charge", "take").replace("pay()", "pay(2)"),
        PAY.replace("charge", "take"),
    ):
        checkout.write("pay.py", text)
        checkout.commit("step", MOMENT)
        buffer.record_changes(show.notes(workspace))
    buffer.flush()
    assert recorded(workspace, note) == [
        ("followed", "from pay.py::charge to pay.py::take"),
        ("changed", "in pay.py::take"),
        ("healed", "in pay.py::take"),
    ]


def test_another_process_does_not_record_a_move_again(workspace, note, checkout):
    checkout.write("pay.py", PAY.replace("charge", "take"))
    checkout.commit("rename", MOMENT)
    for _ in range(2):
        buffer = Activity(workspace)
        buffer.record_changes(show.notes(workspace))
        buffer.flush()
    assert recorded(workspace, note) == [("followed", "from pay.py::charge to pay.py::take")]


def test_the_buffer_is_bounded(workspace, note, monkeypatch):
    monkeypatch.setattr(activity, "LIMIT", 3)
    buffer = Activity(workspace)
    for number in range(10):
        buffer.add(note.id, EventKind.TOUCHED, str(number))
    assert buffer.flush() == 3
