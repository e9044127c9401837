"""Notes on settings, in every kind of configuration file, as an editor sees them."""

import asyncio

import pytest

from tests.wire.project import at, change, diagnostics, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")

TITLE = "Five: the proxy refuses more"
FILES = {  # path: language id, text, setting, its line, what is replaced in that line, by what
    "db.yml": ("yaml", "pool:\n  name: main\n  size: 5\n", "pool.size", 2, "5", "50"),
    "db.toml": ("toml", '[pool]\nname = "main"\nsize = 5\n', "pool.size", 2, "5", "50"),
    "db.json": ("json", '{\n "pool": {\n  "size": 5\n }\n}\n', "pool.size", 2, "5", "50"),
    "db.jsonc": ("jsonc", '{\n // why\n\n "size": 5,\n}\n', "size", 3, "5", "50"),
    "db.ini": ("ini", "[pool]\nname = main\nsize = 5\n", "pool.size", 2, "5", "50"),
    "db.properties": ("properties", "# why\n\npool.size=5\n", "pool.size", 2, "5", "50"),
    ".env.local": ("dotenv", "NAME=main\n\nPOOL_SIZE=5\n", "POOL_SIZE", 2, "5", "50"),
    "db.tf": (
        "terraform",
        'resource "db" "main" {\n  name = "main"\n  multi_az = true\n}\n',
        *("db.main.multi_az", 2, "true", "false"),
    ),
    "db.sql": (
        "sql",
        "CREATE TABLE pool (\n  name text,\n  size int DEFAULT 5\n);\n",
        *("pool.size", 2, "5", "50"),
    ),
    "Dockerfile": ("dockerfile", "FROM x\n\nENV SIZE=5\n", "ENV.SIZE", 2, "5", "50"),
    "Makefile": ("makefile", "NAME = x\n\nSIZE = 5\n", "SIZE", 2, "5", "50"),
    "settings.conf": ("properties", "# why\n\nsize = 5\n", None, 2, "5", "50"),
}
BY_PATH = {path: file for path, file in FILES.items() if file[2]}


@pytest.mark.parametrize("path", BY_PATH)
async def test_a_setting_has_its_lens_its_hover_and_its_diagnostic(worker, own_project, path):
    language, text, setting, line, old, new = FILES[path]
    own_project.write(path, text)
    own_project.note(path, setting, TITLE)
    uri = opened(worker, own_project, path, language=language)
    lenses = await worker.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert [(each["range"]["start"]["line"], each["command"]["title"]) for each in lenses] == [
        (line, f"Pitfall: {TITLE}")
    ]
    column = text.split("\n")[line].rindex(old)
    name = text.split("\n")[line].index(setting.rpartition(".")[2])
    hover = await worker.ask("textDocument/hover", at(uri, line, name + 1))
    assert TITLE in hover["contents"]["value"]
    change(worker, uri, (line, column), (line, column + len(old)), new)
    await worker.until(lambda: touched(worker, uri))
    (found,) = touched(worker, uri)
    assert found["range"]["start"]["line"] == line
    assert found["message"].startswith(f"Pitfall: {TITLE}. You are changing this code: `")


def touched(worker, uri):
    """The diagnostics about an edit."""
    return [each for each in diagnostics(worker, uri) or () if each["code"] == "touched"]


async def test_a_value_committed_elsewhere_is_changed(worker, own_project):
    for path, (language, text, setting, *_) in BY_PATH.items():
        own_project.write(path, text)
        own_project.note(path, setting, TITLE)
        opened(worker, own_project, path, language=language)
    for path, (_, text, _, line, old, new) in BY_PATH.items():
        lines = text.split("\n")
        before, _, after = lines[line].rpartition(old)
        lines[line] = f"{before}{new}{after}"
        own_project.write(path, "\n".join(lines), commit=False)
    own_project.git("commit", "-qam", "Other values")
    for path, (language, *_) in BY_PATH.items():
        uri = own_project.uri(path)
        worker.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        opened(worker, own_project, path, language=language)
        assert await eventually(worker, uri) == [f"Code changed · Pitfall: {TITLE}"], path


async def eventually(worker, uri):
    """The titles of the lenses, once the commit has been seen."""
    titles = []
    for _ in range(100):
        lenses = await worker.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
        titles = [each["command"]["title"] for each in lenses]
        if titles and titles[0].startswith("Code changed"):
            break
        await asyncio.sleep(0.05)
    return titles


async def test_settings_without_notes_are_quiet(worker, own_project):
    for path, (language, text, *_) in FILES.items():
        own_project.write(path, text)
        uri = opened(worker, own_project, path, language=language)
        about = {"textDocument": {"uri": uri}}
        assert await worker.ask("textDocument/codeLens", about) == []
        assert await worker.ask("textDocument/hover", at(uri, 2, 1)) is None
