"""An editor may decode a file otherwise than we do; while nobody types, that is no edit."""

import asyncio

import pytest
import pytest_asyncio

from tests.wire.project import Project, change, diagnostics, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINES = 'def charge(gateway, payment):\n    return gateway.send(payment, "größe 5 €")\n'
SIZE = LINES.replace(" 5 €", "")
COOKIE = "# -*- coding: latin-1 -*-\n"
SOON = 1.5
"""Seconds in which a diagnostic would have been published."""

CASES = {
    "latin-1 read as UTF-8": ((COOKIE + SIZE).encode("latin-1"), "utf-8"),
    "latin-1 read rightly": ((COOKIE + SIZE).encode("latin-1"), "latin-1"),
    "cp1252 read rightly": (LINES.encode("cp1252"), "cp1252"),
    "cp1252 read as UTF-8": (LINES.encode("cp1252"), "utf-8"),
    "cp1252 read as latin-1": (LINES.encode("cp1252"), "latin-1"),
    "UTF-8 read as latin-1": (LINES.encode(), "latin-1"),
    "UTF-8 read as cp1252": (LINES.encode(), "cp1252"),
    "UTF-8 read as ASCII": (LINES.encode(), "ascii"),
    "UTF-8 read as cp437": (LINES.encode(), "cp437"),
    "UTF-16 read rightly": (LINES.encode("utf-16"), "utf-16"),
    "UTF-16 with its mark": (LINES.encode("utf-16"), "utf-16-le"),
    "UTF-8 with its mark": (LINES.encode("utf-8-sig"), "utf-8"),
    "UTF-8 without its mark": (LINES.encode("utf-8-sig"), "utf-8-sig"),
    "KOI8-R read rightly": (SIZE.replace("größe", "цена").encode("koi8-r"), "koi8-r"),
    "KOI8-R read as UTF-8": (SIZE.replace("größe", "цена").encode("koi8-r"), "utf-8"),
    "Shift-JIS read rightly": (SIZE.replace("größe", "表示ソ").encode("cp932"), "cp932"),
    "Shift-JIS read as UTF-8": (SIZE.replace("größe", "表示").encode("cp932"), "utf-8"),
    "GBK read rightly": (SIZE.replace("größe", "价格丂").encode("gbk"), "gbk"),
    "Big5 read rightly": (SIZE.replace("größe", "價格功").encode("big5"), "big5"),
    "EUC-KR read rightly": (SIZE.replace("größe", "가격").encode("euc_kr"), "euc_kr"),
    "damaged UTF-8": (LINES.encode()[:-8] + b'\xe2\x82 \xff")\n', "utf-8"),
}


@pytest.fixture(name="client")
def _client(worker):
    return worker


def _warnings(client, uri=None):
    published = client.notifications("textDocument/publishDiagnostics")
    told = [each for each in published if uri in {None, each["uri"]}]
    return [d["message"] for each in told for d in each["diagnostics"] if d["code"] != "note"]


def _project(own_project, content):
    file = own_project.root / "pay.py"
    file.write_bytes(content)
    own_project.git("add", "-A")
    own_project.git("commit", "-q", "-m", "one")
    own_project.note("pay.py", "charge", "`send` goes out once")
    return own_project


@pytest.mark.parametrize("name", CASES)
async def test_a_document_decoded_otherwise_is_no_edit(warned, client, own_project, name):
    assert warned[name] == []
    content, text = UNTOUCHED[name]
    project = _project(own_project, content)
    uri = opened(client, project, "pay.py", text)
    await client.until(lambda: diagnostics(client, uri))
    line = next(i for i, each in enumerate(text.splitlines()) if "send" in each)
    change(client, uri, (line, 11), (line, 23), "gateway.post")
    found = await client.until(lambda: _warnings(client))
    assert "You are changing this code" in found[0]
    change(client, uri, (line, 11), (line, 23), "gateway.send", version=3)
    await client.until(lambda: [d["code"] for d in diagnostics(client, uri)] == ["note"])


ENDS = {
    "CRLF read as LF": (LINES.replace("\n", "\r\n"), LINES),
    "LF read as CRLF": (LINES, LINES.replace("\n", "\r\n")),
    "mixed line ends made CRLF": (LINES.replace("\n", "\r\n", 1), LINES.replace("\n", "\r\n")),
    "CR read as LF": (LINES.replace("\n", "\r"), LINES),
    "no last line end, one added": (LINES.rstrip("\n"), LINES),
    "a last line end, removed": (LINES, LINES.rstrip("\n")),
    "CRLF, and decoded otherwise": (
        LINES.replace("\n", "\r\n"),
        LINES.encode().decode("cp1252", "replace"),
    ),
    "replacement characters in the file": (LINES.replace("ö", "\ufffd"), None),
    "control characters": (LINES.replace("ö", "\x85\u2028\x0c"), None),
}


