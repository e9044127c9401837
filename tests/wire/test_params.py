"""Requests with invalid parameters get an error that names the invalid field (L04, S24)."""

import copy

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

PLACE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}
DOCUMENT = {"uri": "file:///nowhere.py"}
POSITION = {"line": 0, "character": 0}

REQUESTS = {
    "textDocument/hover": {"textDocument": DOCUMENT, "position": POSITION},
    "textDocument/codeLens": {"textDocument": DOCUMENT},
    "textDocument/codeAction": {
        "textDocument": DOCUMENT,
        "range": PLACE,
        "context": {"diagnostics": []},
    },
    "textDocument/inlayHint": {"textDocument": DOCUMENT, "range": PLACE},
    "textDocument/documentLink": {"textDocument": DOCUMENT},
    "textDocument/completion": {"textDocument": DOCUMENT, "position": POSITION},
    "workspace/executeCommand": {"command": "chesterton.status"},
}
WRONG = (None, 5, "text", True, [], [1], {}, -1, 1.5, 2**40)

COMMANDS = {
    "chesterton.remember": {"uri": "file:///nowhere.py", "line": 1, "kind": "pitfall"},
    "chesterton.rememberComment": {"uri": "file:///nowhere.py", "range": PLACE},
    "chesterton.edit": {"id": "aaaaaaaaaa"},
    "chesterton.confirm": {"ids": ["aaaaaaaaaa"]},
    "chesterton.relink": {"id": "aaaaaaaaaa", "target": "pay.py::charge"},
    "chesterton.snooze": {"ids": ["aaaaaaaaaa"], "until": "commit"},
    "chesterton.retire": {"ids": ["aaaaaaaaaa"]},
    "chesterton.forget": {"ids": ["aaaaaaaaaa"]},
    "chesterton.undo": {"id": "aaaaaaaaaa"},
}


def paths(value, before=()):
    """The path of each field in a tree of objects."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*before, key)
            yield from paths(inner, (*before, key))


def damaged(params, path, value):
    """A copy with one field replaced, or removed if the value is `KeyError`."""
    copied = copy.deepcopy(params)
    inner = copied
    for key in path[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return copied


@pytest.mark.parametrize("method", REQUESTS)
async def test_every_damaged_field_is_named(shared, method):
    _, client = shared
    sound = REQUESTS[method]
    for path in paths(sound):
        missing = await client.refusal(method, damaged(sound, path, KeyError))
        assert missing["code"] == -32602, path
        assert ".".join(path) in missing["message"]
        for value in WRONG:
            params = damaged(sound, path, value)
            error = await client.refusal(method, params)
            fits = type(value) is type(_at(sound, path)) and value != {}
            fits = fits and not (isinstance(value, int) and not 0 <= value < 2**31)
            if not fits and not _is_only_a_container(sound, path, value):
                assert error is not None, (path, value)
                assert error["code"] == -32602, (path, value)
                assert path[-1] in error["message"], (path, value)


async def test_missing_params_are_named(shared):
    _, client = shared
    for method in REQUESTS:
        for params in (None, [], {}):
            error = await client.refusal(method, params)
            assert error["code"] == -32602, method
            assert "params" in error["message"]


@pytest.mark.parametrize("command", COMMANDS)
async def test_forged_arguments_change_nothing(shared, command):
    _, client = shared
    sound = COMMANDS[command]
    for arguments in (None, [], [sound, sound], ["text"], [5], [None]):
        error = await client.refusal(
            "workspace/executeCommand", {"command": command, "arguments": arguments}
        )
        assert error["code"] == -32602, arguments
    for key in sound:
        for value in (5.5, {"a": 1}, [], [5], "", ["x"] * 2000):
            forged = {**sound, key: value}
            error = await client.refusal(
                "workspace/executeCommand", {"command": command, "arguments": [forged]}
            )
            assert error["code"] in {-32602, -32803}, (key, value)
            if error["code"] == -32602:
                assert key in error["message"]


async def test_a_valid_command_on_an_unknown_note_fails_cleanly(shared):
    _, client = shared
    for command, argument in COMMANDS.items():
        error = await client.refusal(
            "workspace/executeCommand", {"command": command, "arguments": [argument]}
        )
        assert error["code"] == -32803, command
        assert "raceback" not in error["message"]


async def test_an_unknown_command_is_named(shared):
    _, client = shared
    error = await client.refusal("workspace/executeCommand", {"command": "chesterton.fly"})
    assert (error["code"], "params.command" in error["message"]) == (-32602, True)


async def test_an_empty_table_of_lua_is_an_object(shared):
    _, client = shared
    params = {"command": "chesterton.status", "arguments": [[]]}
    assert (await client.ask("workspace/executeCommand", params))["version"]


async def test_malformed_notifications_are_ignored(shared):
    _, client = shared
    before = len(client.notices)
    for method in ("didOpen", "didChange", "didClose", "didSave"):
        for params in (None, [], {}, {"textDocument": 5}, {"textDocument": {"uri": []}}):
            client.send({"method": f"textDocument/{method}", "params": params})
    client.send({"method": "$/cancelRequest", "params": {"id": {}}})
    client.send({"method": "workspace/didChangeWatchedFiles", "params": {"changes": [7]}})
    assert (await client.refusal("no/such"))["code"] == -32601
    assert client.notices[before:] == []


def _at(value, path):
    for key in path:
        value = value[key]
    return value


def _is_only_a_container(sound, path, value):
    """`diagnostics` may contain anything, because other servers' diagnostics are included."""
    return isinstance(value, list) and isinstance(_at(sound, path), list)
