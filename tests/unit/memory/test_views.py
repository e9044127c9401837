"""Views of notes are private and inert, and removed with their note."""

import os

import pytest

from chesterton.memory.notes import show, views
from chesterton.memory.notes.forget import forget
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness import notes as harness
from tests.harness.notes import PERSON


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "plain").mkdir()
    store = Store.open(Location(tmp_path / "home"))
    opened = Workspace.open(tmp_path / "plain", store)
    yield opened
    opened.close()
    store.close()


def noted(workspace, title="Deploy on Tuesdays", body=""):
    remembered = harness.noted(workspace, title, kind=Kind.DEBT, body=body)
    return show.find_note(workspace, remembered.id)


def test_a_view_is_complete_and_private(workspace):
    path = views.view(workspace.store.location, noted(workspace, body="Because."))
    text = path.read_text()
    assert text.startswith("# Debt: Deploy on Tuesdays\n\n> Because.\n\n- `.`, line 1")
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_view_fetches_nothing(workspace):
    body = "![x](https://evil/p.png) <img src=https://evil/p.png>"
    text = views.view(workspace.store.location, noted(workspace, body=body)).read_text()
    assert "![" not in text
    assert "<img" not in text


def test_a_view_is_written_only_when_it_differs(workspace):
    placed = noted(workspace)
    path = views.view(workspace.store.location, placed)
    before = path.stat().st_mtime_ns
    assert views.view(workspace.store.location, placed).stat().st_mtime_ns == before


def test_all_notes_of_a_symbol_are_in_one_file(workspace):
    notes = [noted(workspace, f"Note {number}") for number in range(3)]
    text = views.view_all(workspace.store.location, "pay.py::charge", notes).read_text()
    assert text.startswith("# pay.py::charge\n\n# Debt: Note 0")
    assert text.count("# Debt: ") == 3


@pytest.mark.skipif(os.name != "posix", reason="links as on POSIX")
def test_a_planted_link_is_not_followed(workspace, tmp_path):
    placed, theirs = noted(workspace), tmp_path / "theirs"
    theirs.write_text("theirs")
    workspace.store.location.views.mkdir(exist_ok=True)
    (workspace.store.location.views / f"{placed.note.id}.md").symlink_to(theirs)
    views.view(workspace.store.location, placed)
    assert theirs.read_text() == "theirs"


def test_forgetting_takes_the_views_along(workspace):
    placed, location = noted(workspace), workspace.store.location
    views.view(location, placed)
    views.view_all(location, "x", [placed])
    forget(workspace, [placed.note.id], by=PERSON)
    assert list(location.views.iterdir()) == []


def test_two_symbols_of_one_name_have_separate_views(workspace):
    location = workspace.store.location
    here, there = (views.view_all(location, "charge", [noted(workspace)]) for _ in range(2))
    assert here != there