@pytest.mark.parametrize("name", ENDS)
async def test_line_ends_that_the_editor_made_alike_are_no_edit(warned, name):
    assert warned[name] == []


UNTOUCHED = {
    name: (content, content.decode(encoding, "replace"))
    for name, (content, encoding) in CASES.items()
} | {name: (disk.encode(), disk if text is None else text) for name, (disk, text) in ENDS.items()}
"""What is on disk, and the text that the editor opens."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def warned(running, tmp_path_factory):
    """The warnings in each document of one project, all opened and left alone together."""
    project = Project(tmp_path_factory.mktemp("untouched"), memory=running.home)
    paths = {name: f"{number}/pay.py" for number, name in enumerate(UNTOUCHED)}
    for name, path in paths.items():
        (project.root / path).parent.mkdir()
        (project.root / path).write_bytes(UNTOUCHED[name][0])
    project.write("own.py", "")  # commits all
    for path in paths.values():
        project.note(path, "charge", "send goes out once")
    uris = {name: opened(running, project, paths[name], UNTOUCHED[name][1]) for name in paths}
    for uri in uris.values():
        await running.until(lambda uri=uri: diagnostics(running, uri))
    await asyncio.sleep(SOON)
    found = {name: _warnings(running, uri) for name, uri in uris.items()}
    running.forget()
    project.forget_notes()
    return found


OTHER_TEXTS = {
    "another call": (SIZE.encode("latin-1"), SIZE.replace(".send", ".post")),
    "another word of ASCII": (SIZE.encode("latin-1"), SIZE.replace("return g", "return  h or g")),
    "another argument": (SIZE.encode("latin-1"), SIZE.replace("send(payment", "send(gateway")),
}


@pytest.mark.parametrize("name", OTHER_TEXTS)
async def test_text_that_the_file_cannot_be_is_an_edit(client, own_project, name):
    """As when an editor restores what was not saved."""
    content, text = OTHER_TEXTS[name]
    opened(client, _project(own_project, content), "pay.py", text)
    found = await client.until(lambda: _warnings(client))
    assert "You are changing this code" in found[0]


async def test_an_edit_of_letters_that_are_not_ascii_is_an_edit(client, own_project):
    """Once the document was seen as on disk, every change counts."""
    project = _project(own_project, LINES.encode())
    text = LINES.encode().decode("cp1252", "replace")
    uri = opened(client, project, "pay.py", text)
    await client.until(lambda: diagnostics(client, uri))
    column = text.splitlines()[1].index("grÃ")
    change(client, uri, (1, column + 2), (1, column + 4), "ü")
    found = await client.until(lambda: _warnings(client))
    assert "You are changing this code" in found[0]


async def test_a_line_after_one_decoded_otherwise_is_marked_where_it_is(client, own_project):
    """The warning's range is in the editor's text, whose lines are longer here."""
    code = LINES.replace("    return", '    log("größe größe größe")\n    return')
    project = _project(own_project, code.encode())
    text = code.encode().decode("latin-1")
    uri = opened(client, project, "pay.py", text)
    await client.until(lambda: diagnostics(client, uri))
    change(client, uri, (2, 11), (2, 23), "gateway.post")
    await client.until(lambda: _warnings(client))
    (found,) = [d for d in diagnostics(client, uri) if d["code"] != "note"]
    assert found["range"]["start"] == {"line": 2, "character": 4}
    line = text.splitlines()[2]
    assert found["range"]["end"] == {"line": 2, "character": len(line)}


async def test_a_note_made_in_a_document_decoded_otherwise_fits_the_file(client, own_project):
    project = _project(own_project, LINES.encode())
    text = LINES.encode().decode("cp1252", "replace")
    uri = opened(client, project, "pay.py", text)
    await client.until(lambda: diagnostics(client, uri))
    asked = {"uri": uri, "line": 1, "kind": "decision", "text": "made in the editor"}
    await client.ask(
        "workspace/executeCommand", {"command": "chesterton.remember", "arguments": [asked]}
    )
    await asyncio.sleep(SOON)
    assert _warnings(client) == []
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    uri = opened(client, project, "pay.py", LINES)
    await client.until(lambda: diagnostics(client, uri))
    await asyncio.sleep(SOON)
    assert _warnings(client) == []
