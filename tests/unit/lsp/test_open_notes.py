"""The files that hovers link to, written while documents and notes change."""

from functools import partial

from chesterton.lsp.convert import path_of
from chesterton.lsp.features import lifecycle, open_notes
from chesterton.memory.notes import views
from chesterton.memory.notes.forget import forget
from tests.harness.notes import PERSON
from tests.unit.lsp.editing import Gate, Running
from tests.wire.project import PAY

MANY = "\n\n".join(f"def step_{n}(card):\n    return card.step({n})" for n in range(6)) + "\n"


async def test_no_diagnostics_are_published_for_a_document_closed_meanwhile(project, monkeypatch):
    """They are normally published again once the files they link to are written."""
    running = Running(project, code_description=True)
    slow = Gate(open_notes.write_pages)
    monkeypatch.setattr(open_notes, "write_pages", slow)
    document = await running.shown(text=PAY.replace("attempts=3", "attempts=5"))
    assert [each.code for each in running.wire.published(document.uri)[-1]] == ["touched"]
    await slow.reached()
    running.session.documents.close(document.uri)
    slow.open()
    await running.until(lambda: not document.is_writing)
    assert running.wire.published(document.uri)[-1] == []
    await running.session.end()


async def test_no_file_is_written_for_a_note_forgotten_meanwhile(project, monkeypatch):
    project.write("many.py", MANY)
    ids = project.notes("many.py", [(f"step_{n}", f"Step {n} stays") for n in range(6)])
    running = Running(project)
    slow = Gate(open_notes.write_pages)
    monkeypatch.setattr(open_notes, "write_pages", slow)
    document = await running.shown("many.py")
    await slow.reached()
    workspace = document.home.workspace
    await running.session.run(partial(forget, by=PERSON), workspace, ids[-1:])
    await running.session.documents.show_changes()
    assert len(running.lenses(document)) == 5
    slow.open()
    await running.until(lambda: not document.is_writing)
    written = workspace.store.location.views.glob("*.md")
    assert {path.stem for path in written} == set(ids[:-1])
    await running.session.end()


async def test_a_file_written_while_its_note_is_forgotten_is_deleted(running, monkeypatch):
    slow = Gate(views.view)
    monkeypatch.setattr(views, "view", slow)
    document = await running.shown()
    await slow.reached()
    workspace = document.home.workspace
    ids = [note.id for note in workspace.store.notes(workspace.project.id)]
    await running.session.run(partial(forget, by=PERSON), workspace, ids)
    slow.open()
    await running.until(lambda: not document.is_writing)
    assert list(workspace.store.location.views.glob("*.md")) == []


async def test_files_that_failed_to_be_written_are_retried_with_the_next_table(
    running, monkeypatch
):
    def fails(*_what):
        raise OSError

    monkeypatch.setattr(open_notes, "write_pages", fails)
    document = await running.shown()
    await running.until(lambda: not document.is_writing)
    monkeypatch.undo()
    running.session.documents.request_rebuild()
    await running.until(lambda: document.views)


async def test_the_page_of_many_notes_is_rewritten_after_another_note_is_forgotten(
    running, project
):
    project.notes("pay.py", [("charge", f"Reason {n}") for n in range(4)])
    (other,) = project.notes("pay.py", [("refund", "Refunds are final")])
    document = await running.shown()
    await running.until(lambda: "::charge" in document.views)
    address = path_of(document.views["::charge"])
    assert address.exists()
    await running.until(lambda: not document.is_writing)
    assert await lifecycle.run_forget(running.session, {"ids": [other]}) == 1
    await running.until(address.exists)


async def test_missing_pages_are_computed_once_per_table(project, monkeypatch):
    """With thousands of notes each computation would delay a key press."""
    project.write("many.py", MANY)
    project.notes("many.py", [(f"step_{n}", f"Step {n} stays") for n in range(6)])
    monkeypatch.setattr(open_notes, "_BATCH", 1)
    running, looks = Running(project), []
    missing = open_notes._missing
    monkeypatch.setattr(open_notes, "_missing", lambda *about: looks.append(1) or missing(*about))
    document = await running.shown("many.py")
    await running.until(lambda: len(document.views) == 6 and not document.is_writing)
    assert len(looks) < 6
    await running.session.end()
