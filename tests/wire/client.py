"""A minimal language client that drives a real server process with plain dicts."""

import asyncio
import contextlib
import itertools
import json
import os
import sys
import time
from pathlib import Path

from tests.harness.cpu import cpu_seconds
from tests.wire.forked import fork_server

START = "from chesterton.lsp.main import main; raise SystemExit(main())"
COMMAND = (sys.executable, "-c", START)
LINE_LIMIT = 2**26
SECONDS = 30.0
"""Default timeout, generous so that tests pass on a slow machine."""


class RefusedError(Exception):
    """The server answered with an error."""

    def __init__(self, error):
        super().__init__(f"{error['code']} {error['message']}")
        self.code = error["code"]
        self.message = error["message"]
        self.error = error


class Client:
    """A running server and the messages it sent."""

    def __init__(self, process):
        self.process = process
        self.notices = []  #: notifications of the server, in order
        self.server_requests = []  #: requests of the server, in order
        self.strays = []  #: responses to nobody, e.g. errors without an id
        self.answers = {}  #: method -> result, or function of the parameters
        self.capabilities = {}
        self.info = {}
        self.home = None  #: where its memory lies
        self.shown = []  #: addresses of documents that a test opened
        self._ids = itertools.count(1)
        self._waiting = {}
        self._news = asyncio.Event()
        self._unread = None
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def fork(cls, folder, **environment):
        """As `start`, in a fraction of the time, where the start is not what is tested."""
        home = Path(folder)
        client = cls(await fork_server(home, surroundings(home, **environment), LINE_LIMIT))
        client.home = home
        return client

    @classmethod
    async def start(cls, folder, *, command=COMMAND, stderr=False, **environment):
        """Starts a server with store and settings in `folder`; `stderr` is piped but not read."""
        home = Path(folder)
        unread, errors = os.pipe() if stderr else (None, asyncio.subprocess.DEVNULL)
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            limit=LINE_LIMIT,
            cwd=home,
            env=surroundings(home, **environment),
        )
        client = cls(process)
        client.home = home
        if unread is not None:
            os.close(errors)
            client._unread = unread
        return client

    # --- raw

    def send_bytes(self, data):
        self.process.stdin.write(data)

    def send(self, message):
        self.send_bytes(framed({"jsonrpc": "2.0", **message}))

    async def _read(self):
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                self._receive(await read_message(self.process.stdout))
                self._news.set()

    def _receive(self, message):
        if "method" not in message:
            future = self._waiting.pop(message.get("id"), None)
            if future is None or future.done():
                self.strays.append(message)
            else:
                future.set_result(message)
        elif "id" in message:
            self.server_requests.append(message)
            self._answer(message)
        else:
            self.notices.append((time.monotonic(), message))

    def _answer(self, message):
        answer = self.answers.get(message["method"])
        if answer is NEVER:
            return
        if callable(answer):
            answer = answer(message.get("params"))
        if isinstance(answer, RefusedError):
            self.send({"id": message["id"], "error": answer.error})
        else:
            self.send({"id": message["id"], "result": answer})

    # --- requests and notifications

    def begin(self, method, params=None, *, request=None):
        """Sends a request; returns a future for the whole response."""
        request = next(self._ids) if request is None else request
        future = asyncio.get_running_loop().create_future()
        self._waiting[request] = future
        self.send({"id": request, "method": method, "params": params})
        return future

    async def ask(self, method, params=None, *, seconds=SECONDS):
        response = await asyncio.wait_for(self.begin(method, params), seconds)
        if "error" in response:
            raise RefusedError(response["error"])
        return response["result"]

    async def refusal(self, method, params=None):
        """Sends a request and returns the error response."""
        response = await asyncio.wait_for(self.begin(method, params), SECONDS)
        return response.get("error")

    def tell(self, method, params=None):
        self.send({"method": method, "params": {} if params is None else params})

    async def initialize(self, root=None, *, profile=None, options=None, **more):
        profile = {"capabilities": {}, **(profile or {})}
        if options is None:
            options = profile.get("initializationOptions", {})
        folders = [{"uri": Path(root).as_uri(), "name": Path(root).name}] if root else None
        result = await self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": Path(root).as_uri() if root else None,
                "workspaceFolders": folders,
                **profile,
                "initializationOptions": options,
                **more,
            },
        )
        self.capabilities = result["capabilities"]
        self.info = result.get("serverInfo", {})
        self.tell("initialized")
        return result

    # --- received messages

    async def until(self, happened, seconds=SECONDS):
        """Waits until `happened()` returns a truthy value, and returns it."""
        end = time.monotonic() + seconds
        while not (found := happened()):
            self._news.clear()
            left = end - time.monotonic()
            if left <= 0:
                message = f"not within {seconds} s"
                raise TimeoutError(message)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(left, 0.1))
        return found

    def cpu_seconds(self):
        """CPU seconds the server has used."""
        return cpu_seconds(self.process.pid)

    def notifications(self, method):
        return [message["params"] for _, message in self.notices if message["method"] == method]

    def requests(self, method):
        return [
            message.get("params") for message in self.server_requests if message["method"] == method
        ]

    def forget(self):
        """Closes the documents a test opened and clears the received messages."""
        for uri in self.shown:
            self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        for heard in (self.shown, self.notices, self.server_requests, self.strays):
            heard.clear()

    # --- the end

    async def shut_down(self):
        """Shuts the server down as specified; returns its exit code."""
        await self.ask("shutdown")
        self.tell("exit")
        return await self.ended()

    async def ended(self, seconds=SECONDS):
        code = await asyncio.wait_for(self.process.wait(), seconds)
        self._reading.cancel()
        return code

    async def kill(self):
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
        self._reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reading
        self.process._transport.close()
        if self._unread is not None:
            os.close(self._unread)


@contextlib.asynccontextmanager
async def started(home, **how):
    """A server that is stopped at the end of the block."""
    client = await Client.start(home, **how)
    try:
        yield client
    finally:
        await client.kill()


NEVER = object()
"""As an answer: none."""


def framed(message):
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


async def read_message(stream):
    length = 0
    while (line := await stream.readline()) not in {b"\r\n", b""}:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    if not length:
        raise asyncio.IncompleteReadError(b"", None)
    return json.loads(await stream.readexactly(length))


def surroundings(home, **environment):
    """Environment variables that isolate the server from the current user."""
    kept = {
        key: os.environ[key]
        for key in ("PATH", "SYSTEMROOT", "PYTHONPATH", "XDG_RUNTIME_DIR")
        if key in os.environ
    }
    return {
        **kept,
        "HOME": str(home),
        "CHESTERTON_DATA_DIR": str(Path(home) / "memory"),
        "CHESTERTON_CONFIG_DIR": str(Path(home) / "config"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **environment,
    }
