"""Notes made before and after the history of a repository changed, in a terminal and an editor."""

import os
import shutil

import pytest

from tests.harness.identity.desk import Desk
from tests.harness.identity.table import HISTORIES, Expected, History
from tests.unit.cli.conftest import Shell
from tests.wire.conftest import ABLE
from tests.wire.test_notes import run, titles

QUESTION = "which may be the same project"
RELATED = "shares history or code with"


@pytest.fixture
def shell(tmp_path, capsys, monkeypatch):
    """A terminal in a folder beside the store of the server."""
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "memory"))
    (tmp_path / "desk").mkdir()
    return Shell(tmp_path / "desk", tmp_path, capsys, monkeypatch)


@pytest.fixture
def desk(shell):
    """Folders in which notes are made in the terminal."""

    def remember(folder, place, title):
        shell.cd(folder)
        if not (folder / ".git").exists() and "/" not in place:
            shell("projects", "add")
        ended = shell("remember", "--symbol", place, "--title", title)
        assert ended.code == 0, ended.err

    def run(folder, *arguments):
        shell.cd(folder)
        ended = shell(*arguments)
        assert ended.code == 0, ended.err
        return ended.out

    return Desk(shell.root, remember, run)


def listed(shell, *arguments):
    ended = shell("notes", *arguments, "--json")
    assert ended.code == 0, ended.err
    return {note["title"] for note in ended.objects}, ended.err


async def shown(fork, folder, path, *, is_asked):
    """The number of notes of the project in an editor, the lenses, and the questions asked."""
    client = await fork()
    await client.initialize(folder, profile=ABLE)
    uri = (folder / path).as_uri()
    text = (folder / path).read_text("utf-8")
    item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
    client.tell("textDocument/didOpen", {"textDocument": item})
    lenses = await titles(client, uri)
    status = await run(client, "status")  # also loads the features that ask
    if is_asked:
        await client.until(lambda: client.requests("window/showMessageRequest"))
    questions = [each["message"] for each in client.requests("window/showMessageRequest")]
    shown_titles = {lens.partition(": ")[2] for lens in lenses}
    return max(each["notes"] for each in status["projects"]), shown_titles, questions


@pytest.mark.parametrize("history", HISTORIES, ids=lambda each: each.name)
async def test_notes_made_before_and_after_are_shown(fork, shell, desk, history: History):
    if "another_user" in history.name and os.geteuid() != 0:
        pytest.skip("needs root")
    folder, path = history.happen(desk)
    shell.cd(folder)
    is_apart, is_asked = history.expected is Expected.APART, history.expected is Expected.ASKED
    shutil.rmtree(shell.home / "memory" / "asked", ignore_errors=True)  # the next day
    before, message = listed(shell, *([path.rpartition("/")[0]] if "/" in path else []))
    assert ("before" in before, RELATED in message) == (not is_apart, is_apart)
    assert (QUESTION in message) is is_asked
    assert shell("remember", "--symbol", f"{path}::refund", "--title", "after").code == 0
    both = {"after"} if is_apart else {"before", "after"}
    placed = both if history.is_found else {"after"}
    assert listed(shell, path)[0] >= placed
    count, lenses, questions = await shown(fork, folder, path, is_asked=is_asked)
    assert (count >= len(both), lenses >= placed) == (True, True)
    assert [QUESTION in each for each in questions] == [True] * is_asked
