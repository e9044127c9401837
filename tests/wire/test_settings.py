"""Settings: invalid ones are ignored singly, changed ones take effect immediately (L37, L38)."""

import asyncio

from tests.wire.client import RefusedError
from tests.wire.conftest import ABLE
from tests.wire.profiles import profile
from tests.wire.project import PAY, at, change, diagnostics, opened
from tests.wire.test_notes import run, titles, until_titles

TITLE = "Pitfall: attempts stays at 3"


async def test_invalid_settings_are_named_once_and_the_others_apply(fork, project):
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await fork()
    options = {
        "colour": "red",
        "codeLens": {"enabled": "yes"},
        "hover": {"enabled": False},
        "signals": "lens",
        "huge": {str(number): "x" * 100 for number in range(2_000)},
    }
    await client.initialize(project.root, profile=ABLE, options=options)
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    assert await client.ask("textDocument/hover", at(uri, 3, 5)) is None
    problems = (await run(client, "status"))["settings"]
    assert problems[:2] == ["unknown setting colour", "codeLens.enabled must be true or false"]
    assert client.notifications("window/showMessage") == []


async def test_settings_that_are_no_object_are_ignored(fork, project):
    client = await fork()
    await client.initialize(project.root, profile=ABLE, options="loud")
    assert (await run(client, "status"))["settings"] == ["the settings must be an object"]


async def test_pushed_settings_count_at_once(fork, project):
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await fork()
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    await client.until(lambda: diagnostics(client, uri))
    for settings in ({"chesterton": {"enable": False}}, {"enable": False}):
        client.tell("workspace/didChangeConfiguration", {"settings": settings})
        await until_titles(client, uri, [])
        await client.until(lambda: diagnostics(client, uri) == [])
        client.tell("workspace/didChangeConfiguration", {"settings": {"enable": True}})
        await until_titles(client, uri, [TITLE])
    client.tell("workspace/didChangeConfiguration", {"settings": None})
    assert await titles(client, uri) == [TITLE]


async def test_settings_may_differ_by_document(fork, project):
    """VS Code resolves settings per language; they are requested again when they change."""
    for path in ("pay.py", "other.py"):
        project.write(path, PAY)
        project.note(path, "charge", "attempts stays at 3")
    off = {project.uri("other.py"): {"codeLens": {"enabled": False}}}
    client = await fork()
    client.answers["workspace/configuration"] = lambda params: [
        off.get(item.get("scopeUri"), {}) for item in params["items"]
    ]
    await client.initialize(project.root, profile=profile("vscode"))
    uri, other = opened(client, project, "pay.py"), opened(client, project, "other.py")
    assert await titles(client, uri) == [TITLE]
    assert await titles(client, other) == []
    off.clear()
    client.tell("workspace/didChangeConfiguration", {"settings": None})
    await until_titles(client, other, [TITLE])


async def test_what_is_off_for_all_may_be_on_for_a_document(fork, project):
    """VS Code: off for the user, on for a language, which is also the default value."""
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await fork()
    client.answers["workspace/configuration"] = [{"codeLens": {"enabled": True}}]
    off = {"codeLens": {"enabled": False}}
    await client.initialize(project.root, profile=profile("vscode"), options=off)
    assert await titles(client, opened(client, project, "pay.py")) == [TITLE]


async def test_changed_settings_request_a_lens_refresh(fork, project):
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await fork()
    tree = {"enable": True}
    client.answers["workspace/configuration"] = lambda _params: [tree]
    await client.initialize(project.root, profile=profile("vscode"))
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [TITLE]
    for number, value in enumerate((False, True), 1):
        tree["enable"] = value
        client.tell("workspace/didChangeConfiguration", {"settings": None})
        refreshed = lambda n=number: len(client.requests("workspace/codeLens/refresh")) == n  # noqa: E731
        await client.until(refreshed)


async def test_a_repository_excludes_its_own_files(fork, project):
    project.write(".chesterton.toml", 'exclude = ["generated/**"]\n')
    project.write("generated/pay.py", PAY)
    project.note("generated/pay.py", "charge", "attempts stays at 3")
    client = await fork()
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "generated/pay.py")
    assert await titles(client, uri) == []
    await asyncio.sleep(0.2)
    assert diagnostics(client, uri) == []


async def test_an_edit_that_the_editor_refuses_stops_nothing(fork, project):
    """L37: the comment is stored as a note although it cannot be removed."""
    project.write("why.py", "def f():\n    # WHY: the provider bans us\n    return 1\n")
    for answer in ({"applied": False}, RefusedError({"code": -32603, "message": "no"})):
        client = await fork()
        client.answers["workspace/applyEdit"] = answer
        options = {"capture": {"keepComment": False}}
        await client.initialize(project.root, profile=ABLE, options=options)
        uri = opened(client, project, "why.py")
        place = {"start": {"line": 1, "character": 6}, "end": {"line": 1, "character": 6}}
        stored = await run(client, "rememberComment", uri=uri, range=place)
        assert stored["title"] == "the provider bans us"
        (edit,) = client.requests("workspace/applyEdit")
        assert edit["edit"]["changes"][uri][0]["range"]["end"] == {"line": 2, "character": 0}
        await until_titles(client, uri, ["Decision: the provider bans us"])


async def test_an_edit_names_the_document_version_it_applies_to(fork, project):
    """If the user typed in between, the editor rejects it instead of removing other lines."""
    project.write("why.py", "def f():\n    # WHY: the provider bans us\n    return 1\n")
    client = await fork()
    client.answers["workspace/applyEdit"] = {"applied": True}
    options = {"capture": {"keepComment": False}}
    await client.initialize(project.root, profile=profile("vscode"), options=options)
    uri = opened(client, project, "why.py", version=7)
    place = {"start": {"line": 1, "character": 6}, "end": {"line": 1, "character": 6}}
    await run(client, "rememberComment", uri=uri, range=place)
    (request,) = client.requests("workspace/applyEdit")
    (edit,) = request["edit"]["documentChanges"]
    assert edit["textDocument"] == {"uri": uri, "version": 7}
    assert edit["edits"][0]["range"]["end"] == {"line": 2, "character": 0}


async def test_a_branch_is_reviewed_as_if_it_were_an_edit(fork, project):
    project.note("pay.py", "charge", "attempts stays at 3")
    project.git("checkout", "-q", "-b", "topic")
    project.write("pay.py", PAY.replace("=3", "=5"))
    client = await fork()
    await client.initialize(project.root, profile=ABLE)
    uri = opened(client, project, "pay.py")
    assert await titles(client, uri) == [f"Code changed · {TITLE}"]
    await run(client, "reviewChange", base="main")
    await client.until(lambda: [d["code"] for d in diagnostics(client, uri)] == ["touched"])
    await run(client, "reviewChange")
    await client.until(lambda: [d["code"] for d in diagnostics(client, uri)] == ["note"])
    refused = await client.refusal(
        "workspace/executeCommand",
        {"command": "chesterton.reviewChange", "arguments": [{"base": "no-such-branch"}]},
    )
    assert "is unknown or has no common ancestor" in refused["message"]
    change(client, uri, (0, 0), (0, 0), "\n")
    assert await titles(client, uri) == [f"Code changed · {TITLE}"]
