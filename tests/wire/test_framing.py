"""Whatever garbage precedes it, the next valid message is answered (L01, L02)."""

import json

import pytest
import pytest_asyncio

from tests.wire.client import Client, framed

pytestmark = pytest.mark.asyncio(loop_scope="module")

REQUEST = {"jsonrpc": "2.0", "id": 900, "method": "textDocument/hover", "params": {}}
BODY = json.dumps(REQUEST).encode()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def survivor(tmp_path_factory):
    """One server for the whole file, which has to survive all tests."""
    running = await Client.start(tmp_path_factory.mktemp("survivor"))
    await running.initialize()
    yield running
    assert await running.shut_down() == 0


@pytest.fixture
def client(survivor):
    survivor.strays.clear()
    return survivor


def header(length, body=BODY, end=b"\r\n\r\n"):
    return b"Content-Length: " + str(length).encode() + end + body


DAMAGE = {
    "length too small": header(len(BODY) - 20),
    "length far too small": header(3),
    "length too large by 40": header(len(BODY) + 40),
    "length far too large": header(len(BODY) + 100_000),
    "length beyond all memory": header(10**15),
    "length zero": header(0),
    "length negative": header(-5),
    "length no number": header("many"),
    "length empty": header(""),
    "no length": b"Content-Type: application/json\r\n\r\n" + BODY,
    "no header": BODY,
    "noise": b"\x00\xff garbage \r\n\r\n",
    "noise on one long line": b"x" * 100_000,
    "only line breaks": b"\r\n\r\n\r\n\n\n",
    "half a header": b"Content-Len",
    "half a body": header(len(BODY), BODY[:30]),
    "invalid JSON": header(9, b'{"id": 1,'),
    "bad UTF-8": header(4, b'"\xff\xfe"'),
    "an array": header(2, b"[]"),
    "a scalar": header(2, b"42"),
    "null": header(4, b"null"),
    "very deep JSON": header(200_000, b"[" * 100_000 + b"]" * 100_000),
    "a number of 5,000 digits": header(5_000, b"7" * 5_000),
    "not a number": header(11, b'{"id": NaN}'),
}
SILENT = {"only line breaks", "half a header", "half a body", "noise on one long line"}


@pytest.mark.parametrize("name", DAMAGE)
async def test_the_next_request_is_answered(client, name):
    client.send_bytes(DAMAGE[name])
    assert (await client.refusal("no/such"))["code"] == -32601
    if name not in SILENT:
        complaints = await client.until(lambda: client.strays)
        assert complaints[0]["error"]["code"] in {-32700, -32600, -32602}


@pytest.mark.parametrize("name", [name for name in DAMAGE if name.startswith("length")])
async def test_a_request_with_a_wrong_length_is_answered_by_its_id(client, name):
    client.send_bytes(DAMAGE[name])
    client.send_bytes(framed({**REQUEST, "id": 901}))
    await client.until(lambda: {900, 901} <= {stray.get("id") for stray in client.strays})


async def test_a_length_that_is_too_large_is_detected_even_if_nothing_follows(client):
    client.send_bytes(header(len(BODY) + 40))
    (complaint,) = await client.until(lambda: client.strays, seconds=3)
    assert (complaint["id"], complaint["error"]["code"]) == (900, -32700)


async def test_headers_may_end_in_bare_line_feeds(client):
    client.send_bytes(header(len(BODY), BODY, b"\n\n"))
    await client.until(lambda: client.strays and client.strays[0]["id"] == 900)


async def test_a_message_may_come_byte_by_byte(client):
    for byte in framed(REQUEST):
        client.send_bytes(bytes([byte]))
        await client.process.stdin.drain()
    await client.until(lambda: client.strays and client.strays[0]["id"] == 900)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"id": 1}, -32600),
        ({"id": [1], "method": "x"}, -32600),
        ({"id": None, "method": "x"}, -32600),
        ({"id": 1, "method": 5}, -32600),
        ({"id": 1, "method": "x", "jsonrpc": "1.0"}, -32600),
        ({"id": 1, "method": "x", "params": 5}, -32602),
        ({"id": 1, "method": "no/such"}, -32601),
        ({"id": 1, "method": "$/no/such"}, -32601),
    ],
)
async def test_a_message_of_the_wrong_shape_is_refused(client, message, code):
    client.send(message)
    (refused,) = await client.until(lambda: client.strays)
    assert refused["error"]["code"] == code


async def test_responses_to_unknown_requests_are_ignored(client):
    client.send({"id": "nobody", "result": {"anything": 1}})
    client.send({"id": 77, "error": {"code": 1, "message": "x"}})
    assert (await client.refusal("no/such"))["code"] == -32601
    assert client.strays == []


async def test_unknown_notifications_are_ignored(client):
    for method in ("no/such", "$/no/such", "textDocument/hover", "initialize", "\x1b[2J"):
        client.tell(method, {"what": "ever"})
    assert (await client.refusal("no/such"))["code"] == -32601
    assert client.strays == client.notices == []
