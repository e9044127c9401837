"""Notes while code changes and other processes write (L17, L18, L25, L30, L34, L41, S26)."""

import asyncio
import contextlib
import os
import shutil

import pytest

from tests.wire.client import RefusedError, started
from tests.wire.profiles import profile
from tests.wire.project import PAY, Project, at, change, diagnostics, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

TITLE = "Pitfall: attempts stays at 3"


async def titles(client, uri):
    lenses = await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    return [each["command"]["title"] for each in lenses]


async def run(client, verb, **argument):
    params = {"command": f"chesterton.{verb}", "arguments": [argument]}
    return await client.ask("workspace/executeCommand", params)


async def until_titles(client, uri, expected, seconds=5):
    end = asyncio.get_running_loop().time() + seconds
    while (found := await titles(client, uri)) != expected:
        assert asyncio.get_running_loop().time() < end, found
        await asyncio.sleep(0.05)


@pytest.fixture(name="client")
def _client(worker):
    return worker


@pytest.fixture(name="project")
def _project(own_project):
    return own_project


async def test_a_note_of_another_process_shows_within_two_seconds(client, project):
    """L41. A lens refresh is requested if the editor supports it."""
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == []
    project.note("pay.py", "charge", "attempts stays at 3")
    await until_titles(client, uri, [TITLE], seconds=2)


async def test_a_lens_refresh_is_requested_when_another_process_writes(project):
    async with started(project.memory.parent) as editor:
        await editor.initialize(project.root, profile=profile("zed"))
        uri = opened(editor, project, "pay.py")
        assert await titles(editor, uri) == []
        project.note("pay.py", "charge", "attempts stays at 3")
        await editor.until(lambda: editor.requests("workspace/codeLens/refresh"), seconds=4)


async def test_a_renamed_or_moved_symbol_takes_its_note_along_unsaved(client, project):
    """L17: in memory only; nothing is stored until the file is saved."""
    project.note("pay.py", "charge", "attempts stays at 3")
    project.write("ledger.py", "TOTAL = 1\n")
    uri, ledger = opened(client, project, "pay.py"), opened(client, project, "ledger.py")
    assert await titles(client, uri) == [TITLE]
    before = (project.memory / "journal.jsonl").read_bytes()
    change(client, uri, (3, 4), (3, 10), "take_payment")
    await until_titles(client, uri, [f"Moved from charge · {TITLE}"])
    change(client, uri, (3, 4), (3, 16), "charge")
    await until_titles(client, uri, [TITLE])
    body = 'def charge(card, attempts=3):\n    """Pays."""\n    return card.pay(attempts)\n'
    change(client, uri, (3, 0), (6, 0), "")
    change(client, ledger, (1, 0), (1, 0), f"\n\n{body}")
    await until_titles(client, ledger, [f"Moved from pay.py · {TITLE}"])
    await until_titles(client, uri, [])
    await client.until(lambda: not [d for d in diagnostics(client, uri) if d["code"] == "deleted"])
    assert (project.memory / "journal.jsonl").read_bytes() == before


async def test_a_note_on_unsaved_code_is_about_what_is_typed(client, project):
    """L18."""
    uri = opened(client, project, "pay.py")
    change(client, uri, (8, 4), (8, 10), "give_back")
    stored = await run(client, "remember", uri=uri, line=9, text="Never twice\nIt was twice.")
    assert stored["anchor"]["symbol"] == "give_back"
    await until_titles(client, uri, ["Decision: Never twice"])
    (project.root / "pay.py").write_text(PAY.replace("refund(card)", "give_back(card)", 1))
    client.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    await asyncio.sleep(0.2)
    assert await titles(client, uri) == ["Decision: Never twice"]


async def test_all_lifecycle_commands_on_one_note(client, project):
    uri = opened(client, project, "pay.py")
    note = (await run(client, "remember", uri=uri, line=3, kind="pitfall", text="Never"))["id"]
    await until_titles(client, uri, ["Pitfall: Never"])
    assert await run(client, "relink", id=note, target="pay.py::refund") == [note]
    lenses = await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    await asyncio.sleep(0.1)
    lenses = await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert lenses[0]["command"]["arguments"][0]["symbol"] == "refund"
    assert await run(client, "retire", ids=[note]) == [note]
    await until_titles(client, uri, [])
    assert await run(client, "undo", id=note) == [note]
    await until_titles(client, uri, ["Pitfall: Never"])
    assert await run(client, "snooze", ids=[note], until="2999-01-01") == [note]
    await until_titles(client, uri, [])
    assert await run(client, "confirm", ids=[note]) == [note]
    await until_titles(client, uri, ["Pitfall: Never"])
    opening = await run(client, "open", ids=[note])
    assert "Never" in project.path(opening["view"]).read_text("utf-8")
    assert await run(client, "forget", ids=[note]) == 1
    await until_titles(client, uri, [])
    assert not project.path(opening["view"]).exists()
    with pytest.raises(RefusedError, match="was deleted on"):
        await run(client, "confirm", ids=[note])


async def test_a_search_returns_notes(client, project):
    project.note("pay.py", "charge", "The provider bans us after four attempts")
    uri = opened(client, project, "pay.py")
    (hit,) = await run(client, "recall", query="why does the provider ban us?", uri=uri, limit=3)
    assert hit["note"]["anchor"]["symbol"] == "charge"
    assert 0 < hit["score"] <= 1
    assert await run(client, "recall", query='( AND * "', uri=uri) == []


