"""The same workflow in every editor, according to its capabilities (L35, L36)."""

import pytest

from tests.wire.client import NEVER, RefusedError
from tests.wire.profiles import ENCODINGS, NAMES, is_announced, profile
from tests.wire.project import at, change, diagnostics, opened

LINE = {"start": {"line": 3, "character": 4}, "end": {"line": 3, "character": 4}}
ASKED = {"diagnostics": [], "triggerKind": 1}


@pytest.fixture(params=NAMES)
def editor(request):
    return request.param


async def test_a_note_is_seen_met_and_written(fork, project, editor):
    project.note("pay.py", "charge", "attempts stays at 3")
    announced = profile(editor)
    client = await fork()
    client.answers["window/showDocument"] = {"success": True}
    client.answers["workspace/configuration"] = lambda params: [None for _ in params["items"]]
    await client.initialize(project.root, profile=announced)
    assert client.capabilities["positionEncoding"] == ENCODINGS[editor]

    uri = opened(client, project, "pay.py")
    (lens,) = await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert lens["command"]["title"] == "Pitfall: attempts stays at 3"
    hover = await client.ask("textDocument/hover", at(uri, 3, 5))
    assert "Pitfall" in hover["contents"]["value"]
    (first,) = await client.until(lambda: _told(client, uri))
    assert [each["code"] for each in first] == ([] if editor.startswith("vscode") else ["note"])

    change(client, uri, (3, 26), (3, 27), "5")
    found = await client.until(lambda: _touched(client, uri))
    told = "You are changing this code: `attempts=3` is now `attempts=5`."
    assert found["message"] == f"Pitfall: attempts stays at 3. {told}"
    assert found["severity"] == 3

    actions = await client.ask(
        "textDocument/codeAction", {"textDocument": {"uri": uri}, "range": LINE, "context": ASKED}
    )
    why = next(each for each in actions if each["title"] == "Remember why…")
    draft = await client.ask("workspace/executeCommand", _run(why))
    _fill(project, draft["draft"], "card may be empty")
    await client.until(lambda: _is_stored(project, "card may be empty"))
    assert [m["method"] for m in client.server_requests if not is_announced(announced, m)] == []
    assert await client.shut_down() == 0


@pytest.mark.parametrize("answer", [NEVER, "error", "nonsense"])
async def test_an_editor_that_answers_badly_loses_nothing(fork, project, answer):
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await fork()
    refusal = RefusedError({"code": -32601, "message": "no"})
    for method in (
        "workspace/configuration",
        "client/registerCapability",
        "window/workDoneProgress/create",
        "workspace/codeLens/refresh",
        "window/showDocument",
    ):
        client.answers[method] = {"error": refusal, "nonsense": {"x": [5]}}.get(answer, answer)
    await client.initialize(project.root, profile=profile("zed"))
    uri = opened(client, project, "pay.py")
    (lens,) = await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert lens["command"]["title"] == "Pitfall: attempts stays at 3"
    if answer is not NEVER:
        opening = {"command": "chesterton.open", "arguments": lens["command"]["arguments"]}
        assert (await client.ask("workspace/executeCommand", opening))["view"]
        messages = await client.until(lambda: client.notifications("window/showMessage"))
        assert "The notes are in" in messages[0]["message"]
    assert await client.shut_down() == 0


async def test_an_editor_that_never_opens_the_draft_is_told_soon_where_it_lies(fork, project):
    """vim-lsp neither announces window/showDocument nor answers it."""
    client = await fork()
    client.answers["window/showDocument"] = NEVER
    await client.initialize(project.root)
    uri = opened(client, project, "pay.py")
    draft = await client.ask("workspace/executeCommand", _remember(uri), seconds=5)
    messages = await client.until(lambda: client.notifications("window/showMessage"))
    assert messages[0]["message"].endswith(
        f"fill it in and save it: {project.path(draft['draft'])}"
    )
    assert await client.shut_down() == 0


def _remember(uri):
    return {"command": "chesterton.remember", "arguments": [{"uri": uri, "line": 3}]}


async def test_a_client_that_can_do_nothing_gets_plain_text(fork, project):
    project.note("pay.py", "charge", "attempts stays at 3", body="The *provider* bans us.")
    client = await fork()
    await client.initialize(project.root)
    uri = opened(client, project, "pay.py")
    hover = await client.ask("textDocument/hover", at(uri, 3, 5))
    assert hover["contents"]["kind"] == "plaintext"
    assert "*" not in hover["contents"]["value"]
    assert "The provider bans us." in hover["contents"]["value"]
    actions = await client.ask(
        "textDocument/codeAction", {"textDocument": {"uri": uri}, "range": LINE, "context": ASKED}
    )
    assert [each["command"] for each in actions] == ["chesterton.edit", "chesterton.remember"]
    assert client.server_requests == []


async def test_hover_is_registered_below_the_types_in_vscode_only(fork, project):
    for editor, is_late in (("vscode", True), ("vscode-1.139.1", True), ("zed", False)):
        client = await fork()
        await client.initialize(project.root, profile=profile(editor))
        assert client.capabilities["hoverProvider"] is not is_late
        if is_late:
            registrations = await client.until(
                lambda c=client: _registrations(c, "textDocument/hover")
            )
            assert registrations[0]["registerOptions"]["documentSelector"] == [{"language": "*"}]


def _touched(client, uri):
    return next((d for d in diagnostics(client, uri) or () if d["code"] == "touched"), None)


def _told(client, uri):
    found = diagnostics(client, uri)
    return None if found is None else (found,)


def _run(action):
    command = action if isinstance(action["command"], str) else action["command"]
    return {"command": command["command"], "arguments": command["arguments"]}


def _fill(project, uri, title):
    path = project.path(uri)
    text = path.read_text("utf-8")
    head, fence, rest = text.partition("(optional)\n---\n")
    path.write_text(f"{head}{fence}{title}\n{rest}", "utf-8")


def _is_stored(project, title):
    return title in (project.home / "memory" / "journal.jsonl").read_text("utf-8")


def _registrations(client, method):
    requests = client.requests("client/registerCapability")
    return [
        each for params in requests for each in params["registrations"] if each["method"] == method
    ]


@pytest.mark.parametrize(
    ("name", "expected"), [("Neovim", "confirmed"), ("claude-code", "proposed")]
)
async def test_the_client_name_decides_the_author(fork, project, name, expected):
    """The environment does not: an editor started from an agent's shell belongs to a person."""
    client = await fork(CODEX_CI="1", CLAUDE_CODE_CHILD_SESSION="1", AI_AGENT="claude-code")
    await client.initialize(project.root, clientInfo={"name": name})
    uri = opened(client, project, "pay.py")
    argument = {"uri": uri, "line": 3, "text": "attempts stays at 3"}
    params = {"command": "chesterton.remember", "arguments": [argument]}
    stored = await client.ask("workspace/executeCommand", params)
    assert stored["status"] == expected
