"""Commands with the id of a note reach every project, as on the command line."""

import shutil

import pytest

from tests.wire.client import RefusedError
from tests.wire.conftest import ABLE
from tests.wire.project import Project, opened
from tests.wire.test_notes import run


@pytest.fixture
async def editing(fork, project, tmp_path):
    """A client with one project open, and the id of a note in another one."""
    other = Project(tmp_path, "other")
    other.write("far.py", "def far():\n    return 1\n")
    note = other.note("far.py", "far", "Elsewhere")
    client = await fork()
    client.answers["window/showDocument"] = {"success": True}
    await client.initialize(project.root, profile=ABLE)
    opened(client, project, "pay.py")
    return client, other, note


async def test_a_note_of_another_project_is_shown_and_changed(editing):
    client, other, note = editing
    shown = await run(client, "open", ids=[note])
    assert "Elsewhere" in other.path(shown["view"]).read_text("utf-8")
    assert "Elsewhere" in other.path((await run(client, "edit", id=note))["draft"]).read_text(
        "utf-8"
    )
    assert await run(client, "retire", ids=[note]) == [note]
    assert await run(client, "undo", id=note) == [note]
    assert await run(client, "forget", ids=[note]) == 1


async def test_a_note_of_a_project_whose_folder_is_gone_is_shown(editing):
    client, other, note = editing
    shutil.rmtree(other.root)
    shown = await run(client, "open", ids=[note])
    assert "Elsewhere" in other.path(shown["view"]).read_text("utf-8")
    assert await run(client, "retire", ids=[note]) == [note]


async def test_an_id_that_no_note_has_is_refused(editing):
    client, _, note = editing
    for unknown in ("zzzzzzzzzz", "zz"):
        with pytest.raises(RefusedError, match="note"):
            await run(client, "open", ids=[unknown])
    with pytest.raises(RefusedError, match="there is no note"):
        await run(client, "retire", ids=[note, "zzzzzzzzzz"])
    assert (await run(client, "status"))["projects"]