async def test_a_note_view_exists_when_the_hover_links_to_it(client, project):
    project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(client, project, "pay.py")

    async def linked():
        hover = await client.ask("textDocument/hover", at(uri, 3, 5))
        return hover["contents"]["value"].partition("[open note](")[2].partition(")")[0]

    for _ in range(100):
        if address := await linked():
            break
        await asyncio.sleep(0.05)
    path = project.path(address)
    assert "attempts stays at 3" in path.read_text("utf-8")
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600


async def test_a_safe_save_is_no_deletion(client, project):
    """L30: the file is written under another name and renamed, so it is missing for a moment."""
    project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    file = project.root / "pay.py"
    text = file.read_text("utf-8")
    file.unlink()
    deleted = {"changes": [{"uri": uri, "type": 3}]}
    client.tell("workspace/didChangeWatchedFiles", deleted)
    await asyncio.sleep(0.4)
    file.write_text(text, "utf-8")
    client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 1}]})
    await asyncio.sleep(0.4)
    assert await titles(client, uri) == [TITLE]
    published = client.notifications("textDocument/publishDiagnostics")
    assert [d for each in published for d in each["diagnostics"] if d["code"] != "note"] == []


async def test_a_commit_clears_the_warning(client, project):
    """The lens then says that the code changed."""
    project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(client, project, "pay.py")
    change(client, uri, (3, 26), (3, 27), "5")
    await client.until(lambda: _codes(client, uri) == ["touched"])
    project.write("pay.py", PAY.replace("=3", "=5"))
    await until_titles(client, uri, [f"Code changed · {TITLE}"])
    await client.until(lambda: "touched" not in _codes(client, uri))


async def test_a_project_that_vanishes_leaves_the_server_alive(client, project):
    """L25."""
    project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    shutil.rmtree(project.root)
    change(client, uri, (0, 0), (0, 0), "\n")
    await asyncio.sleep(1.5)
    with contextlib.suppress(RefusedError):
        await run(client, "review")
    assert (await run(client, "status"))["version"]
    assert len(client.notifications("window/showMessage")) <= 1


async def test_many_notes_are_told_shortly(client, project):
    """L34: many on one symbol, one on each of many."""
    lines = "".join(f"def f{number}():\n    return {number}\n\n\n" for number in range(40))
    project.write("many.py", lines)
    project.notes("many.py", [("f0", f"Note {n}") for n in range(20)])
    project.notes("many.py", [(f"f{n}", f"Note on {n}") for n in range(1, 40)])
    uri = opened(client, project, "many.py")
    found = await titles(client, uri)
    assert (len(found), found[0].partition(" · ")[0]) == (40, "20 notes")
    hover = await client.ask("textDocument/hover", at(uri, 0, 4))
    assert len(hover["contents"]["value"]) <= 1200
    assert "17 more notes" in hover["contents"]["value"]
    await client.until(lambda: diagnostics(client, uri))
    assert len(diagnostics(client, uri)) == 20


async def test_a_name_full_of_signs_is_shown_as_it_is(client, tmp_path):
    """S26: names of files and symbols are not Markdown either."""
    odd = Project(tmp_path, "odd](command:x)`|<b>", memory=client.home)
    odd.write("a](command:x) b%20#?.py", "def été_漢():\n    return 1\n")
    odd.note("a](command:x) b%20#?.py", "été_漢", "Never `x`")
    uri = opened(client, odd, "a](command:x) b%20#?.py")
    hover = await client.ask("textDocument/hover", at(uri, 0, 5))
    assert "](command:" not in hover["contents"]["value"].replace("\\]", "")
    assert await titles(client, uri) == ["Pitfall: Never `x`"]


def _codes(client, uri):
    return [each["code"] for each in diagnostics(client, uri) or ()]


async def test_a_renamed_file_takes_its_notes_along_while_the_editor_keeps_the_old_one(project):
    """VS Code may close the document of a renamed file only minutes later."""
    project.note("pay.py", "charge", "attempts stays at 3")
    async with started(project.memory.parent) as editor:
        await editor.initialize(project.root, profile=profile("zed"))
        old = opened(editor, project, "pay.py")
        assert await titles(editor, old) == [TITLE]
        (project.root / "pay.py").rename(project.root / "till.py")
        new = opened(editor, project, "till.py")
        files = {"files": [{"oldUri": old, "newUri": new}]}
        editor.tell("workspace/didRenameFiles", files)
        await until_titles(editor, new, [f"Moved from pay.py · {TITLE}"])


async def test_diagnostics_are_published_before_a_command_responds(client, project):
    """Emacs drops notifications sent right after a response."""
    project.note("pay.py", "charge", "attempts stays at 3")
    uri = opened(client, project, "pay.py")
    for version, verb in enumerate(("confirm", "retire"), 2):
        change(client, uri, (3, 26), (3, 27), str(version + 3), version=version)
        touched = await client.until(lambda: _touched(client, uri))
        await run(client, verb, ids=touched["data"]["notes"])
        assert _touched(client, uri) is None


def _touched(client, uri):
    return next((d for d in diagnostics(client, uri) or () if d["code"] == "touched"), None)
