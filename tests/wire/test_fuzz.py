"""A recorded session with random damage: no crash, no hang, no request without an answer (L03).

Seeded. A few seconds by default; `CHESTERTON_LONG_TESTS=1` goes on for a minute.
"""

import asyncio
import copy
import json
import os
import random
import time

from tests.wire.conftest import ABLE
from tests.wire.project import PAY, Project, framed_text, opened

SECONDS = 60 if os.environ.get("CHESTERTON_LONG_TESTS") else 3
SEED = 20_260_314
ODD = [None, True, -1, 2**31, 1.5, "", "x" * 300, [], {}, [[]], {"a": {}}, "\ud800", "\x00"]
POINT = {"line": 3, "character": 5}
PLACE = {"start": POINT, "end": POINT}


def session(uri):
    """The messages of a typical short session."""
    document = {"uri": uri}
    item = {**document, "languageId": "python", "version": 1, "text": PAY}
    versioned = {**document, "version": 2}
    edits = [{"range": PLACE, "text": "x"}, {"text": PAY}]
    context = {"diagnostics": [], "triggerKind": 1}
    return [
        ("textDocument/didOpen", {"textDocument": item}),
        ("textDocument/hover", {"textDocument": document, "position": POINT}),
        ("textDocument/codeLens", {"textDocument": document}),
        (
            "textDocument/codeAction",
            {"textDocument": document, "range": PLACE, "context": context},
        ),
        ("textDocument/didChange", {"textDocument": versioned, "contentChanges": edits}),
        ("textDocument/inlayHint", {"textDocument": document, "range": PLACE}),
        ("textDocument/documentLink", {"textDocument": document}),
        ("textDocument/completion", {"textDocument": document, "position": POINT}),
        ("textDocument/didSave", {"textDocument": document}),
        *(
            ("workspace/executeCommand", {"command": f"chesterton.{verb}", "arguments": [argument]})
            for verb, argument in (
                ("status", {}),
                ("open", {"uri": uri}),
                ("undo", {"id": "aaaa"}),
                ("confirm", {"ids": ["aaaa"]}),
                ("relink", {"id": "aaaa", "target": "pay.py::refund"}),
            )
        ),
        ("workspace/didChangeConfiguration", {"settings": {"chesterton": {"signals": "both"}}}),
        ("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 2}]}),
        ("workspace/didRenameFiles", {"files": [{"oldUri": uri, "newUri": uri}]}),
        ("$/cancelRequest", {"id": 5}),
        ("$/setTrace", {"value": "off"}),
        ("textDocument/didClose", {"textDocument": document}),
    ]


def is_request(method):
    verb = method.rpartition("/")[2]
    return not (verb.startswith("did") or method.startswith("$/"))


async def test_a_damaged_session_is_survived(start, tmp_path):
    project = Project(tmp_path)
    project.write("pay.py")
    project.note("pay.py", "charge", "attempts stays at 3")
    client = await start()
    await client.initialize(project.root, profile=ABLE)
    chance, messages = random.Random(SEED), session(project.uri("pay.py"))
    end, request = time.monotonic() + SECONDS, 10_000
    while time.monotonic() < end:
        request_ids = []
        for _ in range(100):
            method, params = copy.deepcopy(chance.choice(messages))
            request += 1
            data = damaged(chance, method, params, request)
            if data is not None:
                request_ids.append(request)
                client.send_bytes(data)
            else:
                client.send_bytes(noise(chance, method, params))
        await client.process.stdin.drain()
        ids = await asyncio.wait_for(_answered(client, request_ids), 10)
        assert not set(request_ids) - ids
        assert client.process.returncode is None
    client.tell(
        "workspace/didChangeConfiguration", {"settings": {"enable": True, "signals": "lens"}}
    )
    client.tell("textDocument/didClose", {"textDocument": {"uri": project.uri("pay.py")}})
    uri = opened(client, project, "pay.py")
    lenses = await client.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert [each["command"]["title"] for each in lenses] == ["Pitfall: attempts stays at 3"]
    assert await client.shut_down() == 0


def damaged(chance, method, params, request):
    """A damaged request with intact frame and id; None if it is not a request."""
    if not is_request(method):
        return None
    if chance.random() < 0.8:
        params = _mutated(chance, params)
    message = {"jsonrpc": "2.0", "id": request, "method": method, "params": params}
    if chance.random() < 0.05:
        message["method"] = chance.choice(["", "a/b", method.upper(), "initialize"])
    return framed_text(json.dumps(message))


def noise(chance, method, params):
    """A damaged notification, or arbitrary bytes."""
    message = {"jsonrpc": "2.0", "method": method, "params": _mutated(chance, params)}
    data = bytearray(framed_text(json.dumps(message)))
    kind = chance.random()
    if kind < 0.2:
        del data[chance.randrange(len(data)) :]
    elif kind < 0.5:
        for _ in range(chance.randrange(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _mutated(chance, value):
    """The tree with one part replaced, removed or repeated."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(list(value))
        if chance.random() < 0.15:
            return {name: inner for name, inner in value.items() if name != key}
        return {**value, key: _mutated(chance, value[key])}
    if isinstance(value, list) and value and chance.random() < 0.7:
        index = chance.randrange(len(value))
        return [*value[:index], _mutated(chance, value[index]), *value[index:]]
    return copy.deepcopy(chance.choice(ODD))


async def _answered(client, request_ids):
    """The ids of all responses, once they include all `request_ids`."""
    wanted = set(request_ids)
    while True:
        ids = {stray.get("id") for stray in client.strays}
        if wanted <= ids:
            client.strays.clear()
            return ids
        await asyncio.sleep(0.01)
