"""Text synchronisation stays correct whatever the editor sends (L08, L09, L11, L13-L15, L33)."""

import asyncio
import os
import random

import pytest

from tests.wire.client import Client
from tests.wire.conftest import ABLE
from tests.wire.project import PAY, Project, at, change, diagnostics, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

TITLE = "Pitfall: attempts stays at 3"
TYPED = """\
class Till:
    def open(self, float_={"EUR": [100, (2.5)]}):
        '''Opens "it'''
        if (self.x[float_["EUR"][0]] and
                not self.is_open(f"{float_!r}")):
            raise ValueError('no "float"')

async def count(*coins: int | None, **more) -> dict[str, list[int]]:
    return {c: [n for n in coins if n] for c in "abc"}

""".replace("'''", '"""')


async def lens_lines(client, uri):
    lenses = await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    return [(each["range"]["start"]["line"], each["command"]["title"]) for each in lenses]


@pytest.fixture
def shop(shared):
    """The project, the client, and the URI of its file, opened with its content on disk."""
    project, client = shared
    uri = opened(client, project, "pay.py")
    return project, client, uri


async def test_a_lens_moves_with_typing_at_once(shop):
    _, client, uri = shop
    for number in range(5):
        change(client, uri, (0, 0), (0, 0), "\n", version=number + 2)
        assert await lens_lines(client, uri) == [(4 + number, TITLE)]


async def test_changes_beyond_the_text_and_reversed_ones_are_read_sensibly(shop):
    _, client, uri = shop
    change(client, uri, (9, 0), (0, 0), "", version=2)  # reversed: all but the rest is deleted
    change(client, uri, (5_000, 7), (9_000, 9), "\n# the end\n", version=3)
    change(client, uri, (0, 9_999), (0, 9_999), " ", version=4)
    assert await _eventually(client, uri, [(0, TITLE)]) == [(0, TITLE)]  # where the code was
    client.tell(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": 5}, "contentChanges": [{"text": PAY}]},
    )
    assert await _eventually(client, uri, [(3, TITLE)]) == [(3, TITLE)]


async def test_versions_do_not_matter(shop):
    """With missing, repeated or decreasing versions the last text wins."""
    _, client, uri = shop
    for version in (7, 7, 3, None, "x", -4):
        edit = {"range": _range((0, 0), (0, 0)), "text": "\n"}
        document = {"uri": uri, "version": version}
        client.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [edit]})
    assert await lens_lines(client, uri) == [(9, TITLE)]


async def test_the_order_of_opening_and_closing_does_not_matter(shop):
    project, client, uri = shop
    document = {"textDocument": {"uri": uri}}
    opened(client, project, "pay.py", "\n\n" + PAY)
    assert await lens_lines(client, uri) == [(5, TITLE)]
    client.tell("textDocument/didClose", document)
    client.tell("textDocument/didClose", document)
    change(client, uri, (0, 0), (0, 0), "late")
    client.tell("textDocument/didSave", document)
    assert await lens_lines(client, uri) == []
    opened(client, project, "pay.py")
    assert await lens_lines(client, uri) == [(3, TITLE)]
    assert not client.notifications("window/showMessage")


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "git:/shop/pay.py?ref",
        "vscode-notebook-cell:/shop/a.ipynb#W0",
        "output:extension-output",
        "vscode-remote://wsl+ubuntu/home/pay.py",
        "chatSessionInput:input-0",
        "file:///",
        "file:",
        "nonsense",
        "file:///tmp/%00.py",
    ],
)
async def test_what_is_no_file_has_no_notes(shared, uri):
    _, client = shared
    item = {"uri": uri, "languageId": "python", "version": 1, "text": PAY}
    client.tell("textDocument/didOpen", {"textDocument": item})
    assert await lens_lines(client, uri) == []
    assert await client.ask("textDocument/hover", at(uri, 3, 5)) is None
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


async def test_one_file_has_one_identity_however_its_address_is_spelt(shared):
    project, client = shared
    uri = opened(client, project, "pay.py")
    spelt = uri.replace("pay", "p%61y")
    assert await lens_lines(client, spelt) == [(3, TITLE)]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
async def test_line_ends_of_all_kinds_are_lines(shop, end):
    project, client, uri = shop
    opened(client, project, "pay.py", PAY.replace("\n", end))
    assert await lens_lines(client, uri) == [(3, TITLE)]


async def test_characters_that_are_no_line_ends_are_none(shop):
    """Form feed, vertical tab, NEL and U+2028 are not line ends in LSP."""
    project, client, uri = shop
    opened(client, project, "pay.py", "# a\x0cb\x0bc\x85d\u2028e\u2029f\x1cg\n" + PAY)
    assert await lens_lines(client, uri) == [(4, TITLE)]


async def test_half_characters_and_odd_ones_are_carried(shop):
    project, client, uri = shop
    opened(client, project, "pay.py", "# \ud800 \x00 \ufeff \U0001f600 e\u0301 \u05d0\n" + PAY)
    change(client, uri, (0, 12), (0, 12), "\udc00\U0001f468\u200d\U0001f469")
    assert await lens_lines(client, uri) == [(4, TITLE)]


async def test_conflict_markers_leave_the_notes(shop):
    _, client, uri = shop
    change(client, uri, (7, 0), (7, 0), "<<<<<<< ours\n=======\n>>>>>>> theirs\n")
    assert await lens_lines(client, uri) == [(3, TITLE)]
    await asyncio.sleep(0.3)
    assert await lens_lines(client, uri) == [(3, TITLE)]


async def test_half_typed_code_keeps_its_lens(shop):
    """L32: nothing flickers while brackets are open."""
    _, client, uri = shop
    for number, typed in enumerate("foo((([{'", 2):
        change(client, uri, (1, 0), (1, 0), typed, version=number)
        await asyncio.sleep(0.03)
        assert await lens_lines(client, uri) == [(3, TITLE)]
        assert [d for d in diagnostics(client, uri) or () if d["code"] == "deleted"] == []


async def test_a_function_typed_key_by_key_makes_nothing_flicker(shop):
    """L32: it is above the function with the note; 30 seconds with CHESTERTON_LONG_TESTS=1."""
    _, client, uri = shop
    pause = 30 / len(TYPED) if "CHESTERTON_LONG_TESTS" in os.environ else 0.01
    seen, line, column = set(), 2, 0
    for version, key in enumerate(TYPED, 2):
        change(client, uri, (line, column), (line, column), key, version=version)
        line, column = (line + 1, 0) if key == "\n" else (line, column + 1)
        await asyncio.sleep(pause)
        lenses = await lens_lines(client, uri)
        assert lenses == [(3 + line - 2, TITLE)], TYPED[: version - 1]
        seen |= {each["code"] for each in diagnostics(client, uri) or ()}
    assert seen <= {"note"}


async def test_a_thousand_changes_a_second_leave_the_text_right(shared):
    """L09, shortened: mixed edits on 2,000 lines, with hover requests in between."""
    project, client = shared
    text = PAY + "\n".join(f"value_{number} = {number}" for number in range(2_000))
    uri = opened(client, project, "pay.py", text)
    await lens_lines(client, uri)
    lines, chance = text.split("\n"), random.Random(5)
    began = client.cpu_seconds()
    for version in range(2, 1_002):
        line = chance.randrange(10, len(lines))
        column = chance.randrange(len(lines[line]) + 1)
        if chance.random() < 0.1:
            typed = "x\ny"
            lines[line : line + 1] = [lines[line][:column] + "x", "y" + lines[line][column:]]
        else:
            typed = chance.choice(["z", "é", "😀", "1"])
            lines[line] = lines[line][:column] + typed + lines[line][column:]
        units = len(lines[line][:column].encode("utf-16-le")) // 2
        change(client, uri, (line, units), (line, units), typed, version=version)
        if version % 100 == 0:
            await client.ask("textDocument/hover", at(uri, 3, 5))
    assert await _line_of(client, uri, lines)
    assert client.cpu_seconds() - began < 5


async def test_a_file_of_fifty_megabytes_is_left_alone(tmp_path_factory):
    """L08: opened quickly, never parsed; requests get empty responses."""
    home = tmp_path_factory.mktemp("large")
    project = Project(home)
    project.write("pay.py")
    client = await Client.start(home)
    try:
        await client.initialize(project.root, profile=ABLE)
        uri = opened(client, project, "pay.py")
        await lens_lines(client, uri)
        began = client.cpu_seconds()
        uri = opened(client, project, "pay.py", "x = 1\n" * 4_000_000 + "y" * 26_000_000)
        assert await client.ask("textDocument/hover", at(uri, 1, 1), seconds=20) is None
        change(client, uri, (2_000_000, 0), (2_000_000, 0), "z")
        assert await lens_lines(client, uri) == []
        assert client.cpu_seconds() - began < 10
    finally:
        await client.kill()


async def _eventually(client, uri, expected):
    for _ in range(100):
        found = await lens_lines(client, uri)
        if found == expected:
            break
        await asyncio.sleep(0.05)
    return found


async def _line_of(client, uri, lines):
    """The line of the touched diagnostic, which shows whether the server's text is in sync."""
    change(client, uri, (3, 26), (3, 27), "5", version=5_000)
    lines[3] = lines[3].replace("3", "5")
    await client.until(lambda: _touched_line(client, uri) == 3)
    probe = "\ndef charge_again(card, attempts=3):\n    return card\n"
    last = len(lines) - 1
    units = len(lines[last].encode("utf-16-le")) // 2
    change(client, uri, (last, units), (last, units), probe, version=5_001)
    argument = {"uri": uri, "line": last + 1, "text": "probe"}
    params = {"command": "chesterton.remember", "arguments": [argument]}
    stored = await client.ask("workspace/executeCommand", params)
    await client.ask(
        "workspace/executeCommand",
        {"command": "chesterton.forget", "arguments": [{"ids": [stored["id"]]}]},
    )
    return (stored["anchor"]["symbol"], stored["anchor"]["line"]) == ("charge_again", last + 2)


def _touched_line(client, uri):
    found = [each for each in diagnostics(client, uri) or () if each["code"] == "touched"]
    return found[0]["range"]["start"]["line"] if found else None


def _range(start, end):
    return {
        "start": {"line": start[0], "character": start[1]},
        "end": {"line": end[0], "character": end[1]},
    }
